/**
 * The contract between a feature and the house. Types only. A feature is one function of its deps,
 * `booths(deps): Feature`; what it returns says everything that the house has to know of it.
 */
import type {ExitCode} from '../kernel/errors.ts';
import type {Account, Bilingual, Language, Role} from '../kernel/person.ts';
import type {Temporal} from '../kernel/time.ts';
import type {Choosable, Sentence, Slots} from './understand/sentence.ts';

/** Where something is said. */
export type Place = 'personal' | 'group' | 'channel';

/** An adaptive card as JSON. Made by pure functions in a feature's `cards.ts`. */
export type Card = Readonly<Record<string, unknown>>;

export interface CardReply {
  readonly kind: 'card';
  readonly card: Card;
  /** For notifications and for clients that show no card. Holds no name, place or training. */
  readonly summary: string;
}

/**
 * A file for the person who asked, who must consent to it in their personal chat. It needs `where: 'private'`; it is
 * kept for an hour, and at most 5 MiB large.
 */
export interface FileReply {
  readonly kind: 'file';
  /** With its ending, as it will lie in the person's own files. Holds no person's name. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What it is; stands on the card that asks for consent. */
  readonly description: string;
  /** The command that makes the same file, told where the client takes none. */
  readonly instead: string;
}

/**
 * What takes longer than a turn may. The replies before it acknowledge it; what it comes to is said in the person's
 * own chat. It may be cut at any point, so it must be such that it can be begun anew.
 */
export interface LaterReply {
  readonly kind: 'later';
  readonly work: (signal: AbortSignal) => Promise<Reply[]>;
}

/** What the bot says, as data. `platform/teams` sends it. */
export type Reply = {readonly kind: 'text'; readonly text: string} | CardReply | FileReply | LaterReply;

/** Who speaks, where, when, in which language: what every turn has. */
export interface Speaker {
  /** From the authenticated activity, never from a card. */
  readonly account: Account;
  readonly roles: readonly Role[];
  readonly language: Language;
  readonly place: Place;
  /** The channel's id of where it is said; undefined where nothing tells. */
  readonly conversation?: string | undefined;
  readonly now: Temporal.Instant;
  /** Ends when the answer would come too late. */
  readonly signal: AbortSignal;
}

/** One sentence of one person. */
export interface Turn extends Speaker {
  readonly sentence: Sentence;
  /** The sentence's own slots and those that the intent added. */
  readonly slots: Slots;
}

/** What an intent, a card's action and a command have in common. */
export interface Permission {
  readonly role: Role;
  /** `private`: the answer concerns a person and is given in the personal chat alone. */
  readonly where: 'private' | 'anywhere';
  readonly changes: boolean;
}

export interface Intent extends Choosable, Permission {
  /** A button's title, where the person must choose between two intents. */
  readonly title: Bilingual;
  /** Sentences that it must recognise; help shows the first, tests ask them all. */
  readonly examples: Bilingual<readonly [string, ...string[]]>;
  readonly answer: (turn: Turn) => Promise<Reply[]>;
}

