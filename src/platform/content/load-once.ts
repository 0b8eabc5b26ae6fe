import {access} from 'node:fs/promises';
import {CodedError} from '../../kernel/errors.ts';
import type {Clock} from '../clock.ts';
import type {ContentPlan} from '../feature.ts';
import type {Storage} from '../storage/table.ts';
import {SYSTEM_TABLE} from '../storage/versions.ts';

const LOADED = {pk: 'content', rk: 'loaded'} as const;

export interface LoadOnceDeps {
  readonly storage: Storage;
  /** What taking the folder over would do. */
  readonly plan: () => Promise<ContentPlan>;
  readonly directory: string;
  readonly clock: Clock;
}

/**
 * Takes the content folder over on the very first start. Later changes of the folder are taken over by
 * `content push`, when somebody says so.
 *
 * @throws CodedError `content/missing`, `content/invalid`
 */
export async function loadContentOnce(
  {storage, plan: making, directory, clock}: LoadOnceDeps,
  signal: AbortSignal,
): Promise<void> {
  const system = storage.table(SYSTEM_TABLE);
  if ((await system.get(LOADED.pk, LOADED.rk, {signal})) !== undefined) return;
  try {
    await access(directory);
  } catch (error) {
    throw new CodedError('content/missing', {path: directory}, {cause: error});
  }
  const plan = await making();
  const [problem] = plan.problems;
  if (problem !== undefined) {
    const {file, line, text} = problem;
    const where = line === undefined ? file : `${file}:${line}`;
    throw new CodedError('content/invalid', {count: plan.problems.length, first: `${where} ${text.ja}`});
  }
  await plan.apply(signal);
  await system.put({...LOADED, v: 1, at: clock.now().toString()}, {signal});
}
