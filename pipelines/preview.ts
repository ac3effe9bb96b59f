import type { CanonicalRecord } from '../schemas/entity.ts';
import type { Observation } from '../schemas/envelope.ts';
import { openShapes } from '../connectors/rows/open-shapes.ts';
import type { JudgedRow } from '../connectors/rows/row-shape.ts';
import type { Stream } from '../connectors/source.ts';
import { declarationDigest, demandColumns } from './capture/declaration.ts';
import { filePart, planFiles } from './capture/files.ts';
import type { RefusedFile } from './capture/files.ts';
import { tablePart } from './capture/part.ts';
import type { Part, Place } from './capture/part.ts';
import { compileReader } from './capture/reader.ts';
import type { Reason } from './capture/reader.ts';
import { storeRow } from './capture/stored-row.ts';
import type { StoredRow } from './capture/stored-row.ts';

/** One raw row beside what it would become. */
export interface PreviewRow {
  readonly raw: StoredRow;
  readonly result:
    | { readonly kind: 'record'; readonly record: CanonicalRecord; readonly observations: readonly Observation[] }
    | {
        readonly kind: 'rejected';
        readonly reason: Pick<Reason, 'column' | 'expected'> & { readonly value: string | null };
      }
    | { readonly kind: 'excluded'; readonly rule: string };
}

export interface Preview {
  readonly rows: readonly PreviewRow[];
  readonly refused: readonly RefusedFile[];
}

export interface PreviewTask {
  readonly origin: string;
  readonly stream: Stream;
  readonly places: readonly Place[];
  readonly limit: number;
  readonly today: string;
  readonly signal: AbortSignal;
}

/** The first rows of a stream, raw and normalised, with what would be rejected or left out and why. Writes nothing anywhere. */
export async function preview(task: PreviewTask): Promise<Preview> {
  const rows: PreviewRow[] = [];
  const refused: RefusedFile[] = [];
  for (const place of task.places) {
    await using connection = await place.driver.connect(task.signal);
    if (task.stream.files) {
      const plan = await planFiles(connection, task.stream, [], declarationDigest(task.stream), task.signal);
      refused.push(...plan.refused);
      for (const known of plan.apply) {
        if (rows.length >= task.limit) break;
        rows.push(
          ...(await previewPart(
            task,
            await filePart(connection, task.stream, known, task.signal),
            task.limit - rows.length,
          )),
        );
      }
    } else {
      const part = await tablePart(connection, place, task.stream, { kind: 'full' }, task.today, task.signal);
      rows.push(...(await previewPart(task, part, task.limit - rows.length)));
    }
  }
  return { rows: rows.slice(0, task.limit), refused };
}

async function previewPart(task: PreviewTask, part: Part, limit: number): Promise<readonly PreviewRow[]> {
  demandColumns(task.origin, part.label, task.stream, part.columns, part.offered);
  const shapes = openShapes(task.stream.rows, part.columns);
  const reader = compileReader(task.stream, shapes.columns);
  const show = ({ row, result }: JudgedRow): readonly PreviewRow[] => {
    const raw = storeRow(part.columns, row);
    if (result.outcome === 'excluded') return [{ raw, result: { kind: 'excluded', rule: result.rule } }];
    if (result.outcome === 'rejected') {
      return [
        {
          raw,
          result: { kind: 'rejected', reason: { column: result.column, value: null, expected: result.expected } },
        },
      ];
    }
    return result.rows.map((shaped): PreviewRow => {
      const normalised = reader.normalise(shaped, part.scopeValues);
      if ('record' in normalised) return { raw, result: { kind: 'record', ...normalised } };
      const { column, value, expected } = normalised.reason;
      return {
        raw,
        result: { kind: 'rejected', reason: { column, value: value === null ? null : String(value), expected } },
      };
    });
  };
  const rows: PreviewRow[] = [];
  for await (const batch of part.read(part.columns, task.signal)) {
    for (const row of batch) rows.push(...shapes.push(row).flatMap(show));
    if (rows.length >= limit) return rows;
  }
  return [...rows, ...shapes.end().flatMap(show)];
}
