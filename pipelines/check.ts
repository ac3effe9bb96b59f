import { asIntegrationError } from '../schemas/errors.ts';
import type { ErrorCode } from '../schemas/errors.ts';
import type { Stream } from '../connectors/source.ts';
import { declarationDigest, demandColumns } from './capture/declaration.ts';
import { planFiles } from './capture/files.ts';
import { tablePart } from './capture/part.ts';
import type { Place } from './capture/part.ts';

/** Whether a stream can be read as it is declared. */
export interface StreamCheck {
  readonly origin: string;
  readonly ok: boolean;
  /** Of the first thing that is wrong; null when nothing is. */
  readonly code: ErrorCode | null;
  /** What was found, or what is wrong and what to do. */
  readonly lines: readonly string[];
}

export interface CheckTask {
  readonly origin: string;
  readonly stream: Stream;
  readonly places: readonly Place[];
  readonly today: string;
  readonly signal: AbortSignal;
}

/** Connects to each place of a stream and holds its columns, or its files, against the declaration. Reads no row. */
export async function checkStream(task: CheckTask): Promise<StreamCheck> {
  const lines: string[] = [];
  let code: ErrorCode | null = null;
  for (const place of task.places) {
    try {
      const found = task.stream.files ? await checkFiles(task, place) : await checkTable(task, place);
      lines.push(...found.lines);
      code ??= found.code;
    } catch (thrown) {
      const error = asIntegrationError(thrown);
      lines.push(`${error.code}: ${error.message}`);
      code ??= error.code;
    }
  }
  return { origin: task.origin, ok: code === null, code, lines };
}

type Found = Pick<StreamCheck, 'code' | 'lines'>;

async function checkTable(task: CheckTask, place: Place): Promise<Found> {
  await using connection = await place.driver.connect(task.signal);
  const part = await tablePart(connection, place, task.stream, { kind: 'full' }, task.today, task.signal);
  demandColumns(task.origin, part.label, task.stream, part.columns, part.offered);
  const count = await part.count(task.signal);
  return {
    code: null,
    lines: [
      `${part.label}: ${count === null ? 'columnas en orden' : `${String(count)} ${count === 1 ? 'fila' : 'filas'}, columnas en orden`}`,
      ...part.notices(),
    ],
  };
}

async function checkFiles(task: CheckTask, place: Place): Promise<Found> {
  await using connection = await place.driver.connect(task.signal);
  const plan = await planFiles(connection, task.stream, [], declarationDigest(task.stream), task.signal);
  const lines = [
    goodFiles(plan.apply.length, task.stream.files?.pattern ?? ''),
    ...plan.refused.map(({ reason }) => reason),
  ];
  return { code: plan.refused.length === 0 ? null : 'FILE_REFUSED', lines };
}

function goodFiles(count: number, pattern: string): string {
  if (count === 0) return `la carpeta se alcanza, pero no hay en ella ningún archivo que leer (${pattern})`;
  return `${String(count)} ${count === 1 ? 'archivo' : 'archivos'} en orden (${pattern})`;
}
