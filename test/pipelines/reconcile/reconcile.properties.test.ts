import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centavosDe, dineroDe } from '../../../schemas/scalars/dinero.ts';
import { reconcilePagos } from '../../../pipelines/reconcile/banco-predial.ts';
import type { Comparison } from '../../../pipelines/reconcile/difference.ts';
import { reconcileLotes } from '../../../pipelines/reconcile/lotes.ts';
import type { Factura, Pago } from '../../../pipelines/reconcile/pago.ts';
import { facturaWith, loteWith, pagoWith } from './pagos.ts';

const MARCH = { desde: '2026-03-01', hasta: '2026-03-31' };

const NUMBERS = ['1', '01', '2', '3', '4'];
const factura = fc.constantFrom(...NUMBERS, null);
const predio = fc.constantFrom('A', 'B', null);
const fecha = fc.constantFrom('2026-02-27', '2026-03-01', '2026-03-02', '2026-03-31', '2026-04-02');
const valor = fc.constantFrom(0n, 100_00n, 150_00n, 200_00n);
const estado = fc.constantFrom('aplicado', 'aplicado', 'anulado', 'devuelto');

/** Few values of each field, so that everything collides with everything. */
function pagosOf(side: 'banco' | 'sistema'): fc.Arbitrary<readonly Pago[]> {
  const one = fc.record({
    banco: fc.constantFrom('007', '051', null),
    fecha,
    factura,
    predio,
    valor,
    estado,
    manual: side === 'banco' ? fc.constant(false) : fc.boolean(),
  });
  return fc
    .array(one, { maxLength: 12 })
    .map((list) => list.map((pago, at) => pagoWith(side, { ...pago, estado: pago.estado, clave: String(at) })));
}

const facturas: fc.Arbitrary<readonly Factura[] | null> = fc.option(
  fc.array(
    fc
      .record({ numero: fc.constantFrom('1', '2', '3'), predio: fc.constantFrom('A', 'B'), total: valor })
      .map((bill) =>
        facturaWith({ numero: bill.numero, predio: bill.predio, plazos: [{ fecha: '2026-03-15', total: bill.total }] }),
      ),
    { maxLength: 4 },
  ),
);

const scene = fc.record({ bank: pagosOf('banco'), system: pagosOf('sistema'), facturas });

function inMarch({ fecha: day, estado: state }: Pago): boolean {
  return state === 'aplicado' && day >= MARCH.desde && day <= MARCH.hasta;
}

function sum(amounts: readonly string[]): string {
  return dineroDe(amounts.reduce((all, amount) => all + centavosDe(amount), 0n));
}

function sideSums({ matched, items }: Comparison): readonly [string, string] {
  return [
    sum([matched.amount, ...items.map(({ leftAmount }) => leftAmount)]),
    sum([matched.amount, ...items.map(({ rightAmount }) => rightAmount)]),
  ];
}

describe('conciliar', () => {
  it('reparte cada pago que cuenta en una coincidencia o una partida, nunca en dos', () => {
    fc.assert(
      fc.property(scene, (rows) => {
        const { matched, items } = reconcilePagos(rows, MARCH, '2026-04-01');
        const inItems = (refs: readonly { readonly clave: string }[]): readonly string[] =>
          refs.map(({ clave }) => clave);
        const left = items.flatMap((item) => inItems(item.left));
        const right = items.flatMap((item) => inItems(item.right));

        expect([new Set(left).size, new Set(right).size]).toEqual([left.length, right.length]);
        for (const [listed, pagos] of [[left, rows.bank] as const, [right, rows.system] as const]) {
          const counting = pagos.filter(inMarch).map(({ ref }) => ref.clave);
          const alone = counting.filter((clave) => !listed.includes(clave));
          expect(alone.length).toBe(matched.count);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('coincidencias más partidas suman en cada lado su total', () => {
    fc.assert(
      fc.property(scene, (rows) => {
        const result = reconcilePagos(rows, MARCH, '2026-04-01');
        const total = (pagos: readonly Pago[]): string =>
          sum(pagos.filter(inMarch).map((pago) => dineroDe(pago.valor)));

        expect(sideSums(result)).toEqual([total(rows.bank), total(rows.system)]);
        expect([result.left.amount, result.right.amount]).toEqual([total(rows.bank), total(rows.system)]);
      }),
      { numRuns: 500 },
    );
  });

  it('dice lo mismo en cualquier orden en que lleguen las filas', () => {
    fc.assert(
      fc.property(scene, (rows) => {
        const turned = { ...rows, bank: rows.bank.toReversed(), system: rows.system.toReversed() };

        expect(reconcilePagos(turned, MARCH, '2026-04-01')).toEqual(reconcilePagos(rows, MARCH, '2026-04-01'));
      }),
      { numRuns: 300 },
    );
  });

  it('los lotes de cada lado también suman su total', () => {
    const lote = fc.record({
      lote: fc.constantFrom('1', '01', '2', null),
      fecha,
      valor,
      registros: fc.constantFrom(0, 1, 2),
      acumulado: fc.constantFrom(0n, 100_00n, null),
    });
    const lotes = (side: 'banco' | 'sistema') =>
      fc
        .array(lote, { maxLength: 8 })
        .map((list) => list.map((one, at) => loteWith(side, { ...one, clave: String(at) })));
    const rows = fc.record({ bank: pagosOf('banco'), bankLotes: lotes('banco'), systemLotes: lotes('sistema') });
    fc.assert(
      fc.property(rows, (given) => {
        for (const comparison of reconcileLotes(given, MARCH, '2026-04-01')) {
          expect(sideSums(comparison)).toEqual([comparison.left.amount, comparison.right.amount]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
