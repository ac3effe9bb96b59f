import fc from 'fast-check';
import type { Town } from '../support/town.ts';
import { pagoWith } from '../support/town.ts';

/** Something that happens to the source between two runs; what it says is SQL on the town's PAGOS. */
export interface Edit {
  readonly name: string;
  readonly sql: string;
}

const rests = fc.record({ every: fc.constantFrom(2, 7, 50, 400), rest: fc.nat(399) });
const some = rests.map(({ every, rest }) => `rowid % ${String(every)} = ${String(rest % every)}`);
const few = rests.map(({ every, rest }) => `rowid % ${String(every * 20)} = ${String(rest)}`);
const edit = (name: string, sql: fc.Arbitrary<string>): fc.Arbitrary<Edit> => sql.map((text) => ({ name, sql: text }));
const columns = 'NUM_RECIBO, VIGENCIA, FEC_PAGO, VLR_PAGADO, CEDULA_CATASTRAL, ANULADO';
const copied = (changed: string): string => columns.replace(changed.split(' as ')[1] ?? '', changed);

/** What systems do to their rows: change them, damage and mend them, take them away, bring them back, say them twice. */
export const edits: fc.Arbitrary<Edit> = fc.oneof(
  edit(
    'new amounts',
    fc
      .tuple(some, fc.integer({ min: -99, max: 99 }))
      .map(([where, value]) => `update PAGOS set VLR_PAGADO = '${String(value)}.10' where ${where}`),
  ),
  edit(
    'annulled',
    some.map((where) => `update PAGOS set ANULADO = 'S' where ${where}`),
  ),
  edit(
    'unreadable days',
    few.map((where) => `update PAGOS set FEC_PAGO = '2026-02-31' where ${where}`),
  ),
  edit(
    'unreadable amounts',
    few.map((where) => `update PAGOS set VLR_PAGADO = 'N/A' where ${where}`),
  ),
  edit('mended', fc.constant("update PAGOS set FEC_PAGO = '2026-03-05' where FEC_PAGO = '2026-02-31'")),
  edit(
    'gone',
    some.map((where) => `delete from PAGOS where ${where}`),
  ),
  edit(
    'another vigencia',
    few.map((where) => `update PAGOS set VIGENCIA = '2019' where ${where}`),
  ),
  edit(
    'written with blanks',
    few.map((where) => `update PAGOS set NUM_RECIBO = NUM_RECIBO || ' ' where ${where}`),
  ),
  edit(
    'said twice',
    few.map(
      (where) => `insert into PAGOS (${columns}) select ${copied("'7.00' as VLR_PAGADO")} from PAGOS where ${where}`,
    ),
  ),
  edit(
    'said once again',
    fc.constant(
      'delete from PAGOS where rowid not in (select min(rowid) from PAGOS group by VIGENCIA, trim(NUM_RECIBO))',
    ),
  ),
  edit(
    'without a key',
    few.map((where) => `update PAGOS set NUM_RECIBO = null where ${where}`),
  ),
  edit('no longer without a key', fc.constant('delete from PAGOS where NUM_RECIBO is null')),
  edit(
    'new ones',
    fc
      .tuple(fc.constantFrom('N', 'M', 'P'), some)
      .map(
        ([letter, where]) =>
          `insert into PAGOS (${columns}) select ${copied(`'${letter}' || NUM_RECIBO as NUM_RECIBO`)} from PAGOS where NUM_RECIBO not glob '[NMP]*' and ${where}`,
      ),
  ),
);

/** Enough rows that a first reading takes more than one commit. */
export function manyPagos(count = 2100): Parameters<Town['add']>[0][] {
  return Array.from({ length: count }, (_, at) =>
    pagoWith({ numero: String(at), vigencia: at % 5 === 0 ? 2019 : 2026, valor: `${String(at)}.00` }),
  );
}
