import type {TurnOutcome} from './request.ts';
import type {Word} from '../../kernel/words.ts';

/**
 * What is counted, in OpenTelemetry's names: its semantic conventions where they have one (`db.client…`), our own name
 * before all else. Attributes have few values each, and none comes from a person.
 */
export const INSTRUMENTS = {
  turn: {
    name: 'shigotoba.turn.duration',
    unit: 's',
    description: 'A message or a press, from its coming to its answer, by what it was about and how it ended',
    attributes: ['shigotoba.turn.kind', 'shigotoba.feature', 'shigotoba.turn.name', 'shigotoba.outcome'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 4.5, 10],
  },
  delivery: {
    name: 'shigotoba.delivery.duration',
    unit: 's',
    description: 'One try to send a notice, by its feature and what became of it',
    attributes: ['shigotoba.feature', 'shigotoba.outcome'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10],
  },
  job: {
    name: 'shigotoba.job.duration',
    unit: 's',
    description: 'A run of a job, by how it ended',
    attributes: ['shigotoba.job.name', 'shigotoba.outcome'],
    buckets: [0.1, 0.5, 1, 5, 10, 60, 300, 900],
  },
  storage: {
    name: 'db.client.operation.duration',
    unit: 's',
    description: 'A call to the tables, by table and operation',
    attributes: ['db.system.name', 'db.collection.name', 'db.operation.name', 'error.type'],
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10],
  },
} as const;

export type Instrument = keyof typeof INSTRUMENTS;

/** Where figures are to be sent; nothing is where neither is set. */
export interface MetricsSettings {
  /** The address of an OTLP collector, such as `http://127.0.0.1:4318`. */
  readonly otlp: string | undefined;
  /** The connection string of an Application Insights resource. */
  readonly azureMonitor: string | undefined;
  readonly everyMs: number;
}

/** Where figures go. Recording never fails and never waits. */
export interface Metrics {
  readonly turn: (
    seconds: number,
    of: {kind: 'message' | 'press' | 'files'; feature: Word; name: Word; outcome: TurnOutcome},
  ) => void;
  readonly delivery: (seconds: number, of: {feature: Word; outcome: Word}) => void;
  readonly job: (seconds: number, of: {name: Word; outcome: 'done' | 'failed' | 'cut'}) => void;
  /** @param of.error the reason's word; undefined where the storage answered */
  readonly storage: (seconds: number, of: {table: Word; operation: Word; error?: Word | undefined}) => void;
  /** Hands over what was not handed over yet, within a few seconds. */
  readonly stop: () => Promise<void>;
}

const nothing = () => undefined;

/** Where nobody collects. */
export const NO_METRICS: Metrics = {
  ...{turn: nothing, delivery: nothing, job: nothing, storage: nothing},
  stop: () => Promise.resolve(),
};
