import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../../pipelines/reconcile/difference.ts';
import { reconcileLotes } from '../../../pipelines/reconcile/lotes.ts';
import type { Lote } from '../../../pipelines/reconcile/lotes.ts';
import type { Pago } from '../../../pipelines/reconcile/pago.ts';
import { loteWith, pagoWith } from './pagos.ts';

const MARCH = { desde: '2026-03-01', hasta: '2026-03-31' };

function compare(
  bank: readonly Pago[],
  bankLotes: readonly Lote[],
  systemLotes: readonly Lote[],
): readonly Comparison[] {
  return reconcileLotes({ bank, bankLotes, systemLotes }, MARCH, '2026-04-01');
}

function brief(comparison: Comparison | undefined): readonly string[] {
  return (comparison?.items ?? []).map(
    ({ code, status, leftAmount, rightAmount }) => `${code} ${status} ${leftAmount} ${rightAmount}`,
  );
}

describe('los lotes del banco', () => {
  it('coinciden con sus líneas, las devueltas también, y con los lotes del sistema', () => {
    const bank = [
      pagoWith('banco', { valor: 60_000_00n }),
      pagoWith('banco', { valor: 40_000_00n, estado: 'devuelto' }),
    ];

    const [lines, system] = compare(
      bank,
      [loteWith('banco', { registros: 2 })],
      [loteWith('sistema', { registros: 2 })],
    );

    expect(lines).toEqual({
      title: 'Totales de lote del banco contra sus líneas',
      left: { title: 'lotes del banco', count: 1, amount: '100000.00' },
      right: { title: 'líneas del banco', count: 2, amount: '100000.00' },
      matched: { count: 1, amount: '100000.00' },
      items: [],
    });
    expect([system?.matched, system?.items]).toEqual([{ count: 1, amount: '100000.00' }, []]);
  });

  it('un lote cuyas líneas no suman lo que declara se dice con las dos cuentas', () => {
    const [lines] = compare([pagoWith('banco', { valor: 60_000_00n })], [loteWith('banco', { registros: 2 })], []);

    expect(brief(lines)).toEqual(['AMOUNT_OTHER abierta 100000.00 60000.00']);
    expect(lines?.items[0]?.explanation).toBe(
      'El lote 1 del banco 007 del 2026-03-10 declara 2 pagos por $ 100.000,00 y en el libro hay 1 por $ 60.000,00.',
    );
  });

  it('un lote con el mismo valor y otro número de pagos no coincide', () => {
    const [lines] = compare([pagoWith('banco', { valor: 100_000_00n })], [loteWith('banco', { registros: 2 })], []);

    expect([lines?.matched, brief(lines)]).toEqual([
      { count: 0, amount: '0.00' },
      ['AMOUNT_OTHER abierta 100000.00 100000.00'],
    ]);
  });

  it('sin lotes del sistema no se inventa esa comparación', () => {
    const comparisons = compare([pagoWith('banco')], [loteWith('banco')], []);

    expect(comparisons.map(({ title }) => title)).toEqual(['Totales de lote del banco contra sus líneas']);
  });

  it.each<[string, Lote[], Lote[], string[]]>([
    [
      'un día sin cargar',
      [loteWith('banco'), loteWith('banco', { fecha: '2026-03-11', valor: 5n })],
      [loteWith('sistema')],
      ['ONLY_LEFT abierta 0.05 0.00'],
    ],
    ['un archivo que no está', [], [loteWith('sistema')], ['ONLY_RIGHT abierta 0.00 100000.00']],
    [
      'un archivo cargado dos veces',
      [loteWith('banco')],
      [loteWith('sistema'), loteWith('sistema', { lote: '2' })],
      ['DUPLICATE abierta 0.00 100000.00'],
    ],
    [
      'un lote con otro número',
      [loteWith('banco')],
      [loteWith('sistema', { lote: '88' })],
      ['CLASSIFICATION explicada 100000.00 100000.00'],
    ],
    [
      'un lote con otro valor',
      [loteWith('banco')],
      [loteWith('sistema', { valor: 1n })],
      ['AMOUNT_OTHER abierta 100000.00 0.01'],
    ],
    [
      'un lote cuyos pagos dobles reconoce el sistema',
      [loteWith('banco')],
      [loteWith('sistema', { acumulado: 90_000_00n, pagosDobles: 10_000_00n })],
      ['DUPLICATE explicada 100000.00 100000.00'],
    ],
    [
      'un lote aplicado a medias sin que el sistema diga por qué',
      [loteWith('banco')],
      [loteWith('sistema', { acumulado: 90_000_00n, pagosDobles: 0n })],
      ['AMOUNT_OTHER abierta 100000.00 100000.00'],
    ],
  ])('%s', (_, bankLotes, systemLotes, expected) => {
    const comparison = compare([], bankLotes, systemLotes).find(({ right }) => right.title === 'lotes del sistema');

    expect(brief(comparison)).toEqual(expected);
  });
});
