import { expect, it } from 'vitest';
import { liquidacionPredial } from '../../../schemas/entities/liquidacion-predial.ts';
import { recaudo } from '../../../schemas/entities/recaudo.ts';
import { jsonLine, textLine } from '../../../ops/cli/change-line.ts';
import { deleteOf, recaudoWith, upsertOf } from '../../builders/envelopes.ts';

const pagos = { entity: recaudo, key: ['vigencia', 'numero'] };
const liquidaciones = { entity: liquidacionPredial, key: ['vigencia', 'predio'] };
const due = upsertOf({ vigencia: 2026, predio: '0100', valor: '577400.00', descuento: null }, [7, 2], {
  origin: { source: 'hassql', stream: 'liquidacion' },
  observations: [{ code: 'SIGNO_INUSUAL', field: 'valor' }],
});

it('un cambio se lee en un renglón: la hora de Bogotá, la clave y los montos primero', () => {
  const saved = upsertOf(recaudoWith({ numero: '17', valor: '-42.50', referencia: 'a\u001b[31m' }));
  const gone = deleteOf([2026, '17'], [2, 1]);

  const lines = [textLine(pagos, saved, 'bi'), textLine(pagos, gone, 'bi')];

  expect(lines[0]).toMatch(/^07:00:00 {2}guardado {2}vigencia=2026 numero=17 valor=-42\.50 /);
  expect(lines[0]).toContain('referencia=a␛[31m');
  expect(lines[1]).toBe('07:00:00  borrado   vigencia=2026 numero=17');
});

it('lo reservado a Hacienda sólo lo ve Hacienda', () => {
  const seen = [textLine(liquidaciones, due, 'bi'), textLine(liquidaciones, due, 'hacienda')];

  expect(seen).toEqual([
    '07:00:00  guardado  vigencia=2026 predio=0100 valor=***',
    '07:00:00  guardado  vigencia=2026 predio=0100 valor=577400.00',
  ]);
});

it('en JSON trae lo mismo, con su edición y sus observaciones', () => {
  const line: unknown = JSON.parse(jsonLine(liquidaciones, due, 'bi'));

  expect(line).toEqual({
    operation: 'upsert',
    entity: 'liquidacion_predial',
    origin: 'hassql/liquidacion',
    fields: { vigencia: 2026, predio: '0100', valor: '***', descuento: null },
    observations: ['SIGNO_INUSUAL'],
    edition: { turn: 7, ordinal: 2 },
    run: 1,
    readAt: '2026-11-20T12:00:00.000Z',
  });
});
