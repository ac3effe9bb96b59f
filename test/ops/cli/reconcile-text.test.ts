import { expect, it } from 'vitest';
import { bancoPredialText } from '../../../ops/cli/reconcile-text.ts';
import { reconcileBancoPredial } from '../../../pipelines/reconcile/banco-predial.ts';
import { pagoWith } from '../../pipelines/reconcile/pagos.ts';

const rows = {
  bank: [
    pagoWith('banco', { clave: '["007","1"]', valor: 1_234_567_00n }),
    pagoWith('banco', { clave: '["007","2"]', factura: '202600002', valor: 50_00n }),
  ],
  system: [
    pagoWith('sistema', { clave: '[2026,"1"]', valor: 1_234_567_00n }),
    pagoWith('sistema', { clave: '[2026,"3"]', factura: '202600003', manual: true, valor: 10_00n }),
  ],
  facturas: null,
  bankLotes: [],
  systemLotes: [],
};

it('un tesorero lee totales, clases de diferencia, y de cada partida abierta qué pasó y qué hacer', () => {
  const result = reconcileBancoPredial(rows, { desde: '2026-03-01', hasta: '2026-03-31' }, '2026-03-11');

  const text = bancoPredialText(result, { explained: false, width: Infinity });

  expect(text.split('\n')).toEqual([
    'Banco contra predial, del 2026-03-01 al 2026-03-31',
    '',
    'Líneas del banco contra pagos registrados',
    '',
    '                       banco     sistema predial',
    '────────  ──────────────────  ──────────────────',
    'total     2 · $ 1.234.617,00  2 · $ 1.234.577,00',
    'coincide  1 · $ 1.234.567,00      $ 1.234.567,00',
    'partidas             $ 50,00             $ 10,00',
    '',
    'diferencia  qué es               partidas    banco  sistema predial',
    '──────────  ───────────────────  ────────  ───────  ───────────────',
    'ONLY_LEFT   solo en banco               1  $ 50,00           $ 0,00',
    'STRUCTURAL  diferencia conocida         1   $ 0,00          $ 10,00',
    '',
    'ONLY_LEFT  2026-03-10, hace 1 día  Tesorería  banco $ 50,00 | sistema predial $ 0,00',
    '    El banco recibió el pago de la factura 202600002 y el sistema predial no lo tiene: el contribuyente sigue apareciendo con deuda.',
    '    → Registre el pago en el sistema predial con la fecha del banco.',
    '    · banco/recaudo ["007","2"]',
    '',
    'Una partida explicada no se muestra; véala con --todas',
  ]);
});

it('con --todas también se leen las partidas que se explican solas', () => {
  const result = reconcileBancoPredial(rows, { desde: '2026-03-01', hasta: '2026-03-31' }, '2026-03-11');

  const text = bancoPredialText(result, { explained: true, width: Infinity });

  expect(text).toContain(
    'El pago de la factura 202600003 se registró a mano; no se espera línea en los archivos del banco.',
  );
});
