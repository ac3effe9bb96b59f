import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { bandera as banderaScalar } from '../../../schemas/scalars/bandera.ts';
import { codigoPredial as codigoPredialScalar } from '../../../schemas/scalars/codigo-predial.ts';
import { codigo as codigoScalar } from '../../../schemas/scalars/codigo.ts';
import { cuenta as cuentaScalar } from '../../../schemas/scalars/cuenta.ts';
import { decimal as decimalScalar } from '../../../schemas/scalars/decimal.ts';
import { dinero as dineroScalar } from '../../../schemas/scalars/dinero.ts';
import { divipola as divipolaScalar } from '../../../schemas/scalars/divipola.ts';
import {
  digitoVerificacion as digitoScalar,
  documento as documentoScalar,
} from '../../../schemas/scalars/documento.ts';
import { entero as enteroScalar } from '../../../schemas/scalars/entero.ts';
import { fecha as fechaScalar, instante as instanteScalar } from '../../../schemas/scalars/fecha.ts';
import { matricula as matriculaScalar } from '../../../schemas/scalars/matricula.ts';
import { numeroPredial as numeroPredialScalar } from '../../../schemas/scalars/numero-predial.ts';
import { rubro as rubroScalar } from '../../../schemas/scalars/rubro.ts';
import { texto as textoScalar } from '../../../schemas/scalars/texto.ts';
import { periodo as periodoScalar, vigencia as vigenciaScalar } from '../../../schemas/scalars/vigencia.ts';
import type { Cell } from '../../../connectors/driver.ts';
import type { Field } from '../../../connectors/field.ts';
import {
  bandera,
  codigo,
  codigoPredial,
  cuenta,
  decimal,
  digitoVerificacion,
  dinero,
  dineroDeFlotante,
  divipola,
  documento,
  entero,
  extraer,
  fecha,
  instante,
  matricula,
  numeroPredial,
  opcion,
  opcional,
  periodo,
  rubro,
  texto,
  traducido,
  vigencia,
} from '../../../connectors/fields/index.ts';
import { readCell } from './read-cell.ts';

const readers: readonly (readonly [field: Field, scalar: z.ZodType])[] = [
  [texto('C'), textoScalar],
  [codigo('C'), codigoScalar],
  [opcional(codigo('C')), codigoScalar.nullable()],
  [dinero('C', { decimal: ',', thousands: '.' }), dineroScalar],
  [dineroDeFlotante('C', 2), dineroScalar],
  [decimal('C', { scale: 4 }), decimalScalar(4)],
  [fecha('C'), fechaScalar],
  [fecha('C', { format: 'DDMMAAAA', sentinels: ['00000000'] }), fechaScalar.nullable()],
  [instante('C', { zone: '-05:00' }), instanteScalar],
  [vigencia('C'), vigenciaScalar],
  [periodo('C'), periodoScalar],
  [entero('C'), enteroScalar],
  [entero('C', { leadingZeros: 'refused' }), enteroScalar],
  [bandera('C', { S: true, N: false }), banderaScalar],
  [opcion('C', { A: 'a', '1': 'b' }), codigoScalar],
  [documento('C'), documentoScalar],
  [documento('C', { dv: 'glued' }), documentoScalar],
  [digitoVerificacion('C', { in: 'glued' }), digitoScalar.nullable()],
  [numeroPredial('C', { municipio: '25758' }), numeroPredialScalar],
  [codigoPredial('C'), codigoPredialScalar],
  [matricula('C'), matriculaScalar],
  [rubro('C'), rubroScalar],
  [cuenta('C'), cuentaScalar],
  [divipola('C'), divipolaScalar],
  [extraer('C', /(\d+)/, codigo), codigoScalar],
  [traducido('C', { A: '1305', '1': '13' }, cuenta), cuentaScalar],
];

const digits = fc.stringMatching(/^[ \u00a0]?[-+]?[0-9]{0,31}([.,/: T-][0-9]{0,4}){0,4}[ \u00a0]?$/);
const days = fc
  .date({ noInvalidDate: true, min: new Date('0001-01-02T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z') })
  .map((day) => day.toISOString().slice(0, 19));
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  digits,
  days,
  fc.constantFrom('S', 'N', 'A', '1', '1.7E+29', '\u00a0', '\0', '\ud800', 'PEÃ‘A', '50N-0012', '899999468-2'),
);
const cells: fc.Arbitrary<Cell> = fc.oneof(
  { weight: 6, arbitrary: texts },
  fc.integer(),
  fc.double(),
  fc.bigInt(),
  fc.boolean(),
  fc.uint8Array(),
  fc.constant(null),
);

describe.each(readers.map(([field, scalar], at) => ({ title: `${field.reader} (${String(at)})`, field, scalar })))(
  '$title',
  ({ field, scalar }) => {
    test('lee cualquier celda o dice qué espera, y lo que lee cumple su esquema', () => {
      const totality = fc.property(cells, (cell) => {
        const outcome = readCell(field, cell);

        if ('value' in outcome) expect(scalar.safeParse(outcome.value).success).toBe(true);
        else expect(outcome.expected).not.toBe('');
      });

      fc.assert(totality, { numRuns: 1000 });
    });

    test('lee siempre lo mismo de la misma celda, también abierto de nuevo', () => {
      const purity = fc.property(cells, (cell) => {
        expect(readCell(field, cell)).toEqual(readCell(field, cell));
      });

      fc.assert(purity, { numRuns: 100 });
    });

    test('su declaración es JSON', () => {
      expect(JSON.parse(JSON.stringify(field.options))).toEqual(field.options);
    });
  },
);

/** Ways in which two codes may be written differently and mean the same to a careless reader. */
const rewritten = fc.constantFrom<(text: string) => string>(
  (text) => `0${text}`,
  (text) => text.toUpperCase(),
  (text) => text.replace(/[.-]/, ''),
  (text) => `${text.slice(0, 1)}.${text.slice(1)}`,
  (text) => `${text}.0`,
  (text) => `${text}-0`,
  (text) => `+${text}`,
);

const written = fc.oneof(texts, fc.stringMatching(/^[0-9A-Fa-f.-]{1,31}$/), fc.nat({ max: 30_000_000 }).map(String));

test.each(readers.map(([field]) => field).filter((field) => field.injective))(
  '$reader lee valores distintos de celdas que sin sus espacios son distintas',
  (field) => {
    const injectivity = fc.property(written, rewritten, (left, rewrite) => {
      const right = rewrite(left);
      fc.pre(left.trim() !== right.trim());
      const [first, second] = [readCell(field, left), readCell(field, right)];

      if ('value' in first && 'value' in second) expect(first.value).not.toBe(second.value);
    });

    fc.assert(injectivity, { numRuns: 2000 });
  },
);

test('los lectores que igualan celdas distintas lo dicen', () => {
  const joining = readers.map(([field]) => field).filter((field) => !field.injective);

  expect(new Set(joining.map((field) => field.reader))).toEqual(
    new Set([
      'codigo',
      'codigo_predial',
      'cuenta',
      'decimal',
      'dinero',
      'documento',
      'entero',
      'fecha',
      'instante',
      'matricula',
      'numero_predial',
      'periodo',
    ]),
  );
});
