import { topicOf } from '../../schemas/entity.ts';
import { dineroDe } from '../../schemas/scalars/dinero.ts';
import { outcomes } from './observed.ts';
import type { Counts, Observed, ObservedStream, StreamCount } from './observed.ts';

/** One line of a metric: its labels and its value, as exact text. */
type Sample = readonly [labels: Readonly<Record<string, string>>, value: string];

interface Metric {
  readonly name: string;
  readonly kind: 'counter' | 'gauge';
  readonly help: string;
  readonly samples: readonly Sample[];
}

/** What `/metricas` says, in Prometheus' text format 0.0.4. Amounts are exact decimals: nothing here is a float. */
export function metricsText(observed: Observed, counts: Counts, residentBytes: number): string {
  return `${metricsOf(observed, counts, residentBytes).map(metricText).join('\n')}\n`;
}

/** Prometheus text format: https://prometheus.io/docs/instrumenting/exposition_formats/ */
function metricText({ name, kind, help, samples }: Metric): string {
  const lines = samples.map(([labels, value]) => `${name}${labelsText(labels)} ${value}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`, ...lines].join('\n');
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) =>
      `${name}="${value.replaceAll(/[\\"\n]/g, (found) => (found === '\n' ? String.raw`\n` : `\\${found}`))}"`,
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function metricsOf(observed: Observed, counts: Counts, residentBytes: number): readonly Metric[] {
  const { streams, tasks, disks, now, startedAt } = observed;
  const each = (value: (stream: ObservedStream, count: StreamCount) => string | null): readonly Sample[] =>
    streams.flatMap((stream) => {
      const { origin } = stream.planned.plan;
      const text = value(stream, counts.of(origin));
      return text === null ? [] : [[{ stream: origin }, text] as const];
    });
  const whole = String;
  return [
    gauge('libro_up_seconds', 'Seconds since the process began', [[{}, seconds(now - startedAt)]]),
    gauge('libro_resident_bytes', 'Resident memory of the process', [[{}, whole(residentBytes)]]),
    counter('libro_rows_total', 'Rows and records by outcome since the process began', rowSamples(streams, counts)),
    gauge(
      'libro_pesos_total',
      'Pesos of those records, by money field; falls where amounts are negative',
      pesoSamples(streams, counts),
    ),
    counter(
      'libro_runs_total',
      'Runs since the process began',
      each((_stream, { runs }) => whole(runs)),
    ),
    counter(
      'libro_failed_runs_total',
      'Runs that failed',
      each((_stream, { failedRuns }) => whole(failedRuns)),
    ),
    counter(
      'libro_polls_total',
      'Times that the source was asked for news',
      each((_stream, { polls }) => whole(polls)),
    ),
    counter(
      'libro_failed_polls_total',
      'Polls that failed',
      each((_stream, { failedPolls }) => whole(failedPolls)),
    ),
    gauge(
      'libro_run_duration_seconds',
      'How long the last run took',
      each((_stream, { lastRunMs }) => (lastRunMs === null ? null : seconds(lastRunMs))),
    ),
    gauge(
      'libro_freshness_seconds',
      'Since when the ledger may lack what the source has',
      each(({ memory }) => (memory.freshAt === null ? null : seconds(now - memory.freshAt))),
    ),
    gauge(
      'libro_quarantine_rows',
      'Rows in quarantine',
      each(({ quarantine }) => whole(quarantine.rows)),
    ),
    gauge('libro_quarantine_pesos', 'Their amounts, as far as they can be read', quarantineSamples(streams)),
    gauge('libro_lag_records', 'Records captured and not yet applied, by topic', lagSamples(streams)),
    gauge(
      'libro_task_working',
      '1 while the task of the background works',
      tasks.map(({ name, failing }) => [{ task: name }, failing === null ? '1' : '0']),
    ),
    gauge(
      'libro_disk_free_bytes',
      'Free space of the disk',
      disks.map(({ place, freeBytes }) => [{ place }, whole(freeBytes)]),
    ),
  ];
}

function gauge(name: string, help: string, samples: readonly Sample[]): Metric {
  return { name, kind: 'gauge', help, samples };
}

function counter(name: string, help: string, samples: readonly Sample[]): Metric {
  return { name, kind: 'counter', help, samples };
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

function rowSamples(streams: readonly ObservedStream[], counts: Counts): readonly Sample[] {
  return streams.flatMap(({ planned: { plan } }) => {
    const { rows } = counts.of(plan.origin);
    return outcomes.map((outcome) => [{ stream: plan.origin, outcome }, String(rows[outcome])] as const);
  });
}

function pesoSamples(streams: readonly ObservedStream[], counts: Counts): readonly Sample[] {
  return streams.flatMap(({ planned: { plan } }) =>
    [...counts.of(plan.origin).centavos].map(([name, centavos]) => {
      const [field = '', outcome = ''] = name.split(' ');
      return [{ stream: plan.origin, field, outcome }, dineroDe(centavos)] as const;
    }),
  );
}

function quarantineSamples(streams: readonly ObservedStream[]): readonly Sample[] {
  return streams.flatMap(({ planned: { plan }, quarantine }) =>
    Object.entries(quarantine.pesos).map(([field, pesos]) => [{ stream: plan.origin, field }, pesos] as const),
  );
}

/** Streams of one entity share its topic: by topic it is counted once. */
function lagSamples(streams: readonly ObservedStream[]): readonly Sample[] {
  const lags = new Map(streams.map(({ planned, lag }) => [topicOf(planned.chosen.stream.entity), lag]));
  return [...lags].map(([topic, lag]) => [{ topic }, String(lag)] as const);
}
