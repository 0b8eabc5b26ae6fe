import type {ColumnSpec} from '../../tabular/table.ts';

/** The columns of a staff list and of the Entra admin centre's user export, by the headings they go under. */
export const STAFF_COLUMNS = [
  {key: 'number', names: ['職員番号', '職員コード', '社員番号', 'employee number', 'employeeId', 'number']},
  {key: 'formerNumber', names: ['旧職員番号', '前職員番号', 'former number']},
  {key: 'name', names: ['氏名', '職員氏名', '名前', 'name', 'displayName', '表示名'], required: true},
  {
    key: 'reading',
    names: ['フリガナ', 'ふりがな', 'カナ氏名', '氏名カナ', '氏名（カナ）', 'カナ', 'reading'],
  },
  {key: 'otherNames', names: ['旧姓・通称', '旧姓', '通称', '旧氏名', 'former name', 'usual name']},
  {key: 'section', names: ['所属', '所属名', '課', '課名', '部署', 'section', 'department', '部門']},
  {key: 'sectionCode', names: ['所属コード', '課コード', '部署コード', 'section code']},
  {key: 'unit', names: ['係', '係名', '担当', 'unit']},
  {key: 'post', names: ['職名', '役職', '役職名', '職', 'post', 'jobTitle', '役職名（Entra）']},
  {key: 'further', names: ['兼務', '兼務区分', '本務兼務', 'concurrent']},
  {key: 'employment', names: ['任用形態', '雇用区分', '職員区分', '任用区分', 'employment']},
  {key: 'weeklyHours', names: ['週勤務時間', '週所定労働時間', '週時間', 'weekly hours']},
  {key: 'workingDays', names: ['勤務曜日', '勤務日', 'working days']},
  {key: 'workingHours', names: ['勤務時間', '勤務時間帯', '勤務時刻', 'working hours']},
  {key: 'upn', names: ['UPN', 'userPrincipalName', 'ユーザープリンシパル名', 'ユーザー プリンシパル名']},
  {key: 'mail', names: ['メールアドレス', 'メール', 'mail', 'email']},
  {key: 'objectId', names: ['オブジェクトID', 'objectId', 'object id', 'id', 'Entra ID']},
  {key: 'extension', names: ['内線', '内線番号', 'extension']},
  {key: 'manager', names: ['管理職', '所属長', 'manager']},
  {key: 'specificPersonalInformation', names: ['特定個人情報', '特定個人情報取扱', '個人番号取扱']},
  {key: 'lentTerminal', names: ['貸与端末', '共用端末', 'lent terminal']},
  {key: 'sharedAccount', names: ['共用アカウント', '共有アカウント', 'shared account']},
  {key: 'absence', names: ['状態', '休業区分', '休職等', '休職・休業', 'status']},
  {key: 'absenceFrom', names: ['休業開始日', '状態開始日', '休職開始日', 'status from']},
  {key: 'absenceTo', names: ['休業終了日', '状態終了日', '休職終了日', 'status to']},
  {key: 'ageBand', names: ['年代', '年齢層', 'age band']},
  {key: 'from', names: ['採用日', '採用年月日', '在職開始日', '任用開始日', 'start']},
  {key: 'to', names: ['退職日', '退職年月日', '在職終了日', '任用終了日', '任期満了日', 'end']},
  {key: 'userType', names: ['userType', 'ユーザータイプ']},
  {key: 'accountEnabled', names: ['accountEnabled', 'アカウントの有効化']},
] as const satisfies readonly ColumnSpec[];

export type StaffColumn = (typeof STAFF_COLUMNS)[number]['key'];
