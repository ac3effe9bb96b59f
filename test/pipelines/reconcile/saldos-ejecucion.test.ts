import { describe, expect, it } from 'vitest';
import type { TaxPair } from '../../../pipelines/reconcile/impuestos.ts';
import { reconcileSaldosEjecucion } from '../../../pipelines/reconcile/saldos-ejecucion.ts';
import type { SaldosEjecucion, SaldosEjecucionRows } from '../../../pipelines/reconcile/saldos-ejecucion.ts';

const PAIR: TaxPair = {
  impuesto: 'Predial unificado',
  cxc: '130507',
  ingreso: '410507',
  rubro: '1.1.01.01.200',
  clase: 'exacta',
  partes: [{ nombre: 'sobretasa ambiental', rubro: '1.1.01.01.014' }],
};

const saldo = (cuenta: string, valor: bigint) => ({ ref: { origen: 'x/saldo', clave: cuenta }, cuenta, valor });
const recaudado = (rubro: string, valor: bigint) => ({ ref: { origen: 'x/ejecucion', clave: rubro }, rubro, valor });

/** Opening 500 + income 100 − closing 300: 300 pesos were collected. */
function rowsWith(changes: Partial<SaldosEjecucionRows> = {}): SaldosEjecucionRows {
  return {
    corte: '2025-12-31',
    opening: 'reporte del primer trimestre',
    saldosIniciales: [saldo('130507', 500_00n)],
    saldosFinales: [saldo('130507', 300_00n), saldo('410507', 100_00n)],
    recaudo: [recaudado('1.1.01.01.200.01', 100_00n), recaudado('1.1.01.01.200.02', 200_00n)],
    ...changes,
  };
}

function compare(rows: SaldosEjecucionRows, pair: TaxPair = PAIR): SaldosEjecucion {
  return reconcileSaldosEjecucion(rows, [pair], 2025, '2026-01-10');
}

function brief(result: SaldosEjecucion): readonly string[] {
  return result.comparisons[0].items.map(
    ({ code, status, leftAmount, rightAmount }) => `${code} ${status} ${leftAmount} ${rightAmount}`,
  );
}

describe('los saldos contables contra la ejecución de ingresos', () => {
  it('un impuesto cuadra cuando saldo inicial + ingresos − saldo final es lo que suman las hojas de su rubro', () => {
    const result = compare(rowsWith());

    expect(result.lines).toEqual([
      {
        impuesto: 'Predial unificado',
        clase: 'exacta',
        cxc: '130507',
        ingreso: '410507',
        rubro: '1.1.01.01.200',
        saldoInicial: '500.00',
        ingresos: '100.00',
        saldoFinal: '300.00',
        segunContabilidad: '300.00',
        segunPresupuesto: '300.00',
        diferencia: '0.00',
      },
    ]);
    expect(result.comparisons).toEqual([
      {
        title: 'Recaudo por impuesto: contabilidad contra ejecución de ingresos',
        left: { title: 'contabilidad', count: 1, amount: '300.00' },
        right: { title: 'ejecución de ingresos', count: 1, amount: '300.00' },
        matched: { count: 1, amount: '300.00' },
        items: [],
      },
    ]);
  });

  it('1.1.01.01.2001 no es parte de 1.1.01.01.200', () => {
    const result = compare(rowsWith({ recaudo: [recaudado('1.1.01.01.2001', 300_00n)] }));

    expect(brief(result)).toEqual(['AMOUNT_OTHER abierta 300.00 0.00']);
  });

  it.each([
    ['exacta', 'AMOUNT_OTHER abierta 300.00 260.00'],
    ['explicada', 'THIRD_PARTY_SHARE explicada 300.00 260.00'],
    ['vigilada', 'STRUCTURAL explicada 300.00 260.00'],
  ] as const)('una diferencia que las partes explican, en un par de clase %s', (clase, expected) => {
    const recaudo = [recaudado('1.1.01.01.200', 260_00n), recaudado('1.1.01.01.014.01', 40_00n)];

    const result = compare(rowsWith({ recaudo }), { ...PAIR, clase });

    expect(brief(result)).toEqual([expected]);
    expect(result.comparisons[0].items[0]?.explanation).toBe(
      'Predial unificado: la contabilidad (130507 y 410507) dice $ 300,00 y la ejecución de ingresos (1.1.01.01.200) $ 260,00: ' +
        '$ 40,00 de diferencia, el 15,4 % de lo ejecutado. Si pasó por esa cuenta, la sobretasa ambiental recaudada ' +
        '(1.1.01.01.014) es $ 40,00 y lo explica todo.',
    );
  });

  it('lo que las partes no explican queda abierto también en un par de clase explicada', () => {
    const recaudo = [recaudado('1.1.01.01.200', 250_00n), recaudado('1.1.01.01.014', 40_00n)];

    expect(brief(compare(rowsWith({ recaudo }), { ...PAIR, clase: 'explicada' }))).toEqual([
      'AMOUNT_OTHER abierta 300.00 250.00',
    ]);
  });

  it.each([
    ['un peso es redondeo', 299_00n, 'AMOUNT_ROUNDING explicada 300.00 299.00'],
    ['un peso y un centavo ya no', 298_99n, 'AMOUNT_OTHER abierta 300.00 298.99'],
  ])('%s', (_, valor, expected) => {
    expect(brief(compare(rowsWith({ recaudo: [recaudado('1.1.01.01.200', valor)] })))).toEqual([expected]);
  });

  it('una cuenta que el reporte del primer trimestre no trae empezó en cero; una que falta en lo declarado no se sabe', () => {
    const rows = rowsWith({ saldosIniciales: [], saldosFinales: [saldo('410507', 300_00n)] });

    const filed = compare(rows);
    const declared = compare({ ...rows, opening: 'saldo inicial declarado' });

    expect(brief(filed)).toEqual([]);
    expect(brief(declared)).toEqual(['UNMAPPED abierta 300.00 300.00']);
  });

  it('un impuesto que el municipio no cobra no aparece', () => {
    const result = compare(rowsWith({ saldosIniciales: [], saldosFinales: [], recaudo: [] }));

    expect([result.lines, result.comparisons[0].items]).toEqual([[], []]);
  });
});
