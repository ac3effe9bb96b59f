import type { FixedWidthFormat, Positions } from '../file-format.ts';

/** `codigo` is the predio's whole code, of which the first digits are municipality and zone. */
const PREDIO = { codigo: [1, 20], divipola: [1, 5], zona: [6, 7], orden: [22, 24], total: [25, 27] } as const;

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

/** Whose file it is, of which vigencia, and when it was handed over, by its name: `25758_R1_2019_20190110.TXT`. */
const NAME = '^(?<municipio>\\d{5})_[Rr][12]_(?<vigencia_archivo>\\d{4})_(?<entrega>\\d{8})\\.';

/** The cadastral registers R1 and R2 with codes of 20 digits, in one file or in two. */
export const registrosIgac: FixedWidthFormat = {
  kind: 'fixed-width',
  encoding: 'windows-1252',
  name: NAME,
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

/**
 * R1 with codes of 30 digits. Its positions are from practice, not from a published norm: whoever has a file holds them
 * against it first. Those of its R2 are not known, and a line of it refuses the file.
 */
export const registrosIgacNpn: FixedWidthFormat = {
  kind: 'fixed-width',
  encoding: 'windows-1252',
  name: NAME,
  records: [
    {
      table: 'r1',
      when: [
        { at: [31, 31], in: ['1'] },
        { at: [290, 297], matches: FECHA },
      ],
      lengths: [312],
      shortest: 297,
      fields: {
        codigo: [1, 30],
        divipola: [1, 5],
        zona: [6, 7],
        condicion: [22, 22],
        orden: [32, 34],
        total: [35, 37],
        nombre: [38, 137],
        estado_civil: [138, 138],
        tipo_documento: [139, 139],
        documento: [140, 151],
        direccion: [152, 251],
        comuna: [252, 252],
        destino: [253, 253],
        area_terreno: [254, 268],
        area_construida: [269, 274],
        avaluo: [275, 289],
        vigencia: [290, 297],
        predio_anterior: [298, 312],
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
