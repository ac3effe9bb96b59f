import { asIntegrationError } from '../schemas/errors.ts';
import type { Stream } from '../connectors/source.ts';
import { declarationDigest, demandColumns } from './capture/declaration.ts';
import { planFiles } from './capture/files.ts';
import { tablePart } from './capture/part.ts';
import type { Place } from './capture/part.ts';

/** Whether a stream can be read as it is declared. */
export interface StreamCheck {
  readonly origin: string;
  readonly ok: boolean;
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
  let ok = true;
  for (const place of task.places) {
    try {
      const found = task.stream.files ? await checkFiles(task, place) : await checkTable(task, place);
      lines.push(...found.lines);
      ok &&= found.ok;
    } catch (thrown) {
      const { code, message } = asIntegrationError(thrown);
      lines.push(`${code}: ${message}`);
      ok = false;
    }
  }
  return { origin: task.origin, ok, lines };
}

type Found = Pick<StreamCheck, 'ok' | 'lines'>;

async function checkTable(task: CheckTask, place: Place): Promise<Found> {
  await using connection = await place.driver.connect(task.signal);
  const part = await tablePart(connection, place, task.stream, { kind: 'full' }, task.today, task.signal);
  demandColumns(task.origin, part.label, task.stream, part.columns, part.offered);
  const count = await part.count(task.signal);
  return {
    ok: true,
    lines: [`${part.label}: ${count === null ? 'columnas en orden' : `${String(count)} filas, columnas en orden`}`],
  };
}

async function checkFiles(task: CheckTask, place: Place): Promise<Found> {
  await using connection = await place.driver.connect(task.signal);
  const plan = await planFiles(connection, task.stream, [], declarationDigest(task.stream), task.signal);
  const good = `${String(plan.apply.length)} archivos en orden (${task.stream.files?.pattern ?? ''})`;
  return { ok: plan.refused.length === 0, lines: [good, ...plan.refused.map(({ reason }) => reason)] };
}
