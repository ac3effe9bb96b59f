import { fieldsOf } from '../../schemas/entity.ts';
import type { CanonicalEntity, CanonicalRecord, CanonicalValue } from '../../schemas/entity.ts';
import { editionText, envelopeId, keyText, originText } from '../../schemas/envelope.ts';
import type { Edition, Envelope, Observation, Origin, RecordKey } from '../../schemas/envelope.ts';
import { schemaIdOf } from '../../schemas/json-schema.ts';
import { recordDigest } from '../capture/digest.ts';

/** A message of a topic: CloudEvents 1.0 in binary mode (Kafka protocol binding), the record as JSON. */
export interface Message {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  readonly timestampMs: number;
}

/** Whatever stands in a topic, also what is none of ours. */
export interface AnyMessage {
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** Where in the log a message was published from: it tells a log that was put back from the one that went on. */
export interface LogPlace {
  readonly incarnation: string;
  readonly offset: number;
  /** No key of its batch was known then: a hint that the loader may insert without looking. */
  readonly allNew: boolean;
}

const PLACE = 'ce_registro';
const ALL_NEW = 'ce_nuevo';

/** The place that the message says it was published from; null for one that says none. */
export function placeOf({ headers }: Pick<AnyMessage, 'headers'>): LogPlace | null {
  const [, incarnation, offset] = /^([^/]+)\/(\d+)$/.exec(headers[PLACE] ?? '') ?? [];
  if (incarnation === undefined) return null;
  return { incarnation, offset: Number(offset), allNew: headers[ALL_NEW] === '1' };
}

export function encodeMessage(envelope: Envelope, place: LogPlace): Message {
  const { origin, key, edition, run, readAt, scope, operation } = envelope;
  const name = { name: envelope.entity, version: envelope.version };
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: envelopeId(envelope),
    ce_source: `/${originText(origin)}`,
    ce_type: `libro.${envelope.entity}.v${String(envelope.version)}.${operation}`,
    ce_subject: keyText(key),
    ce_time: readAt,
    ce_dataschema: schemaIdOf(name, operation),
    ce_edicion: editionText(edition),
    ce_corrida: String(run),
    ce_ambito: scope,
    [PLACE]: `${place.incarnation}/${String(place.offset)}`,
    ...(place.allNew ? { [ALL_NEW]: '1' } : {}),
  };
  if (envelope.operation === 'upsert') {
    headers['ce_huella'] = envelope.digest;
    if (envelope.observations.length > 0) headers['ce_observaciones'] = JSON.stringify(envelope.observations);
  }
  return {
    key: Buffer.from(JSON.stringify([origin.source, origin.stream, ...key])),
    value: Buffer.from(JSON.stringify(envelope.record)),
    headers,
    timestampMs: Date.parse(readAt),
  };
}

/** Why a message is none of ours. */
export class NoEnvelope extends Error {}

/** The envelope that the message carries, whole: it gives the same ledger row as the one that was published. */
export function decodeMessage(entity: CanonicalEntity, message: AnyMessage): Envelope | NoEnvelope {
  try {
    return envelopeOf(entity, message);
  } catch (thrown) {
    if (thrown instanceof NoEnvelope) return thrown;
    throw thrown;
  }
}

function envelopeOf(entity: CanonicalEntity, { key: keyBytes, value, headers }: AnyMessage): Envelope {
  const demand = (name: string): string => {
    const text = headers[name];
    if (text === undefined) throw new NoEnvelope(`falta la cabecera ${name}`);
    return text;
  };
  const operation = operationOf(entity, demand('ce_type'));
  const { origin, key } = keyOf(keyBytes);
  const captured = {
    entity: entity.name,
    version: entity.version,
    origin,
    key,
    edition: editionOf(demand('ce_edicion')),
    run: Number(demand('ce_corrida')),
    readAt: demand('ce_time'),
    scope: demand('ce_ambito'),
    record: recordOf(entity, value),
  };
  const envelope: Envelope =
    operation === 'delete'
      ? { ...captured, operation }
      : { ...captured, operation, observations: observationsOf(headers), digest: demand('ce_huella') };
  demandWhole(envelope, demand('ce_id'));
  return envelope;
}

function operationOf({ name, version }: CanonicalEntity, given: string): Envelope['operation'] {
  const type = `libro.${name}.v${String(version)}.`;
  if (given === `${type}upsert`) return 'upsert';
  if (given === `${type}delete`) return 'delete';
  throw new NoEnvelope(`la cabecera ce_type dice ${given}; se espera ${type}upsert o ${type}delete`);
}

/** A message that was changed on its way, or put together by somebody else, does not agree with itself. */
function demandWhole(envelope: Envelope, id: string): void {
  if (envelopeId(envelope) !== id) throw new NoEnvelope('la cabecera ce_id no es la de su clave y su edición');
  if (envelope.operation === 'delete') return;
  const digest = recordDigest(envelope.version, envelope.scope, envelope.record, envelope.observations);
  if (digest !== envelope.digest) throw new NoEnvelope('la cabecera ce_huella no es la de su registro');
}

function keyOf(bytes: Uint8Array | null): { readonly origin: Origin; readonly key: RecordKey } {
  const parts = bytes === null ? null : parsed(bytes, 'la clave');
  if (!Array.isArray(parts)) throw new NoEnvelope('la clave no es un arreglo JSON');
  const [source, stream, ...key] = parts as readonly unknown[];
  if (typeof source !== 'string' || typeof stream !== 'string' || !key.every(isValue)) {
    throw new NoEnvelope('la clave no es [fuente, flujo, valores…]');
  }
  return { origin: { source, stream }, key };
}

function recordOf(entity: CanonicalEntity, value: Uint8Array | null): CanonicalRecord {
  if (value === null) throw new NoEnvelope('no trae datos');
  const record = parsed(value, 'los datos');
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    throw new NoEnvelope('los datos no son un objeto JSON');
  }
  const fields = record as Readonly<Record<string, unknown>>;
  for (const name in fields) {
    if (!isValue(fields[name])) throw new NoEnvelope('los datos traen un campo que no es un valor');
  }
  if (!fieldsOf(entity).some(({ name }) => name in record)) throw new NoEnvelope(`los datos no son de ${entity.name}`);
  return record as CanonicalRecord;
}

function observationsOf(headers: Readonly<Record<string, string>>): readonly Observation[] {
  const text = headers['ce_observaciones'];
  if (text === undefined) return [];
  const list = parsed(Buffer.from(text), 'la cabecera ce_observaciones');
  if (!Array.isArray(list)) throw new NoEnvelope('la cabecera ce_observaciones no es un arreglo JSON');
  return list as readonly Observation[];
}

function editionOf(text: string): Edition {
  if (!/^\d{16}\.\d{10}$/.test(text)) throw new NoEnvelope('la cabecera ce_edicion no es una edición');
  return { turn: Number(text.slice(0, 16)), ordinal: Number(text.slice(17)) };
}

const strict = new TextDecoder('utf-8', { fatal: true });

function parsed(bytes: Uint8Array, what: string): unknown {
  try {
    return JSON.parse(strict.decode(bytes)) as unknown;
  } catch {
    throw new NoEnvelope(`no es JSON en UTF-8: ${what}`);
  }
}

function isValue(value: unknown): value is CanonicalValue {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
