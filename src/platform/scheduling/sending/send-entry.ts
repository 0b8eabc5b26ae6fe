import type {Account, Language} from '../../../kernel/person.ts';
import type {Temporal} from '../../../kernel/time.ts';
import type {Clock} from '../../clock.ts';
import type {CardReply} from '../../feature.ts';
import {word, type Log} from '../../log.ts';
import type {Holding} from '../lease.ts';
import type {Entry} from '../outbox/entry.ts';
import type {OutboxRows, StoredEntry} from '../outbox/rows.ts';
import type {Outcome, Reached, Sender} from './sender.ts';
import type {Metrics} from '../../telemetry/metrics.ts';
import {inRequest, ownRequestId} from '../../telemetry/request.ts';
import type {Wait} from '../wait.ts';

/** Tries of one entry that were surely not taken, within about ten minutes; then it has failed. */
const MOST_TRIES = 10;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 120_000;
const RENDER_MS = 10_000;
/** Content that is older when the request would go out is computed again: what is done meanwhile is not asked for. */
const FRESH_MS = 300;
/** Older than this nothing goes out. */
const STALE_MS = 900;
/** An entry of which all is held is looked at again after this time, or when an operator releases it. */
const HELD_MS = 300_000;
const MARK_TRIES = 5;

/** The content of an entry, from the feature that it belongs to. */
export type Render = (
  feature: string,
  occasion: string,
  account: Account,
  now: Temporal.Instant,
  language: Language,
  again: boolean,
) => Promise<CardReply | 'held' | undefined>;

/** The reason of an entry that waits since an operator holds all that it would say. */
export const HELD = 'held';

export interface SendEntryDeps {
  readonly rows: OutboxRows;
  readonly sender: Sender;
  readonly render: Render;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  /** From 0 up to 1, for the jitter. */
  readonly random: () => number;
  readonly wait: Wait;
  readonly metrics: Pick<Metrics, 'delivery'>;
}

/** Takes one entry whose time has come through its next step. */
export type SendEntry = (stored: StoredEntry, holding: Holding) => Promise<void>;

/**
 * Claim, send, mark. The claim comes before the request, so whoever dies in between leaves a row that says
 * so; the mark comes after the answer. Nothing that may have gone out ever goes back to waiting.
 */
