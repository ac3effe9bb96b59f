import { schemaIdOf } from '../../schemas/json-schema.ts';
import { editionText, envelopeId, keyText, originText } from '../../schemas/envelope.ts';
import type { Envelope } from '../../schemas/envelope.ts';
import { printable } from './formats.ts';

/** A change on one line, for people: when, what, of whom, and what it says (nulls left out); a delete says its key. */
export function eventLine({ readAt, operation, origin, record }: Envelope): string {
  const said = Object.entries(record)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${printable(String(value))}`);
  const what = operation === 'delete' ? 'eliminado' : 'registro ';
  return `${bogotaTime(readAt)}  ${what}  ${originText(origin)}  ${said.join(' ')}`;
}

/** The same as a line of JSON: the attributes that subscribers of Kafka get as headers, and the data. */
export function eventJson(envelope: Envelope): string {
  const { entity, version, operation, origin, key, edition, run, readAt, scope, record } = envelope;
  return JSON.stringify({
    id: envelopeId(envelope),
    source: `/${originText(origin)}`,
    type: `libro.${entity}.v${String(version)}.${operation}`,
    subject: keyText(key),
    time: readAt,
    dataschema: schemaIdOf({ name: entity, version }, operation),
    edicion: editionText(edition),
    corrida: run,
    ambito: scope,
    ...(envelope.operation === 'upsert' ? { huella: envelope.digest, observaciones: envelope.observations } : {}),
    data: record,
  });
}

/** Bogotá keeps UTC−5 all year. */
function bogotaTime(instant: string): string {
  return new Date(Date.parse(instant) - 5 * 3_600_000).toISOString().replace('T', ' ').slice(0, 19);
}
