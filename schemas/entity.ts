import { z } from 'zod';
import { scalarOf } from './scalars/scalar.ts';
import type { ScalarName, Sensitivity } from './scalars/scalar.ts';

export type Domain =
  | 'catastro'
  | 'contabilidad'
  | 'contribuciones'
  | 'inspeccion'
  | 'nomina'
  | 'predial'
  | 'presupuesto'
  | 'recepcion'
  | 'sisben'
  | 'tesoreria'
  | 'terceros';

/** The value of one canonical field. Amounts and days are text, codes are text, only counts and years are numbers. */
export type CanonicalValue = string | number | boolean | null;
export type CanonicalRecord = Readonly<Record<string, CanonicalValue>>;

/** One canonical kind of record. Topic, JSON Schema, ledger table and glossary are derived from it. */
export interface CanonicalEntity<Name extends string = string, Schema extends z.ZodObject = z.ZodObject> {
  readonly name: Name;
  /** Anything but an added optional field is a new version. */
  readonly version: number;
  readonly summary: string;
  readonly domain: Domain;
  /** Each field carries description, unit and sensitivity in its `.meta`. */
  readonly schema: Schema;
  /** The fields that identify one record inside one stream, in order. A stream may name others. */
  readonly key: readonly (keyof z.output<Schema> & string)[];
  /** How long its personal data may be kept; without it, for as long as the ledger stands. A site may say otherwise. */
  readonly conserva?: Conserva<keyof z.output<Schema> & string>;
}

/** A record is over its time when the day in its field lies more than so many months before today. */
export interface Conserva<Field extends string = string> {
  /** A required field that holds a day. */
  readonly campo: Field;
  readonly meses: number;
}

/** For how many months the records of an entity are kept, where a site may say otherwise; null for those kept for ever. */
export function monthsKept(
  { name, conserva }: CanonicalEntity,
  site: Readonly<Partial<Record<string, number>>>,
): number | null {
  return conserva ? (site[name] ?? conserva.meses) : null;
}

/** One field as its declaration describes it; what every derived document is made of. */
export interface FieldDescription {
  readonly name: string;
  readonly scalar: ScalarName;
  readonly nullable: boolean;
  readonly description: string;
  readonly unit: string | null;
  readonly sensitivity: Sensitivity;
  readonly norm: string | null;
}

interface FieldMeta {
  readonly description: string;
  readonly sensitivity: Sensitivity;
  readonly unit?: string;
  readonly norm?: string;
}

/** A field that every record has. */
export function campo<Scalar extends z.ZodType>(scalar: Scalar, meta: FieldMeta): Scalar {
  return scalar.meta({ ...meta });
}

/** A field that a record may lack: null then, never absent. */
export function opcional<Scalar extends z.ZodType>(scalar: Scalar, meta: FieldMeta): z.ZodNullable<Scalar> {
  return scalar.nullable().meta({ ...meta });
}

/** Declares an entity; throws a TypeError at load time when a field lacks its description or sensitivity. */
export function defineEntity<Name extends string, Schema extends z.ZodObject>(
  entity: CanonicalEntity<Name, Schema>,
): CanonicalEntity<Name, Schema> {
  for (const field of fieldsOf(entity)) {
    if (field.description === '') throw new TypeError(`${entity.name}.${field.name} has no description`);
  }
  return entity;
}

const described = new WeakMap<CanonicalEntity, readonly FieldDescription[]>();

/** The entity's fields in the order of their declaration. */
export function fieldsOf(entity: CanonicalEntity): readonly FieldDescription[] {
  const known = described.get(entity);
  if (known) return known;
  const fields = Object.entries(entity.schema.shape).map(([name, schema]) =>
    describe(entity.name, name, schema as z.ZodType),
  );
  described.set(entity, fields);
  return fields;
}

function describe(entity: string, name: string, schema: z.ZodType): FieldDescription {
  const meta = schema.meta();
  if (meta?.sensitivity === undefined) throw new TypeError(`${entity}.${name} has no sensitivity`);
  return {
    name,
    scalar: scalarOf(schema),
    nullable: schema instanceof z.ZodNullable,
    description: meta.description ?? '',
    unit: meta.unit ?? null,
    sensitivity: meta.sensitivity,
    norm: meta.norm ?? null,
  };
}

/** The highest sensitivity among the fields: that of the entity's topic. */
export function sensitivityOf(entity: CanonicalEntity): Sensitivity {
  const rank = (sensitivity: Sensitivity): number =>
    sensitivity === 'abierto' ? 0 : sensitivity === 'interno' ? 1 : 2;
  return fieldsOf(entity)
    .map((field) => field.sensitivity)
    .reduce((highest, next) => (rank(next) > rank(highest) ? next : highest), 'abierto');
}

/** The money fields, in order: what a run is balanced in. */
export function moneyFieldsOf(entity: CanonicalEntity): readonly string[] {
  return fieldsOf(entity)
    .filter((field) => field.scalar === 'dinero')
    .map((field) => field.name);
}

/** `<sensibilidad>.<dominio>.<entidad>.v<n>`: the entity's topic, below a site's prefix. */
export function topicOf(entity: CanonicalEntity): string {
  const [level] = sensitivityOf(entity).split(':') as [string];
  return `${level}.${entity.domain}.${entity.name}.v${String(entity.version)}`;
}
