/** A small city hall of invented people, for tests of every feature that looks at the list. */
import type {Account} from '../../src/kernel/person.ts';
import {directoryOf, type Link} from '../../src/platform/directory/in-memory.ts';
import type {Directory, Posting, Section, StaffMember} from '../../src/platform/directory/staff.ts';

export const SAMPLE_TENANT = '00000000-0000-4000-8000-00000000cafe';

export const SAMPLE_SECTIONS: readonly Section[] = [
  {code: '1010', name: '総務課'},
  {code: '1020', name: '財政課'},
  {code: '1030', name: '情報システム課'},
  {code: '1040', name: '人事課'},
  {code: '2010', name: '区民課'},
  {code: '2020', name: '福祉課'},
];

/** A post in a sample section. */
export function posting(section: string, unit?: string, post?: string): Posting {
  const sectionName = SAMPLE_SECTIONS.find(({code}) => code === section)?.name ?? section;
  return {section, sectionName, unit, post};
}

type Wish = Partial<StaffMember> & Pick<StaffMember, 'number' | 'name' | 'reading' | 'main'>;

/** A member with what a test names; all else is what most people have. Its key is `p-` and the number. */
export function member(wish: Wish): StaffMember {
  return {
    key: `p-${wish.number}`,
    otherNames: [],
    further: [],
    employment: '正規',
    weeklyHours: 38.75,
    upn: `s${wish.number}@city.example`,
    mail: `s${wish.number}@city.example`,
    flags: [],
    absences: [],
    from: '2015-04-01',
    unlisted: false,
    columns: {},
    ...wish,
  };
}

/** The account of a sample member, made of the employee number. */
export function accountOf(number: string): Account {
  return {tenant: SAMPLE_TENANT, objectId: `00000000-0000-4000-8000-${number.padStart(12, '0')}`};
}

const person = (
  number: string,
  name: string,
  reading: string,
  main: Posting,
  more: Partial<StaffMember> = {},
): StaffMember => member({number, name, reading, main, ...more});

export const SAMPLE_STAFF: readonly StaffMember[] = [
  person('000101', '見本 一郎', 'ミホン イチロウ', posting('1010', undefined, '課長'), {
    flags: ['manager'],
    extension: '1001',
    ageBand: '50代',
  }),
  person('000102', '田中 花子', 'タナカ ハナコ', posting('1010', '庶務係', '係長'), {extension: '1002'}),
  person('000103', '田中 太郎', 'タナカ タロウ', posting('1020', '財政係', '主任'), {extension: '1003'}),
  person('000104', '佐藤 健', 'サトウ ケン', posting('1020', '財政係', '係長'), {
    extension: '1004',
    further: [posting('1030', '統計係', '係長')],
  }),
  person('000105', '佐藤 恵', 'サトウ メグミ', posting('1030', 'システム係', '主事'), {extension: '1005'}),
  person('000106', '鈴木 誠', 'スズキ マコト', posting('1020', undefined, '課長'), {
    flags: ['manager'],
    extension: '1006',
  }),
  person('000107', '高橋 翼', 'タカハシ ツバサ', posting('1030', 'システム係', '主査'), {extension: '1007'}),
  person('000108', '髙橋 結', 'タカハシ ユイ', posting('2010', '窓口係', '主事'), {extension: '1008'}),
  person('000109', '山崎 空', 'ヤマザキ ソラ', posting('2010', '窓口係', '係長'), {extension: '1009'}),
  person('000110', '山﨑 海', 'ヤマサキ カイ', posting('2020', '給付係', '主事'), {extension: '1010'}),
  person('000111', '斉藤 実', 'サイトウ ミノル', posting('1010', '庶務係', '主事')),
  person('000112', '斎藤 葵', 'サイトウ アオイ', posting('1040', '人事係', '係長'), {extension: '1012'}),
  person('000113', '齊藤 蓮', 'サイトウ レン', posting('2020', '給付係', '係長')),
  person('000114', '齋藤 楓', 'サイトウ カエデ', posting('2010', '戸籍係', '主任')),
  person('000115', '渡辺 凛', 'ワタナベ リン', posting('1030', undefined, '課長'), {
    flags: ['manager'],
    extension: '1015',
  }),
  person('000116', '渡邊 光', 'ワタナベ ヒカル', posting('1020', '契約係', '主事')),
  person('000117', '渡邉 翔', 'ワタナベ ショウ', posting('2020', undefined, '課長'), {
    flags: ['manager', 'specific-personal-information'],
    extension: '1017',
  }),
  person('000118', '伊藤 直美', 'イトウ ナオミ', posting('2010', '戸籍係', '係長'), {
    otherNames: ['小林 直美'],
    flags: ['specific-personal-information'],
  }),
  person('000119', '加藤 悠', 'カトウ ユウ', posting('1010', '庶務係', '主事'), {
    absences: [{kind: '育休', from: '2026-04-01', to: '2027-03-31'}],
  }),
  person('000120', '吉田 望', 'ヨシダ ノゾミ', posting('1030', 'システム係', '主任'), {
    absences: [{kind: '外部派遣', from: '2026-04-01'}],
  }),
  person('000121', '山田 和', 'ヤマダ ナゴミ', posting('2020', '給付係', '主事'), {
    absences: [{kind: '休職', from: '2026-10-01'}],
  }),
  person('000122', '隠野 静', 'カクレノ シズカ', posting('2010', '窓口係', '主事'), {unlisted: true}),
  person('000123', '松本 桜', 'マツモト サクラ', posting('2010', '窓口係'), {
    employment: '会計年度任用',
    weeklyHours: 29,
    workingDays: [1, 2, 3, 4],
    workingHours: {from: 9 * 60, to: 16 * 60},
    from: '2026-04-01',
    to: '2027-03-31',
  }),
  person('000124', '井上 巌', 'イノウエ イワオ', posting('1020', '契約係', '主査'), {
    employment: '再任用',
    weeklyHours: 31,
    workingDays: [1, 2, 4, 5],
    ageBand: '60代',
  }),
  person('000125', '木村 愛', 'キムラ アイ', posting('1030', 'システム係'), {
    employment: '派遣',
    flags: ['lent-terminal'],
  }),
  person('000126', '林 大地', 'ハヤシ ダイチ', posting('1040', undefined, '課長'), {
    flags: ['manager'],
    extension: '1026',
  }),
  person('000127', '清水 遥', 'シミズ ハルカ', posting('1040', '人事係', '主任'), {
    columns: {採用区分: '事務'},
  }),
  person('000128', '共用 窓口', 'キョウヨウ マドグチ', posting('2010', '窓口係'), {
    flags: ['shared-account', 'lent-terminal'],
  }),
  person('000129', '森 慧', 'モリ ケイ', posting('1030', '統計係', '主事'), {from: '2026-04-01'}),
  person('000130', '阿部 円', 'アベ マドカ', posting('2020', undefined, '主幹'), {
    flags: ['manager'],
    weeklyHours: 15.5,
    workingDays: [2, 4],
  }),
];

/** Everybody of the sample has met the bot. */
export const SAMPLE_LINKS: readonly Link[] = SAMPLE_STAFF.map(({key, number}) => ({
  account: accountOf(number),
  person: key,
}));

/** The sample as a list in force. */
export function sampleDirectory(members: readonly StaffMember[] = SAMPLE_STAFF): Directory {
  return directoryOf({members, links: SAMPLE_LINKS, version: 'sample-1', sections: SAMPLE_SECTIONS});
}
