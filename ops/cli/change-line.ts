import { fieldsOf, moneyFieldsOf } from '../../schemas/entity.ts';
import type { CanonicalEntity, CanonicalRecord } from '../../schemas/entity.ts';
import { originText } from '../../schemas/envelope.ts';
import type { Envelope } from '../../schemas/envelope.ts';
import type { Stream } from '../../connectors/source.ts';
import { canSee } from '../../pipelines/ledger/roles.ts';
import type { QueryRole } from '../../pipelines/ledger/roles.ts';
import { printable } from './formats.ts';

const MASK = '***';

/** What the role may not see shows as `***`; what is null shows as it is, as nothing. */
export function masked(entity: CanonicalEntity, record: CanonicalRecord, role: QueryRole): CanonicalRecord {
  const described = new Map(fieldsOf(entity).map((field) => [field.name, field]));
  const fields = Object.entries(record).map(([name, value]) => {
    const field = described.get(name);
    const visible = value === null || (field !== undefined && canSee(role, field.sensitivity));
    return [name, visible ? value : MASK] as const;
  });
  return Object.fromEntries(fields);
}

/** A change as one line of JSON, instants in UTC. The key is not repeated: its values are fields, masked as the others. */
export function jsonLine({ entity }: Pick<Stream, 'entity'>, envelope: Envelope, role: QueryRole): string {
  const { operation, edition, readAt, run } = envelope;
  const observations = operation === 'upsert' ? envelope.observations.map(({ code }) => code) : [];
  const origin = originText(envelope.origin);
  const fields = masked(entity, envelope.record, role);
  return JSON.stringify({ operation, entity: entity.name, origin, fields, observations, edition, run, readAt });
}

/** `22:00:05  guardado  vigencia=2026 numero=000003 valor=4321.00 …`, Bogotá, key and amounts first. */
export function textLine({ entity, key }: Pick<Stream, 'entity' | 'key'>, envelope: Envelope, role: QueryRole): string {
  const time = new Date(Date.parse(envelope.readAt) - 5 * 3_600_000).toISOString().slice(11, 19);
  const fields = masked(entity, envelope.record, role);
  const names = new Set([...key, ...moneyFieldsOf(entity), ...Object.keys(fields)]);
  const values = [...names]
    .filter((name) => (fields[name] ?? null) !== null)
    .map((name) => `${name}=${printable(String(fields[name]))}`);
  return `${time}  ${envelope.operation === 'upsert' ? 'guardado' : 'borrado '}  ${values.join(' ')}`;
}
