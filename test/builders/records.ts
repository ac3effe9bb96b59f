import fc from 'fast-check';
import { z } from 'zod';
import type { CanonicalEntity, CanonicalRecord, CanonicalValue } from '../../schemas/entity.ts';
import { fieldsOf } from '../../schemas/entity.ts';
import type { ScalarName } from '../../schemas/scalars/scalar.ts';

const digits = (pattern: RegExp): fc.Arbitrary<string> => fc.stringMatching(pattern);

/** Text that means something to JSON, to COPY or to a terminal, between characters of all planes. */
const words = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 24 }),
  fc.constantFrom(
    'Ñandú',
    '🌾 «el trigal»',
    '\\N',
    '\\.',
    'a\tb',
    'a\nb\r\nc',
    "O'Higgins",
    '{"a":[1]}',
    'C:\\datos\\x',
    '\u2028x',
  ),
);
const texto = words.map((text) => text.replaceAll('\0', '').toWellFormed().trim()).filter((text) => text !== '');
const codigo = texto
  .map((text) => text.replaceAll(/[\0-\x1f\x7f-\x9f\u2028\u2029]/g, '').trim())
  .filter((text) => text !== '');
const days = fc.oneof(
  fc.constantFrom('0001-01-01', '9999-12-31', '1899-12-30', '2024-02-29', '0004-02-29'),
  fc
    .date({ noInvalidDate: true, min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z') })
    .map((day) => day.toISOString().slice(0, 10)),
);
const moments = fc
  .date({ noInvalidDate: true, min: new Date('0001-01-02T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z') })
  .map((moment) => moment.toISOString());
const amounts = fc.oneof(
  fc.constantFrom('0.00', '0.01', '-0.01', '99999999999999999.99', '-99999999999999999.99', '10000000000000000.10'),
  digits(/^-?[1-9][0-9]{0,16}\.[0-9]{2}$/),
);

const scalars: Readonly<Record<Exclude<ScalarName, 'decimal' | 'opcion'>, fc.Arbitrary<CanonicalValue>>> = {
  bandera: fc.boolean(),
  codigo,
  codigo_predial: digits(/^(?:[0-9]{15}|[0-9]{20})$/),
  cuenta: digits(/^[0-9](?:[0-9]|[0-9]{3}|[0-9]{5,12})?$/),
  dinero: amounts,
  divipola: digits(/^[0-9]{5}$/),
  documento: digits(/^[0-9A-Z]{1,20}$/),
  entero: fc.oneof(fc.constantFrom(0, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER), fc.integer()),
  fecha: days,
  instante: moments,
  matricula: digits(/^(?:[0-9]{3}|[0-9]{2}[A-Z])-[1-9][0-9]{0,9}$/),
  numero_predial: digits(/^[0-9]{30}$/),
  periodo: fc.integer({ min: 0, max: 13 }),
  rubro: digits(/^[0-9]{1,3}(?:\.[0-9]{1,3}){0,5}$/),
  texto,
  vigencia: fc.integer({ min: 1980, max: 2100 }),
};

/** Records of the entity, at the limits of their scalars more often than chance would have it; all satisfy its schema. */
export function records(entity: CanonicalEntity): fc.Arbitrary<CanonicalRecord> {
  const values = fieldsOf(entity).map(({ name, scalar, nullable }) => {
    const value = valuesOf(entity.schema.shape[name] as z.ZodType, scalar);
    return [name, nullable ? fc.option(value, { nil: null, freq: 3 }) : value] as const;
  });
  return fc.record(Object.fromEntries(values));
}

function valuesOf(schema: z.ZodType, scalar: ScalarName): fc.Arbitrary<CanonicalValue> {
  const inner = schema instanceof z.ZodNullable ? (schema.unwrap() as z.ZodType) : schema;
  if (inner instanceof z.ZodEnum) return fc.constantFrom(...(inner.options as string[]));
  const narrowed = scalar === 'decimal' || scalar === 'opcion' ? decimals(inner) : scalars[scalar];
  // A check digit is a code of one digit.
  return narrowed.map((value) => (inner.safeParse(value).success ? value : oneDigit(value)));
}

function oneDigit(value: CanonicalValue): string {
  return String(String(value).length % 10);
}

/** Decimals of whatever scale the schema asks for: the first that it accepts. */
function decimals(schema: z.ZodType): fc.Arbitrary<CanonicalValue> {
  const scale = Array.from({ length: 12 }, (_, places) => places).find(
    (places) => schema.safeParse((1).toFixed(places)).success,
  );
  if (scale === undefined) throw new TypeError('This is no decimal scalar.');
  const whole = 19 - scale - 1;
  const tail = scale === 0 ? '' : `\\.[0-9]{${String(scale)}}`;
  return fc.oneof(
    fc.constantFrom((0).toFixed(scale), `-${'9'.repeat(whole)}${scale === 0 ? '' : `.${'9'.repeat(scale)}`}`),
    fc.stringMatching(new RegExp(`^-?[1-9][0-9]{0,${String(whole)}}${tail}$`)),
  );
}
