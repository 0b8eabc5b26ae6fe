import pino from 'pino';
import {CodedError} from '../kernel/errors.ts';
import {currentRequest} from './telemetry/request.ts';
import {hashed, word, type Hashed, type LogValue, type Word} from '../kernel/words.ts';

export {hashed, word, type Hashed, type LogValue, type Word};

export interface Log {
  debug(event: string, fields?: Readonly<Record<string, LogValue>>): void;
  info(event: string, fields?: Readonly<Record<string, LogValue>>): void;
  warn(event: string, fields?: Readonly<Record<string, LogValue>>): void;
  error(event: string, error?: unknown, fields?: Readonly<Record<string, LogValue>>): void;
}

/**
 * A log of JSON lines on standard error (readable lines on a terminal).
 *
 * @param level the least that is written
 * @param destination where the lines go; standard error where none is given
 */
export function createLog(level: string, destination?: {write(line: string): void}): Log {
  const pretty = destination === undefined && process.stderr.isTTY && canPrettyPrint();
  const options = {
    ...{level, base: null, timestamp: pino.stdTimeFunctions.isoTime},
    // Joins the lines of one request, from the turn over the storage to the notice that it caused.
    mixin: () => ({request: currentRequest()}),
  };
  const logger = pretty
    ? pino({...options, transport: {target: 'pino-pretty', options: {destination: 2, ignore: 'event'}}})
    : pino(options, destination ?? pino.destination({dest: 2, sync: true}));
  return {
    debug: (event, fields) => logger.debug({...fields}, event),
    info: (event, fields) => logger.info({...fields}, event),
    warn: (event, fields) => logger.warn({...fields}, event),
    error: (event, error, fields) =>
      logger.error({...fields, ...(error === undefined ? {} : {error: describeError(error)})}, event),
  };
}

// pino-pretty is there in a developer's checkout only.
function canPrettyPrint(): boolean {
  try {
    import.meta.resolve('pino-pretty');
    return true;
  } catch {
    return false;
  }
}

/**
 * An error without its message, which may quote what a person wrote: name, code, status, where it was
 * thrown, and the same of its cause.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return {name: typeof error};
  const {code, statusCode} = error as {code?: unknown; statusCode?: unknown};
  return {
    name: word(error.name),
    ...(typeof code === 'string' ? {code: word(code)} : {}),
    ...(typeof statusCode === 'number' ? {status: statusCode} : {}),
    ...(error instanceof CodedError ? {details: Object.keys(error.details).map(word)} : {}),
    at: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 5)
      .map((line) => line.trim()),
    ...(error.cause === undefined ? {} : {cause: describeError(error.cause)}),
  };
}
