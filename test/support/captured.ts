import { decodeSegment } from '../../pipelines/log/segment.ts';
import type { Envelope } from '../../schemas/envelope.ts';
import type { TestLibro } from './libro.ts';

/** An envelope without what differs from run to run: when it was read, by which run and turn, its digest. */
export type Golden = Pick<Envelope, 'operation' | 'key' | 'scope' | 'record'> & {
  readonly observations: readonly string[];
};

/** What was captured of an entity and stands in its topics' segments, in order. */
export async function captured(libro: TestLibro, entity: string): Promise<readonly Golden[]> {
  const segments = await libro.database.query<{ contenido: Uint8Array }>(
    'select contenido from log.segmento order by topico, primer_offset',
    [],
    libro.signal,
  );
  return segments
    .flatMap(({ contenido }) => decodeSegment(contenido).envelopes)
    .filter((envelope) => envelope.entity === entity)
    .map((envelope) => ({
      operation: envelope.operation,
      key: envelope.key,
      scope: envelope.scope,
      record: envelope.record,
      observations: envelope.operation === 'upsert' ? envelope.observations.map(observed) : [],
    }));
}

function observed({ code, field }: { readonly code: string; readonly field: string }): string {
  return `${field} ${code}`;
}