export function createSendEntry(deps: SendEntryDeps): SendEntry {
  const {rows, sender, render, clock, log, newId, random, wait} = deps;

  const put = (stored: StoredEntry, change: Partial<Entry>) =>
    rows.write(stored, {...stored.entry, at: clock.now(), ...change});

  /** Back to waiting with a pause that grows, or over. */
  function later(entry: Entry, outcome: Extract<Outcome, {kind: 'again'}>): Partial<Entry> {
    const tries = entry.tries + 1;
    const {reason} = outcome;
    if (tries >= MOST_TRIES) return {state: 'failed', tries, reason};
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS) * (0.5 + random() / 2);
    const notBefore = clock.now().add({milliseconds: Math.ceil(Math.max(pause, outcome.after ?? 0))});
    return {state: 'waiting', tries, reason, notBefore};
  }

  /** Nobody refused anything and everybody fares alike, so the pause does not grow and no try is used up. */
  const tooSlow = (): Partial<Entry> => ({
    ...{state: 'waiting', reason: 'too-slow', changing: false},
    notBefore: clock.now().add({milliseconds: Math.ceil(FIRST_PAUSE_MS * (0.5 + random() / 2))}),
  });

  async function content(entry: Entry, language: Language, again = false): Promise<Content> {
    const {feature, occasion, account} = entry;
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), RENDER_MS);
    try {
      const tooLate = new Promise<never>((_, reject) => {
        late.signal.addEventListener('abort', () => reject(new Error('render took too long')), {once: true});
      });
      return await Promise.race([render(feature, occasion, account, clock.now(), language, again), tooLate]);
    } catch (error) {
      log.error('outbox.render', error, {feature: word(feature)});
      return 'failed';
    } finally {
      clearTimeout(timer);
    }
  }

  /** What becomes of an entry that has no card to send. */
  function without(entry: Entry, reply: Exclude<Content, CardReply>): Partial<Entry> {
    switch (reply) {
      case 'failed':
        return later(entry, {kind: 'again', reason: 'render', after: undefined});
      case 'held':
        return {
          state: 'waiting',
          reason: HELD,
          notBefore: clock.now().add({milliseconds: HELD_MS}),
        };
      case undefined:
        return {state: 'lapsed', reason: 'nothing-to-say'};
    }
  }

  async function send(
    stored: StoredEntry,
    reached: Reached,
    holding: Holding,
    age: {since: number},
  ): Promise<void> {
    const {entry} = stored;
    const compute = () => {
      age.since = clock.monotonic();
      return content(entry, reached.language);
    };
    let reply = await compute();
    if (!isCard(reply)) {
      await put(stored, without(entry, reply));
      return;
    }
    if (!holding.mayStart()) return;
    const claiming = {state: 'sending', reason: '', claim: newId(), token: holding.token} as const;
    const claimed: Entry = {...entry, at: clock.now(), ...claiming};
    const written = await rows.write(stored, claimed);
    // A clash: cancelled, put off, or claimed by another.
    if (written === false) return;
    // Claiming took long, and the person may have done it meanwhile.
    if (clock.monotonic() - age.since > FRESH_MS) reply = await compute();
    const began = clock.monotonic();
    const outcome = isCard(reply) ? await reached.send(reply) : undefined;
    const of = {feature: word(entry.feature), outcome: word(outcome?.kind ?? 'without')};
    log.info('outbox.send', of);
    deps.metrics.delivery((clock.monotonic() - began) / 1_000, of);
    const isStale = outcome?.kind === 'not-started' && clock.monotonic() - age.since > STALE_MS;
    await mark(claimed, written.etag, (now) => {
      if (!isCard(reply)) return {changing: false, ...without(now, reply)};
      if (isStale) return tooSlow();
      return result(now, outcome ?? {kind: 'not-started'});
    });
  }

  // The storage may be out of reach just now. What is not marked in the end is found among the rows that
  // are being sent, and becomes unknown.
  async function mark(
    claimed: Entry,
    etag: string | undefined,
    resultOf: (stored: Entry) => Partial<Entry>,
  ): Promise<void> {
    // Mostly nobody has touched it since, and it need not be read.
    let known = etag === undefined ? undefined : {entry: claimed, etag};
    for (let tried = 0; tried < MARK_TRIES; tried++) {
      try {
        const stored = known ?? (await rows.get(claimed.account, claimed.key));
        known = undefined;
        if (stored?.entry.claim !== claimed.claim) return;
        const {state} = stored.entry;
        const to = resultOf(stored.entry);
        // A later holder may have taken us for dead. What we know for sure is still the truth.
        if (state !== 'sending' && !(state === 'unknown' && to.state === 'sent')) return;
        if (await put(stored, to)) return;
      } catch (error) {
        log.error('outbox.mark', error);
        await wait(500 * 2 ** tried, new AbortController().signal);
      }
    }
  }

  function result(entry: Entry, outcome: Outcome): Partial<Entry> {
    switch (outcome.kind) {
      case 'sent': {
        const {conversation, activity} = outcome;
        const again = entry.changing && activity !== '';
        const notBefore = again ? clock.now() : entry.notBefore;
        return {state: 'sent', reason: '', tries: 0, conversation, activity, changing: again, notBefore};
      }
      case 'again':
        return {...later(entry, outcome), changing: false};
      case 'not-started':
        return {state: 'waiting', reason: '', changing: false};
      case 'unknown':
        return {state: 'unknown', reason: outcome.reason, changing: false};
      case 'refused':
        return {state: 'failed', reason: outcome.reason, changing: false};
    }
  }

  // A card that is drawn twice is the same card: no claim is needed, and a lost answer is tried again.
  async function redraw(stored: StoredEntry, reached: Reached): Promise<void> {
    const {entry} = stored;
    const reply = await content(entry, reached.language, true);
    const outcome: Outcome =
      reply === 'failed'
        ? {kind: 'again', reason: 'render', after: undefined}
        : isCard(reply)
          ? await reached.replace(reply, entry)
          : {kind: 'sent', conversation: entry.conversation, activity: entry.activity};
    if (outcome.kind === 'not-started') return;
    const again = outcome.kind === 'again' || outcome.kind === 'unknown';
    const next = again ? later(entry, {...outcome, kind: 'again', after: undefined}) : {};
    const more = next.state === 'waiting';
    const reason = outcome.kind === 'sent' ? '' : `update-${outcome.reason}`;
    await put(stored, {...next, at: entry.at, state: 'sent', reason, changing: more});
  }

  // Its lines belong to the request that had something to say.
  return (stored, holding) =>
    inRequest(stored.entry.request === '' ? ownRequestId(newId) : stored.entry.request, () =>
      step(stored, holding),
    );

  async function step(stored: StoredEntry, holding: Holding): Promise<void> {
    const {entry} = stored;
    const redraws = entry.state === 'sent';
    if (!redraws && entry.notAfter.epochMilliseconds < clock.now().epochMilliseconds) {
      await put(stored, {state: 'lapsed', reason: 'too-late'});
      return;
    }
    const age = {since: Number.POSITIVE_INFINITY};
    const mayStart = () => holding.mayStart() && clock.monotonic() - age.since <= STALE_MS;
    const reached = await sender.reach(entry.account, mayStart, holding.signal);
    if (reached.kind === 'not-started' || !holding.mayStart()) return;
    if (reached.kind === 'reached') {
      await (redraws ? redraw(stored, reached) : send(stored, reached, holding, age));
    } else if (redraws) {
      await put(stored, {at: entry.at, changing: false, reason: `update-${reached.reason}`});
    } else {
      // Nothing of the message has gone out yet, so an unclear failure is a clear one.
      const clear =
        reached.kind === 'unknown' ? {...reached, kind: 'again' as const, after: undefined} : reached;
      await put(stored, result({...entry, changing: false}, clear));
    }
  }
}

type Content = CardReply | 'held' | 'failed' | undefined;

function isCard(content: Content): content is CardReply {
  return typeof content === 'object';
}
