import { expect, it } from 'vitest';
import { statusText } from '../../../ops/cli/status-text.ts';
import type { StreamStatus } from '../../../pipelines/status.ts';

function statusWith(fields: Partial<StreamStatus>): StreamStatus {
  return {
    origin: 'hassql/recaudo',
    run: 25,
    state: 'bien',
    endedAt: '2026-11-25 10:49',
    readWholeAt: '2026-11-25 10:48',
    records: 5155,
    quarantined: 0,
    quarantinedSince: null,
    quarantinedAmounts: {},
    error: null,
    failingSince: null,
    deletesSuspendedSince: null,
    attention: [],
    ...fields,
  };
}

function attentionOf(...statuses: readonly StreamStatus[]): readonly string[] {
  const [, attention = ''] = statusText(statuses, Infinity).split('\n\n');
  return attention.split('\n');
}

it('cuando todo está bien lo dice, bajo la frescura de cada flujo', () => {
  expect(statusText([statusWith({})], 100).split('\n')).toEqual([
    'flujo           última corrida  terminó           leído entero      registros  cuarentena',
    '──────────────  ──────────────  ────────────────  ────────────────  ─────────  ──────────',
    'hassql/recaudo  nº 25 bien      2026-11-25 10:49  2026-11-25 10:48      5.155           0',
    '',
    'Nada necesita atención.',
  ]);
});

it('una falla se dice una vez para los flujos que detiene, desde que empezó en el primero', () => {
  const error = { code: 'SOURCE_UNREACHABLE', message: 'No se puede abrir pct.db. Revise la ruta.' };

  const lines = attentionOf(
    statusWith({ origin: 'pct/tercero', error, failingSince: '2026-11-25 03:01' }),
    statusWith({ origin: 'pct/cuenta', error, failingSince: '2026-11-25 03:00' }),
    statusWith({}),
  );

  expect(lines).toEqual([
    'Atención:',
    '✗ pct/tercero, pct/cuenta, desde 2026-11-25 03:00: No se puede abrir pct.db. Revise la ruta.',
  ]);
});

it('de lo apartado se lee desde cuándo, por cuánta plata y con qué comando se mira', () => {
  const lines = attentionOf(
    statusWith({
      quarantined: 3,
      quarantinedSince: '2026-11-25 10:43',
      quarantinedAmounts: { valor: '9117600.00' },
      deletesSuspendedSince: '2026-11-25 10:49',
      attention: ['la última corrida no ha terminado'],
    }),
    statusWith({ origin: 'hassql/lote', run: null }),
  );

  expect(lines).toEqual([
    'Atención:',
    '✗ hassql/recaudo: la última corrida no ha terminado',
    '✗ hassql/recaudo: borrados en suspenso desde 2026-11-25 10:49: hay filas cuya clave no se puede leer. Corríjalas en la fuente, o descártelas: libro quarantine list hassql/recaudo',
    '· hassql/recaudo: 3 filas en cuarentena desde 2026-11-25 10:43, valor $ 9.117.600,00: libro quarantine list hassql/recaudo',
    '· 1 flujo sin leer todavía: libro sync',
  ]);
});
