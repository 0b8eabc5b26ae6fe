import type {TokenCredential} from '../access/entra.ts';
import {tellLibrary} from '../config/config.ts';
import type {PushMetricExporter, ResourceMetrics} from '@opentelemetry/sdk-metrics';
import type {Log} from '../log.ts';
import {INSTRUMENTS, NO_METRICS, type Instrument, type Metrics, type MetricsSettings} from './metrics.ts';

export interface MetricsDeps {
  readonly log: Log;
  /** Names this process. */
  readonly instance: string;
  /** Enters Azure Monitor where its keys are off. */
  readonly credential: TokenCredential | undefined;
}

const EXPORT_MS = 10_000;
/** A stop has 25 seconds for all of it. */
const STOP_MS = 3_000;

/** Collects figures and hands them over now and then. OpenTelemetry is loaded only where somebody collects. */
export async function openMetrics(settings: MetricsSettings, deps: MetricsDeps): Promise<Metrics> {
  const {otlp, azureMonitor, everyMs} = settings;
  if (otlp === undefined && azureMonitor === undefined) return NO_METRICS;
  const [{MeterProvider, PeriodicExportingMetricReader}, {resourceFromAttributes}] = await Promise.all([
    import('@opentelemetry/sdk-metrics'),
    import('@opentelemetry/resources'),
  ]);
  const exporters: PushMetricExporter[] = [];
  if (otlp !== undefined) {
    const {OTLPMetricExporter} = await import('@opentelemetry/exporter-metrics-otlp-http');
    const url = `${otlp.replace(/\/$/, '')}/v1/metrics`;
    exporters.push(new OTLPMetricExporter({url, timeoutMillis: EXPORT_MS}));
  }
  if (azureMonitor !== undefined) exporters.push(await azureExporter(azureMonitor, deps.credential));
  const provider = new MeterProvider({
    resource: resourceFromAttributes({
      'service.name': 'shigotoba',
      'service.instance.id': deps.instance,
    }),
    readers: exporters.map(
      (exporter) =>
        new PeriodicExportingMetricReader({
          exporter: noting(exporter, deps.log),
          exportIntervalMillis: everyMs,
          exportTimeoutMillis: Math.min(EXPORT_MS, everyMs),
        }),
    ),
  });
  const meter = provider.getMeter('shigotoba');
  const histogram = (of: Instrument) => {
    const {name, unit, description, buckets} = INSTRUMENTS[of];
    return meter.createHistogram(name, {
      ...{unit, description},
      advice: {explicitBucketBoundaries: [...buckets]},
    });
  };
  const [turn, delivery, job, storage] = [
    histogram('turn'),
    histogram('delivery'),
    histogram('job'),
    histogram('storage'),
  ];
  return {
    turn: (seconds, {kind, feature, name, outcome}) =>
      turn.record(seconds, {
        'shigotoba.turn.kind': kind,
        'shigotoba.feature': feature,
        'shigotoba.turn.name': name,
        'shigotoba.outcome': outcome,
      }),
    delivery: (seconds, {feature, outcome}) =>
      delivery.record(seconds, {'shigotoba.feature': feature, 'shigotoba.outcome': outcome}),
    job: (seconds, {name, outcome}) =>
      job.record(seconds, {'shigotoba.job.name': name, 'shigotoba.outcome': outcome}),
    storage: (seconds, {table, operation, error}) =>
      storage.record(seconds, {
        'db.system.name': 'azure.tables',
        'db.collection.name': table,
        'db.operation.name': operation,
        ...(error === undefined ? {} : {'error.type': error}),
      }),
    async stop() {
      const late = new Promise<void>((resolve) => setTimeout(resolve, STOP_MS).unref());
      // A collector that is gone was logged already.
      await Promise.race([provider.shutdown({timeoutMillis: STOP_MS}).catch(() => undefined), late]);
    },
  };
}

async function azureExporter(
  connectionString: string,
  credential: TokenCredential | undefined,
): Promise<PushMetricExporter> {
  // The exporter would tell Microsoft of its own use, at addresses of its own, and keep figures on disk.
  tellLibrary('APPLICATION_INSIGHTS_NO_STATSBEAT', '1');
  const {AzureMonitorMetricExporter} = await import('@azure/monitor-opentelemetry-exporter');
  return new AzureMonitorMetricExporter({
    connectionString,
    disableOfflineStorage: true,
    ...(credential === undefined ? {} : {credential}),
  });
}

/** Says once that nobody takes the figures, and once that somebody does again. */
function noting(exporter: PushMetricExporter, log: Log): PushMetricExporter {
  let failing = false;
  return {
    export(metrics: ResourceMetrics, done) {
      exporter.export(metrics, (result) => {
        // 0 is the library's word for success; its module is not loaded for it.
        const failed = (result.code as number) !== 0;
        if (failed && !failing) log.warn('metrics.not-taken');
        if (!failed && failing) log.info('metrics.taken-again');
        failing = failed;
        done(result);
      });
    },
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
    // Where the exporter has no opinion the library's own holds.
    ...(exporter.selectAggregation === undefined
      ? {}
      : {selectAggregation: exporter.selectAggregation.bind(exporter)}),
    ...(exporter.selectAggregationTemporality === undefined
      ? {}
      : {selectAggregationTemporality: exporter.selectAggregationTemporality.bind(exporter)}),
  };
}
