import type { FixedWidthFormat, Positions } from '../file-format.ts';

const PREDIO = { departamento: [1, 2], municipio: [3, 5], predio: [6, 20], orden: [22, 24], total: [25, 27] } as const;

const FECHA = '^(0[1-9]|[12]\\d|3[01])(0[1-9]|1[0-2])(19|20)\\d\\d$';

/** R1, an owner a line. Editions differ in where the vigencia stands: a line is of the one where a day is. */
const r1 = (vigencia: Positions) =>
  ({
    table: 'r1',
    when: [
      { at: [21, 21], in: ['1'] },
      { at: vigencia, matches: FECHA },
    ],
    lengths: [148, 149],
    fields: {
      ...PREDIO,
      nombre: [28, 60],
      estado_civil: [61, 61],
      tipo_documento: [62, 62],
      documento: [63, 74],
      direccion: [75, 108],
      comuna: [109, 109],
      destino: [110, 110],
      area_terreno: [111, 122],
      area_construida: [123, 128],
      avaluo: [129, 140],
      vigencia,
    },
  }) as const;

/** The cadastral registers R1 and R2 with codes of 20 digits, in one file or in two. */
export const registrosIgac: FixedWidthFormat = {
  kind: 'fixed-width',
  encoding: 'windows-1252',
  records: [
    r1([141, 148]),
    r1([142, 149]),
    {
      table: 'r2',
      when: [{ at: [21, 21], in: ['2'] }],
      lengths: [149],
      fields: {
        ...PREDIO,
        matricula: [30, 47],
        zona_fisica_1: [48, 49],
        zona_economica_1: [50, 51],
        area_terreno_1: [52, 61],
        zona_fisica_2: [62, 63],
        zona_economica_2: [64, 65],
        area_terreno_2: [66, 75],
        ...construccion(1, 76),
        ...construccion(2, 104),
        ...construccion(3, 123),
        vigencia: [142, 149],
      },
    },
  ],
};

function construccion(number: 1 | 2 | 3, from: number): Readonly<Record<string, Positions>> {
  const parts = { habitaciones: 2, banos: 2, locales: 2, pisos: 2, estrato: 1, uso: 2, puntaje: 2, area: 6 };
  let at = from;
  return Object.fromEntries(
    Object.entries(parts).map(([part, width]) => {
      at += width;
      return [`${part}_${String(number)}`, [at - width, at - 1]];
    }),
  );
}