/** A file that a person sent. */
export interface TurnFile {
  /** As the person has it, with its ending. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Files of one person, sent in their personal chat. */
export interface FileTurn extends Speaker {
  readonly files: readonly TurnFile[];
  /** What was written along with them; often nothing. */
  readonly said: string;
}

/** Who may send which files to the bot, and what becomes of them. They are fetched only for who has the role. */
export interface FileTaker extends Permission {
  /** `feature.file` */
  readonly name: string;
  /** Endings in lower case, without the dot. */
  readonly endings: readonly string[];
  readonly take: (turn: FileTurn) => Promise<Reply[]>;
}

/** What a card's button does. The house has checked verb, version, role, place and shape of the data. */
export interface CardAction extends Permission {
  /** `feature.verb` */
  readonly verb: string;
  /** Of the data's shape. A card of another version gets the old-card answer. */
  readonly version: number;
  /** Undefined where the data does not fit: the old-card answer. */
  readonly read: (data: unknown) => object | undefined;
  /**
   * Its answer is the presser's own. An invoke's answer reaches them alone; where a client sends the press as a
   * message, it is given in the personal chat.
   */
  readonly own?: boolean;
  /** `data` is what `read` returned. The first card in the answer takes the pressed card's place. */
  readonly act: (speaker: Speaker, data: object) => Promise<Reply[]>;
}

/** One line of a command's usage. */
export interface CommandOption {
  /** As commander writes it: `--at <instant>` */
  readonly flags: string;
  readonly describe: Bilingual;
  readonly default?: string | boolean;
}

/** What a command may use to speak. */
export interface CommandIo {
  /** Whether `--json` was given: then nothing but JSON goes to `out`. */
  readonly json: boolean;
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  readonly now: Temporal.Instant;
  /** Asks whoever sits at the terminal, yes or no; undefined where nobody does. */
  readonly confirm?: ((question: Bilingual) => Promise<boolean>) | undefined;
  /** A bar on the terminal, shown only if the work takes longer than two seconds. */
  readonly progress: (label: string, total: number) => {step: (by?: number) => void; end: () => void};
  readonly signal: AbortSignal;
}

export interface Command extends Pick<Permission, 'role' | 'changes'> {
  /** `knowledge import` */
  readonly name: string;
  readonly describe: Bilingual;
  /** As commander writes them: `<file...>`, `[question]` */
  readonly arguments?: readonly {readonly name: string; readonly describe: Bilingual}[];
  readonly options?: readonly CommandOption[];
  /** The key of what it is done to, for the audit; never free text, never a name. */
  readonly subject?: (input: Parameters<Command['run']>[0]) => string;
  readonly run: (
    input: {readonly arguments: readonly string[]; readonly options: Readonly<Record<string, unknown>>},
    io: CommandIo,
  ) => Promise<ExitCode>;
}

/**
 * Work that is done without being asked. Run by the scheduler, where one instance holds its lease. A run
 * may be cut short at any point, and be repeated by another instance, even while a paused first one goes
 * on: every effect is a conditional write or an outbox entry, so a repeated run changes nothing that matters.
 */
export interface Job {
  /** `feature.job` */
  readonly name: string;
  /** Milliseconds from one run to the next. */
  readonly every: number;
  /** Milliseconds after which a run is cut by its signal; 60,000 by default. */
  readonly limit?: number;
  /** It deletes what is past its time, and nothing else: a restore runs it before anything is served. */
  readonly purges?: boolean;
  readonly run: (now: Temporal.Instant, signal: AbortSignal) => Promise<void>;
}

/** What help and the welcome card say of a feature. */
export interface Help {
  readonly title: string;
  readonly text: string;
  readonly examples: readonly string[];
  /** The welcome card's button, which says `says` for the person. */
  readonly button: {readonly title: string; readonly says: string};
}

/** One thing that the bot holds on a person, in the reader's words. */
export interface HeldItem {
  readonly label: string;
  readonly value: string;
  /** For how long, in words. */
  readonly kept: string;
  /** Why the person cannot delete it, in words; undefined where `erase` takes it. */
  readonly stays?: string;
}

/** What a feature holds on a person, and for how long. */
export interface PersonalData {
  readonly show: (account: Account, language: Language, signal: AbortSignal) => Promise<HeldItem[]>;
  readonly export: (account: Account, signal: AbortSignal) => Promise<unknown>;
  /** Deletes what may be deleted; says how many rows went. */
  readonly erase: (account: Account, signal: AbortSignal) => Promise<number>;
  /**
   * The same for what is held by the staff list's person rather than by account, for requests of people who have
   * none. It covers what the three above give for that person's accounts.
   */
  readonly ofPerson?: {
    readonly show: (person: string, language: Language, signal: AbortSignal) => Promise<HeldItem[]>;
    readonly export: (person: string, signal: AbortSignal) => Promise<unknown>;
    readonly erase: (person: string, signal: AbortSignal) => Promise<number>;
  };
}

/** One mistake in the organisation's own data. */
export interface ContentProblem {
  readonly file: string;
  readonly line?: number;
  readonly text: Bilingual;
}

/** What pushing a feature's part of `content/` would do. With a problem, nothing of any feature is pushed. */
export interface ContentPlan {
  readonly problems: readonly ContentProblem[];
  readonly apply: (signal: AbortSignal) => Promise<readonly ContentChange[]>;
}

/** What became of one part of the content. */
export interface ContentChange {
  readonly name: string;
  readonly change: 'new' | 'changed' | 'same';
  /** What followed from it, a line each; no person in it. */
  readonly notes?: readonly Bilingual[];
}

export interface Feature {
  /** The folder's name, and the first part of its intents, verbs and commands. */
  readonly name: string;
  readonly help: Bilingual<Help>;
  readonly intents: readonly Intent[];
  readonly actions: readonly CardAction[];
  readonly commands: readonly Command[];
  /** Files that it takes in. */
  readonly files?: readonly FileTaker[];
  readonly jobs: readonly Job[];
  readonly personalData: PersonalData;
  /** The feature's part of the content folder. */
  readonly content?: (directory: string, now: Temporal.Instant) => Promise<ContentPlan>;
  /** Reads what the feature keeps in memory: at the start, and whenever its data or the content has changed. */
  readonly refresh?: (signal?: AbortSignal) => Promise<void>;
  /**
   * The content of an outbox entry, computed at sending and again for an update of the sent card;
   * undefined where there is nothing (left) to say. Changes nothing. A card only: its fixed `summary` is
   * what a notification shows, while a text would show itself.
   *
   * @param again whether it takes the place of the sent card, which may say that all is done
   */
  readonly render?: (
    occasion: string,
    account: Account,
    now: Temporal.Instant,
    language: Language,
    again?: boolean,
  ) => Promise<CardReply | undefined>;
  /**
   * Asked where there is nothing to say: whether that is so only since an operator holds all of it for now.
   * Then the entry goes on waiting.
   */
  readonly held?: (occasion: string, account: Account, now: Temporal.Instant) => Promise<boolean>;
}
