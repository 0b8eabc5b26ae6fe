/**
 * Every error code of the project. Texts in both languages stand in `platform/i18n/errors.ts`,
 * explanations in `docs/errors.md`; a test holds the three against each other.
 */
export const ERROR_CODES = [
  'backup/absent',
  'backup/container',
  'backup/damaged',
  'backup/exists',
  'backup/newer',
  'backup/no-container',
  'backup/not-empty',
  'backup/unfinished',
  'backup/unreadable',
  'config/invalid',
  'config/port-taken',
  'config/no-playground',
  'config/production-unsafe',
  'command/usage',
  'command/not-allowed',
  'command/unmappable',
  'command/unwritable',
  'content/invalid',
  'content/missing',
  'document/unknown',
  'document/unreadable',
  'document/empty',
  'document/too-large',
  'document/wrong-type',
  'document/mislabelled',
  'document/old-office',
  'document/encrypted',
  'document/damaged',
  'document/unpacks-too-large',
  'document/too-many-pages',
  'document/too-many-passages',
  'document/scanned',
  'document/no-characters',
  'document/no-questions',
  'document/too-slow',
  'document/same-name',
  'document/front-matter',
  'document/personal-number',
  'document/bad-line',
  'document/too-few-questions',
  'job/unknown',
  'job/failed',
  'staff/invalid',
  'staff/too-many',
  'staff/overtaken',
  'staff/unknown',
  'storage/unreachable',
  'storage/in-use',
  'storage/limit',
  'storage/newer-version',
  'turn/failed',
  'turn/too-slow',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Values that go into an error's sentence. Never a secret, never a person's words. */
export type ErrorDetails = Readonly<Record<string, string | number>>;

/** Exit codes of commands. */
export const EXIT = {done: 0, refused: 1, usage: 2, storage: 3} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * The world is broken, or input cannot be taken: a code from the table and what its sentence needs.
 * An expected refusal within a conversation is a value, not an error.
 */
export class CodedError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(details)}`, options);
    this.name = 'CodedError';
    this.code = code;
    this.details = details;
  }
}

/** Whether an error carries the given code, or any where none is given. */
export function isCoded(error: unknown, code?: ErrorCode): error is CodedError {
  return error instanceof CodedError && (code === undefined || error.code === code);
}
