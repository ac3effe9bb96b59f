import { describe, expect, it } from 'vitest';
import { reconcilePagos } from '../../../pipelines/reconcile/banco-predial.ts';
import type { Comparison } from '../../../pipelines/reconcile/difference.ts';
import type { Factura, Pago } from '../../../pipelines/reconcile/pago.ts';
import { facturaWith, pagoWith } from './pagos.ts';

const MARCH = { desde: '2026-03-01', hasta: '2026-03-31' };

function compare(
  bank: readonly Pago[],
  system: readonly Pago[],
  facturas: readonly Factura[] | null = null,
): Comparison {
  return reconcilePagos({ bank, system, facturas }, MARCH, '2026-04-01');
}

/** Each item as its code, its status and what it adds to either side. */
function brief({ items }: Comparison): readonly string[] {
  return items.map(({ code, status, leftAmount, rightAmount }) => `${code} ${status} ${leftAmount} ${rightAmount}`);
}

describe('las líneas del banco contra los pagos registrados', () => {
  it('banco, día, factura y valor iguales coinciden, aunque el banco rellene la referencia con ceros', () => {
    const result = compare([pagoWith('banco', { factura: '0000202600001' })], [pagoWith('sistema')]);

    expect(result).toEqual({
      title: 'Líneas del banco contra pagos registrados',
      left: { title: 'banco', count: 1, amount: '100000.00' },
      right: { title: 'sistema predial', count: 1, amount: '100000.00' },
      matched: { count: 1, amount: '100000.00' },
      items: [],
    });
  });

  it('dos líneas de una factura y un solo pago: una coincide y la otra es pago doble', () => {
    const first = pagoWith('banco', { clave: 'a' });
    const second = pagoWith('banco', { clave: 'b', fecha: '2026-03-12' });

    const result = compare([second, first], [pagoWith('sistema')]);

    expect(result.matched).toEqual({ count: 1, amount: '100000.00' });
    expect(result.items).toEqual([
      {
        code: 'DUPLICATE',
        status: 'abierta',
        left: [second.ref],
        right: [],
        leftAmount: '100000.00',
        rightAmount: '0.00',
        date: '2026-03-12',
        ageDays: 20,
        owner: 'Tesorería',
        explanation:
          'El pago de la factura 202600001 entró dos veces al banco: el 2026-03-10 y el 2026-03-12. El sistema predial tiene un solo pago.',
        action: 'Es un pago doble: registre el saldo a favor del contribuyente o tramite la devolución.',
      },
    ]);
  });

  it('un pago doble del mismo día dice ese día una sola vez', () => {
    const result = compare(
      [pagoWith('banco', { clave: 'a' }), pagoWith('banco', { clave: 'b' })],
      [pagoWith('sistema')],
    );

    expect(result.items.map(({ explanation }) => explanation)).toEqual([
      'El pago de la factura 202600001 entró dos veces al banco: las dos el 2026-03-10. El sistema predial tiene un solo pago.',
    ]);
  });

  it('la factura reimpresa de un predio que ya pagó esa vigencia es un pago doble', () => {
    const facturas = [facturaWith({ estado: 'reemplazada' }), facturaWith({ numero: '202600002' })];

    const result = compare(
      [pagoWith('banco'), pagoWith('banco', { factura: '202600002' })],
      [pagoWith('sistema')],
      facturas,
    );

    expect(brief(result)).toEqual(['DUPLICATE abierta 100000.00 0.00']);
    expect(result.items[0]!.explanation).toBe(
      'El pago de la factura 202600002 es del mismo predio y vigencia que el pago de la factura 202600001, que ya había entrado el 2026-03-10.',
    );
  });

  it('un pago registrado dos veces en el sistema sobra una vez', () => {
    const result = compare([pagoWith('banco')], [pagoWith('sistema'), pagoWith('sistema', { fecha: '2026-03-11' })]);

    expect(brief(result)).toEqual(['DUPLICATE abierta 0.00 100000.00']);
  });

  it('lo pagado es el total de otro plazo de la misma factura', () => {
    const plazos = [
      { fecha: '2026-02-28', total: 90_000_00n },
      { fecha: '2026-03-31', total: 95_000_00n },
    ];

    const result = compare(
      [pagoWith('banco', { valor: 95_000_00n })],
      [pagoWith('sistema', { valor: 90_000_00n })],
      [facturaWith({ plazos })],
    );

    expect(brief(result)).toEqual(['AMOUNT_TIER abierta 95000.00 90000.00']);
    expect(result.items[0]!.explanation).toBe(
      'Por el pago de la factura 202600001, el banco recibió $ 95.000,00 y el sistema predial registró $ 90.000,00: ' +
        'lo pagado es el total del plazo 2026-03-31, el registrado es el del plazo 2026-02-28.',
    );
  });

  it.each([
    ['redondeo hasta un peso', 100_001_00n, 'AMOUNT_ROUNDING'],
    ['cualquier otra diferencia de valor', 100_001_01n, 'AMOUNT_OTHER'],
  ])('%s', (_, valor, code) => {
    const result = compare([pagoWith('banco', { valor })], [pagoWith('sistema')]);

    expect(result.items.map((item) => item.code)).toEqual([code]);
  });

  it.each([
    ['registrado dos días después', '2026-03-12', 'DATE_LAG abierta 100000.00 100000.00'],
    ['registrado el mes siguiente', '2026-04-01', 'PERIOD_CROSS abierta 100000.00 0.00'],
    ['registrado el mes anterior', '2026-02-28', 'PERIOD_CROSS abierta 100000.00 0.00'],
  ])('un pago %s es una partida, no dos', (_, fecha, expected) => {
    const result = compare([pagoWith('banco')], [pagoWith('sistema', { fecha })]);

    expect(brief(result)).toEqual([expected]);
  });

  it('por predio y valor, a lo sumo a tres días, se hallan los pagos aplicados a otra factura', () => {
    const bank = pagoWith('banco', { factura: '202600009' });
    const near = pagoWith('sistema', { factura: '202600001', predio: '0001', fecha: '2026-03-10' });
    const facturas = [facturaWith({ numero: '202600009' })];

    const found = compare([bank], [near], facturas);
    const tooFar = compare([bank], [{ ...near, fecha: '2026-03-14' }], facturas);

    expect(brief(found)).toEqual(['CLASSIFICATION abierta 100000.00 100000.00']);
    expect(brief(tooFar)).toEqual(['ONLY_LEFT abierta 100000.00 0.00', 'ONLY_RIGHT abierta 0.00 100000.00']);
  });

  it('una factura que el sistema no tiene, o una referencia sin factura, es una referencia desconocida', () => {
    const bank = [pagoWith('banco', { factura: '999' }), pagoWith('banco', { factura: null })];

    const result = compare(bank, [], [facturaWith()]);

    expect(brief(result)).toEqual(['REF_UNKNOWN abierta 100000.00 0.00', 'REF_UNKNOWN abierta 100000.00 0.00']);
  });

  it('un pago anulado en el sistema que el banco recaudó suma solo en el banco', () => {
    const result = compare([pagoWith('banco')], [pagoWith('sistema', { estado: 'anulado' })]);

    expect(brief(result)).toEqual(['VOID_ONE_SIDE abierta 100000.00 0.00']);
    expect(result.right).toEqual({ title: 'sistema predial', count: 0, amount: '0.00' });
  });

  it('un pago devuelto por el banco que el sistema da por bueno suma solo en el sistema', () => {
    const result = compare([pagoWith('banco', { estado: 'devuelto' })], [pagoWith('sistema')]);

    expect(brief(result)).toEqual(['REVERSAL_ONE_SIDE abierta 0.00 100000.00']);
  });

  it('un pago anulado y vuelto a registrar coincide con su línea', () => {
    const result = compare([pagoWith('banco')], [pagoWith('sistema', { estado: 'anulado' }), pagoWith('sistema')]);

    expect([result.matched.count, brief(result)]).toEqual([1, []]);
  });

  it('de un pago registrado a mano no se espera línea del banco', () => {
    const result = compare([], [pagoWith('sistema', { manual: true })]);

    expect(brief(result)).toEqual(['STRUCTURAL explicada 0.00 100000.00']);
  });

  it('distingue el día que falta entero del pago que falta solo', () => {
    const bank = [pagoWith('banco'), pagoWith('banco', { factura: '202600002', fecha: '2026-03-11' })];
    const system = [
      pagoWith('sistema', { factura: '202600003', fecha: '2026-03-11' }),
      pagoWith('sistema', { factura: '202600004', fecha: '2026-03-12' }),
    ];

    const result = compare(bank, system);

    expect(result.items.map(({ code, action }) => [code, action])).toEqual([
      ['ONLY_LEFT', 'Cargue en el sistema predial el archivo del banco de ese día.'],
      ['ONLY_LEFT', 'Registre el pago en el sistema predial con la fecha del banco.'],
      ['ONLY_RIGHT', 'Pida al banco el soporte; si no lo tiene, anule el pago en el sistema predial.'],
      ['ONLY_RIGHT', 'Consiga el archivo de ese día y póngalo en la carpeta del banco.'],
    ]);
  });

  it('el mismo pago en otro banco está mal clasificado; sin banco en el sistema, coincide', () => {
    const other = compare([pagoWith('banco')], [pagoWith('sistema', { banco: '051' })]);
    const unsaid = compare([pagoWith('banco')], [pagoWith('sistema', { banco: null })]);

    expect(brief(other)).toEqual(['CLASSIFICATION abierta 100000.00 100000.00']);
    expect([unsaid.matched.count, brief(unsaid)]).toEqual([1, []]);
  });
});
