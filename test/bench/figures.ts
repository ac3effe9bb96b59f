/** One line of the table. */
export interface Figure {
  readonly engine: string;
  readonly measure: string;
  readonly rows: number;
  readonly seconds: number;
  readonly nodeBytes: number | null;
  readonly nodeCpuMs: number;
  readonly serverBytes: number | null;
  readonly serverCpuMs: number | null;
  /** Of the machine, over the last minute, when it was measured. */
  readonly load: number;
  /** When each part had its first and its last batch, in seconds from the start; empty where there are no parts. */
  readonly phases: readonly { readonly name: string; readonly from: number; readonly to: number }[];
}

export const BASELINE = 'COPY, the ledger’s columns';

/** Rows per second as a share of the baseline's; null where there is no baseline. */
export function ratioOf(figure: Figure, figures: readonly Figure[]): number | null {
  return shareOf(({ seconds }) => seconds, figure, figures);
}

/** The same by CPU time, of the process (its start included) and the server: what others do meanwhile tells less in it. */
export function cpuRatioOf(figure: Figure, figures: readonly Figure[]): number | null {
  return shareOf(({ nodeCpuMs, serverCpuMs }) => nodeCpuMs + (serverCpuMs ?? 0), figure, figures);
}

function shareOf(cost: (figure: Figure) => number, figure: Figure, figures: readonly Figure[]): number | null {
  const baseline = figures.find(({ measure }) => measure === BASELINE);
  return baseline ? figure.rows / cost(figure) / (baseline.rows / cost(baseline)) : null;
}

const HEAD = [
  '',
  'seconds',
  'rows/s',
  'to COPY',
  'CPU to COPY',
  'node RSS',
  'node CPU',
  'server RSS',
  'server CPU',
  'load',
];

/** The figures as a table of text. */
export function tableOf(figures: readonly Figure[]): string {
  const lines = figures.map((figure) => [
    `${figure.engine}: ${figure.measure}`,
    figure.seconds.toFixed(2),
    Math.round(figure.rows / figure.seconds).toLocaleString('en'),
    ratioOf(figure, figures)?.toFixed(3) ?? '-',
    cpuRatioOf(figure, figures)?.toFixed(3) ?? '-',
    megabytes(figure.nodeBytes),
    secondsOf(figure.nodeCpuMs),
    megabytes(figure.serverBytes),
    secondsOf(figure.serverCpuMs),
    figure.load.toFixed(1),
  ]);
  const all = [HEAD, ...lines];
  const phases = figures.filter((figure) => figure.phases.length > 0).map(phasesText);
  const widths = HEAD.map((_, column) => Math.max(...all.map((cells) => cells[column]?.length ?? 0)));
  const table = all.map((cells) =>
    cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
  );
  return [...table, '', ...phases].join('\n');
}

function phasesText({ engine, measure, phases }: Figure): string {
  const parts = phases.map(({ name, from, to }) => `${name} ${from.toFixed(1)} to ${to.toFixed(1)} s`);
  return `${engine}: ${measure}: ${parts.join(', ')}`;
}

function megabytes(bytes: number | null): string {
  return bytes === null ? '-' : `${String(Math.round(bytes / 1024 / 1024))} MB`;
}

function secondsOf(milliseconds: number | null): string {
  return milliseconds === null ? '-' : `${(milliseconds / 1000).toFixed(1)} s`;
}
