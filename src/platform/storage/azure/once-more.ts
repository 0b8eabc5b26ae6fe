import {isCoded} from '../../../kernel/errors.ts';

/**
 * Does something once more if storage did not answer in time. While a process starts it is busy enough to miss an
 * answer that is there (its own deadline is the reason then, not the network), and ending for that would only make it start again. A turn has no such time: it asks once.
 *
 * @param work what may be done twice
 */
export async function onceMore<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const late = isCoded(error, 'storage/unreachable') && error.details['reason'] === 'AbortError';
    if (!late || signal?.aborted === true) throw error;
    return work();
  }
}
