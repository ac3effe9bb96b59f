import { fieldsOf, moneyFieldsOf } from '../../schemas/entity.ts';
import type { CanonicalEntity } from '../../schemas/entity.ts';
import { schemaIdOf } from '../../schemas/json-schema.ts';
import { editionText, envelopeId, keyText, originText } from '../../schemas/envelope.ts';
import type { Envelope } from '../../schemas/envelope.ts';
import { canSee } from '../../pipelines/ledger/roles.ts';
import type { QueryRole } from '../../pipelines/ledger/roles.ts';
import { bogotaSecond } from '../bogota.ts';
import { printable } from './formats.ts';

const MASK = '***';

/** A change as the role may see it: what it may not shows as `***`, in the key too; what is null stays null. */
export function seenBy(role: QueryRole, entity: CanonicalEntity, key: readonly string[], envelope: Envelope): Envelope {
  const described = new Map(fieldsOf(entity).map((field) => [field.name, field.sensitivity]));
  const mask = <Value>(name: string | undefined, value: Value): Value | typeof MASK => {
    const sensitivity = described.get(name ?? '');
    return value === null || (sensitivity !== undefined && canSee(role, sensitivity)) ? value : MASK;
  };
  const record = Object.fromEntries(Object.entries(envelope.record).map(([name, value]) => [name, mask(name, value)]));
  return { ...envelope, key: envelope.key.map((value, place) => mask(key[place], value)), record };
}

/** A change on one line, for people: when in Bogotá, what, of whom, and what it says, amounts first; nulls left out. */
export function eventLine(entity: CanonicalEntity, key: readonly string[], envelope: Envelope): string {
  const { readAt, operation, origin, record } = envelope;
  const names = new Set([...key, ...moneyFieldsOf(entity), ...Object.keys(record)]);
  const said = [...names]
    .filter((name) => (record[name] ?? null) !== null)
    .map((name) => `${name}=${printable(String(record[name]))}`);
  const what = operation === 'delete' ? 'eliminado' : 'registro ';
  return `${bogotaSecond(Date.parse(readAt))}  ${what}  ${originText(origin)}  ${said.join(' ')}`;
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
