import type { OtroIngreso } from './otros-ingresos.ts';
import { bancos } from './town.ts';
import type { Banco } from './town.ts';

const [MAIN_BANK] = bancos as [Banco];

/** From when it is owed, how much with its indexing, and for what was paid the receipt and the day. */
type Exigible = readonly [exigible: string, valor: number, recibo?: string, pago?: string];

/**
 * What became owed of the participation in plusvalía, as its application has it: the same in every municipality, for the
 * application's file is.
 */
const exigibles: readonly Exigible[] = [
  ['2024-09-09', 609_495.79],
  ['2024-11-22', 133_760_535.12, 'RPV-0004', '2024-12-01'],
  ['2024-11-12', 2_325_479.02],
  ['2024-11-22', 580_479.14, 'RPV-0007', '2024-12-24'],
  ['2024-09-30', 150_805_890.63],
  ['2024-10-18', 337_663_117.69, 'RPV-0011', '2024-12-05'],
  ['2024-12-17', 6_574_058.66],
  ['2024-11-25', 408_404_549.19, 'RPV-0014', '2024-12-30'],
  ['2024-12-18', 626_185_767.23],
  ['2024-12-08', 1_079_895.28, 'RPV-0018', '2024-12-20'],
  ['2025-01-29', 1_723_090.06],
  ['2025-02-04', 70_300_233.22, 'RPV-0021', '2025-03-18'],
  ['2024-12-18', 496_418_073.4],
];

export const plusvalia: readonly OtroIngreso[] = exigibles.map(([exigible, valor, recibo, fecha]) => ({
  clase: 'plusvalia',
  exigible,
  valor,
  pago: recibo === undefined || fecha === undefined ? null : { fecha, banco: MAIN_BANK, recibo },
}));
