import {readFile} from 'node:fs/promises';
import {CodedError} from '../kernel/errors.ts';
import {Temporal} from '../kernel/time.ts';

/**
 * What a command is to go through: its argument, or a file's lines. Empty lines of a file stay, so that
 * output can be matched with input line by line.
 *
 * @param name the argument's name in the usage
 * @throws CodedError `command/usage` where both or neither is given
 */
export async function readLines(
  argument: string | undefined,
  file: unknown,
  name: string,
): Promise<{readonly lines: readonly string[]; readonly fromFile: boolean}> {
  if (typeof file === 'string') {
    if (argument !== undefined) throw new CodedError('command/usage', {what: `${name} --file`});
    const text = await readTextFile(file);
    return {lines: text.replace(/\r?\n$/, '').split(/\r?\n/), fromFile: true};
  }
  if (argument === undefined) throw new CodedError('command/usage', {what: `${name} | --file FILE`});
  return {lines: [argument], fromFile: false};
}

/**
 * A file of text in UTF-8, without its byte order mark.
 *
 * @throws CodedError `document/unreadable`
 */
export async function readTextFile(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\ufeff/, '');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? '';
    throw new CodedError('document/unreadable', {file: path, reason}, {cause: error});
  }
}

/**
 * An instant with its offset, or a local time of the office (`2026-04-01T09:00`, `2026-04-01`).
 *
 * @param option the option's name in the usage
 * @throws CodedError `command/usage`
 */
export function readInstant(text: string, zone: string, option: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text);
  } catch {
    try {
      return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant();
    } catch (error) {
      throw new CodedError('command/usage', {what: `${option} ${text}`}, {cause: error});
    }
  }
}
