import type { Stream } from '../../connectors/source.ts';
import { openShapes } from '../../connectors/rows/open-shapes.ts';
import { digestOf } from './digest.ts';
import type { Part } from './part.ts';
import { compileKey } from './reader.ts';

/**
 * Canonical keys that stand on several rows of a part, found before anything is captured. Where a unique index and
 * trimmed keys prove that there are none, nothing is read; else the key is read ahead, through the same row shapes.
 */
export async function repeatedKeys(stream: Stream, part: Part, signal: AbortSignal): Promise<ReadonlySet<string>> {
  if (await provenBySource(stream, part, signal)) return new Set();
  const columns = stream.rows.length === 0 ? keyColumns(stream) : part.columns;
  const shapes = openShapes(stream.rows, columns);
  const readKey = compileKey(stream, shapes.columns);
  const met = new Set<string>();
  const repeated = new Set<string>();
  const meet = (judged: ReturnType<typeof shapes.push>): void => {
    for (const { result } of judged) {
      for (const row of result.outcome === 'shaped' ? result.rows : []) {
        const key = readKey(row, part.scopeValues);
        if (!('text' in key)) continue;
        const digest = digestOf(key.text);
        if (met.has(digest)) repeated.add(key.text);
        else met.add(digest);
      }
    }
  };
  for await (const rows of part.read(columns, signal)) for (const row of rows) meet(shapes.push(row));
  meet(shapes.end());
  return repeated;
}

async function provenBySource(stream: Stream, part: Part, signal: AbortSignal): Promise<boolean> {
  const fields = stream.key.map((name) => stream.fields[name]);
  const provable = fields.every(
    (field) => field && (field.columns.length === 0 || (field.injective && field.columns.length === 1)),
  );
  return provable && stream.rows.length === 0 && part.uniqueOn(keyColumns(stream), signal);
}

function keyColumns(stream: Stream): readonly string[] {
  return [...new Set(stream.key.flatMap((name) => stream.fields[name]?.columns ?? []))];
}
