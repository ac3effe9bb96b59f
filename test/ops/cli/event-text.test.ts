import { expect, it } from 'vitest';
import { liquidacionPredial } from '../../../schemas/entities/liquidacion-predial.ts';
import { nominaLinea } from '../../../schemas/entities/nomina-linea.ts';
import { recaudo } from '../../../schemas/entities/recaudo.ts';
import { eventJson, eventLine, seenBy } from '../../../ops/cli/event-text.ts';
import { deleteOf, recaudoWith, upsertOf } from '../../builders/envelopes.ts';

const key = ['vigencia', 'numero'];
const due = upsertOf({ vigencia: 2026, predio: '0100', valor: '577400.00', descuento: null }, [7, 2], {
  origin: { source: 'hassql', stream: 'liquidacion' },
  key: [2026, '0100'],
  entity: 'liquidacion_predial',
  observations: [{ code: 'SIGNO_INUSUAL', field: 'valor' }],
});

it('un cambio se lee en un renglón: la hora de Bogotá, la clave y los montos primero', () => {
  const saved = upsertOf(recaudoWith({ numero: '17', valor: '-42.50', referencia: 'a\u001b[31m' }));
  const gone = deleteOf([2026, '17'], [2, 1]);

  const lines = [eventLine(recaudo, key, saved), eventLine(recaudo, key, gone)];

  expect(lines[0]).toMatch(
    /^2026-11-20 07:00:00 {2}registro {3}hassql\/recaudo {2}vigencia=2026 numero=17 valor=-42\.50 /,
  );
  expect(lines[0]).toContain('referencia=a␛[31m');
  expect(lines[1]).toBe('2026-11-20 07:00:00  eliminado  hassql/recaudo  vigencia=2026 numero=17');
});

it('lo reservado a Hacienda sólo lo ve Hacienda', () => {
  const seen = (['bi', 'hacienda', 'recepcion'] as const).map(
    (role) => seenBy(role, liquidacionPredial, ['vigencia', 'predio'], due).record['valor'],
  );

  expect(seen).toEqual(['***', '577400.00', '***']);
});

it('lo reservado tampoco se ve en la clave ni en el identificador', () => {
  const empleado = '0123456789abcdef0123456789abcdef';
  const paid = upsertOf(
    { vigencia: 2026, mes: 3, nomina: 'M', empleado, concepto: 'SUELDO', consecutivo: null },
    [7, 2],
    {
      origin: { source: 'soporte-logico', stream: 'nomina' },
      key: [2026, 3, 'M', empleado, 'SUELDO', null],
      entity: 'nomina_linea',
    },
  );

  const [hidden, shown] = (['hacienda', 'talento_humano'] as const).map((role) =>
    eventJson(seenBy(role, nominaLinea, nominaLinea.key, paid)),
  );

  expect(hidden).not.toMatch(/0123456789abcdef|SUELDO/);
  expect(hidden).toContain('"vigencia":2026');
  expect(shown).toContain(empleado);
});

it('en JSON trae lo que reciben los suscriptores', () => {
  const line = JSON.parse(eventJson(due)) as Record<string, unknown>;

  expect(line).toMatchObject({
    source: '/hassql/liquidacion',
    type: 'libro.liquidacion_predial.v1.upsert',
    subject: '[2026,"0100"]',
    time: '2026-11-20T12:00:00.000Z',
    corrida: 1,
    observaciones: [{ code: 'SIGNO_INUSUAL', field: 'valor' }],
    data: { vigencia: 2026, predio: '0100', valor: '577400.00', descuento: null },
  });
});
