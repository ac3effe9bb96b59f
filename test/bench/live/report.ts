import { CHANGES_A_SECOND } from './life.ts';
import type { Life, Sample } from './life.ts';
import { medianOf, percentilesOf, slopeOf } from './statistics.ts';

/** What is held before that is still growing into its size. */
const SETTLED_SECONDS = 300;
const WINDOW_SECONDS = 60;

/** The figures of a life, as lines of text. */
export function lifeText({ changes, toTopic, toLedger, samples, settings }: Life): string {
  const [first, last] = [samples[0], samples.at(-1)];
  const load = samples.map((sample) => sample.load);
  const lines = [
    `latency from the return of COMMIT, SQL Server protocol by rowversion, polls every 500 ms, ${String(changes)} changes, ${rateOf(changes, samples)} of ${String(CHANGES_A_SECOND)} a second:`,
    `  to the topic   ${percentileText(toTopic)}`,
    `  to the ledger  ${percentileText(toLedger)}`,
    `  load average   ${percentile(load)}; ${settings}`,
  ];
  if (first && last) {
    const share = (last.cpuMs - first.cpuMs) / (last.seconds - first.seconds) / 10;
    lines.push(`libro up, ${(last.seconds / 60).toFixed(1)} min: ${share.toFixed(1)} % of a core`);
  }
  return [...lines, ...heldText(samples)].join('\n');
}

/** What the writer reached: on a machine that is busy with other things it may fall behind, and the figures say nothing. */
function rateOf(changes: number, samples: readonly Sample[]): string {
  return (changes / (samples.at(-1)?.seconds ?? 0)).toFixed(1);
}

/** Compared where the life was long enough: the minute after it had settled, and the last one. */
function heldText(samples: readonly Sample[]): readonly string[] {
  const end = samples.at(-1)?.seconds ?? 0;
  const settled = samples.filter(({ seconds }) => seconds >= SETTLED_SECONDS);
  const early = settled.filter(({ seconds }) => seconds <= SETTLED_SECONDS + WINDOW_SECONDS);
  const late = settled.filter(({ seconds }) => seconds > end - WINDOW_SECONDS);
  const memory = samples.map(({ seconds, residentBytes }) => ({ x: seconds / 60, y: residentBytes / 1024 / 1024 }));
  const text = `  resident ${memory
    .map(({ y }) => y.toFixed(0))
    .filter((_, at) => at % 12 === 0)
    .join(' ')} MB`;
  if (end < SETTLED_SECONDS + 2 * WINDOW_SECONDS) return [text];
  const slope = slopeOf(memory.filter(({ x }) => x * 60 >= SETTLED_SECONDS));
  const compared = (['handles', 'tcpSockets', 'connections'] as const).map(
    (name) =>
      `${name} ${String(medianOf(early.map((one) => one[name])))} and ${String(medianOf(late.map((one) => one[name])))}`,
  );
  return [
    text,
    `  after minute 5: ${slope.toFixed(3)} MB/min`,
    `  at minute 5 and at the end, medians of a minute: ${compared.join(', ')}`,
  ];
}

function percentileText(values: readonly number[]): string {
  const { p50, p95, p99, greatest } = percentilesOf(values);
  return `p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)}, p99 ${p99.toFixed(0)}, greatest ${greatest.toFixed(0)}`;
}

function percentile(values: readonly number[]): string {
  const { p50, greatest } = percentilesOf(values);
  return `p50 ${p50.toFixed(2)}, greatest ${greatest.toFixed(2)}`;
}
