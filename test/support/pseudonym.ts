import { createHmac } from 'node:crypto';
import { withPseudonymKey } from '../../connectors/fields/seudonimo.ts';
import type { Source, Stream } from '../../connectors/source.ts';

const KEY = 'clave de prueba, de 32 letras o más';

/** The stream of a source with the tests' key of pseudonyms. */
export function keyedStream(source: Source, id: string): Stream {
  const stream = source.streams.find((candidate) => candidate.id === id);
  if (!stream) throw new Error(`${source.id} has no stream ${id}`);
  return withPseudonymKey(stream, KEY);
}

/** Who a document is under the tests' key: HMAC-SHA256, its first 128 bits. */
export function pseudonym(documento: string): string {
  return createHmac('sha256', KEY).update(documento).digest('hex').slice(0, 32);
}
