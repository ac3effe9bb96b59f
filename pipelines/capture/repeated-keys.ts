import type { Stream } from '../../connectors/source.ts';
import { openShapes } from '../../connectors/rows/open-shapes.ts';
import { digestOf } from './digest.ts';
import type { Part } from './part.ts';
import { compileKey } from './reader.ts';

/**
 * Canonical keys that stand on several rows of the parts read together, found before anything is captured. Where a unique
 * index and trimmed keys prove that there are none, nothing is read; else the key is read ahead, through the same row shapes.
 */
export async function repeatedKeys(
  stream: Stream,
  parts: readonly Part[],
  beat: () => Promise<void>,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const met = new Set<string>();
  const repeated = new Set<string>();
  for (const part of await unproven(stream, parts, signal)) {
    for await (const keys of keysOf(stream, part, signal)) {
      for (const key of keys) {
        const digest = digestOf(key);
        if (met.has(digest)) repeated.add(key);
        else met.add(digest);
      }
      await beat();
    }
  }
  return repeated;
}

/** An index proves a key inside its own table only: between places, a field of the key must tell them apart. */
async function unproven(stream: Stream, parts: readonly Part[], signal: AbortSignal): Promise<readonly Part[]> {
  const apart = parts.length === 1 || stream.key.some((name) => stream.fields[name]?.options['scope'] !== undefined);
  if (!apart) return parts;
  const found: Part[] = [];
  for (const part of parts) if (!(await provenBySource(stream, part, signal))) found.push(part);
  return found;
}

async function* keysOf(stream: Stream, part: Part, signal: AbortSignal): AsyncGenerator<readonly string[]> {
  const columns = stream.rows.length === 0 ? keyColumns(stream) : part.columns;
  const shapes = openShapes(stream.rows, columns);
  const readKey = compileKey(stream, shapes.columns);
  const textsOf = (judged: ReturnType<typeof shapes.push>): readonly string[] =>
    judged
      .flatMap(({ result }) => (result.outcome === 'shaped' ? result.rows : []))
      .flatMap((row) => {
        const key = readKey(row, part.scopeValues);
        return 'text' in key ? [key.text] : [];
      });
  for await (const rows of part.read(columns, signal)) yield rows.flatMap((row) => textsOf(shapes.push(row)));
  yield textsOf(shapes.end());
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
