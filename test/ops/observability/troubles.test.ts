import { expect, it } from 'vitest';
import type { ErrorCode } from '../../../schemas/errors.ts';
import { IntegrationError } from '../../../schemas/errors.ts';
import { sqlite } from '../../../connectors/drivers/sqlite/index.ts';
import { alertMail } from '../../../ops/observability/alert-text.ts';
import { healthOf } from '../../../ops/observability/health.ts';
import { metricsText } from '../../../ops/observability/metrics.ts';
import { Counts } from '../../../ops/observability/observed.ts';
import type { Observed, ObservedStream } from '../../../ops/observability/observed.ts';
import { noticeChanges, troublesOf, unprovenOf } from '../../../ops/observability/troubles.ts';
import { blankMemory } from '../../../ops/scheduler/memory.ts';
import type { StreamMemory } from '../../../ops/scheduler/memory.ts';
import { HOUR, MINUTE, plannedWith } from '../../support/night-watch.ts';
import { pagos } from '../../support/town.ts';

const now = Date.parse('2026-11-21T01:00:00-05:00');
const GIGA = 2 ** 30;

function streamWith(memory: Partial<StreamMemory> = {}, rows = 0): ObservedStream {
  const planned = plannedWith('hassql', pagos, sqlite({ file: 'ninguno.db' }));
  const quarantine = { rows, pesos: rows === 0 ? {} : { valor: '1250000.50' }, since: now - 3 * HOUR };
  return { planned, memory: { ...blankMemory, freshAt: now - MINUTE, ...memory }, quarantine, lag: 0 };
}

function failing(error: ErrorCode | 'interrumpida', forMs: number): Partial<StreamMemory> {
  const last = { startedAt: now - forMs, endedAt: now - forMs, error, failures: 1, chance: 0 };
  return { past: { ...blankMemory.past, last }, failingSince: now - forMs };
}

/** Its last news were seen so long ago, and no poll has gone well since. */
function unseen(error: ErrorCode, forMs: number): Partial<StreamMemory> {
  const pollFailure = { startedAt: now - MINUTE, endedAt: now - MINUTE, error, failures: 9, chance: 0 };
  return { past: { ...blankMemory.past, pollFailure }, freshAt: now - forMs };
}

function observedWith(changes: Partial<Observed> = {}): Observed {
  return { now, startedAt: now - 100 * HOUR, streams: [], tasks: [], disks: [], ...changes };
}

function told(observed: Observed): readonly string[] {
  return troublesOf(observed, { diskBytes: 5 * GIGA })
    .filter(({ pending }) => !pending)
    .map(({ subject }) => subject);
}

it('una cuarentena dice desde cuándo está su fila más vieja, no cuándo se miró', () => {
  const [found] = troublesOf(observedWith({ streams: [streamWith({}, 3)] }), { diskBytes: 5 * GIGA });

  expect(found).toMatchObject({ subject: 'cuarentena: hassql/recaudo', since: now - 3 * HOUR });
});

it.each<readonly [string, Partial<Observed>, readonly string[]]>([
  ['nada está mal', { streams: [streamWith()] }, []],
  ['una lectura no cuadra', { streams: [streamWith(failing('RUN_UNBALANCED', 0))] }, ['descuadre: hassql/recaudo']],
  [
    'una fuente se encogió',
    { streams: [streamWith(failing('SOURCE_SHRANK', 0))] },
    ['fuente encogida: hassql/recaudo'],
  ],
  ['cambió de columnas', { streams: [streamWith(failing('SOURCE_DRIFTED', 0))] }, ['fuente cambiada: hassql/recaudo']],
  ['hay un archivo malo', { streams: [streamWith(failing('FILE_REFUSED', 0))] }, ['corrida fallida: hassql/recaudo']],
  [
    'no deja entrar, y lo dicen dos flujos',
    { streams: [streamWith(failing('SOURCE_REFUSED', 0)), streamWith(failing('SOURCE_REFUSED', 0))] },
    ['corrida fallida: hassql'],
  ],
  ['está ocupada hace un rato', { streams: [streamWith(failing('SOURCE_BUSY', 14 * MINUTE))] }, []],
  [
    'está ocupada hace mucho',
    { streams: [streamWith(failing('SOURCE_BUSY', 15 * MINUTE))] },
    ['corrida fallida: hassql/recaudo'],
  ],
  ['la corrida se canceló al parar', { streams: [streamWith(failing('CANCELLED', 9 * HOUR))] }, []],
  [
    'murió con el equipo, que acaba de encender',
    { startedAt: now, streams: [streamWith(failing('interrumpida', 9 * HOUR))] },
    [],
  ],
  [
    'nadie sabe de ella hace más de lo declarado',
    { streams: [streamWith({ freshAt: now - 37 * HOUR })] },
    ['atraso: hassql/recaudo'],
  ],
  [
    'atrasada, pero el equipo acaba de encender',
    { startedAt: now, streams: [streamWith({ freshAt: now - 37 * HOUR })] },
    [],
  ],
  ['de día no se alcanza hace un rato', { streams: [streamWith(unseen('SOURCE_UNREACHABLE', 59 * MINUTE))] }, []],
  [
    'de día no se alcanza hace una hora, y lo dicen dos flujos',
    {
      streams: [streamWith(unseen('SOURCE_UNREACHABLE', HOUR)), streamWith(unseen('SOURCE_UNREACHABLE', 2 * HOUR))],
    },
    ['novedades: hassql'],
  ],
  [
    'de día no se alcanza, y de noche tampoco se leyó',
    { streams: [streamWith({ ...unseen('SOURCE_UNREACHABLE', HOUR), ...failing('SOURCE_UNREACHABLE', HOUR) })] },
    ['corrida fallida: hassql'],
  ],
  ['hay filas en cuarentena', { streams: [streamWith({}, 3)] }, ['cuarentena: hassql/recaudo']],
  ['queda poco disco', { disks: [{ place: '/srv', freeBytes: 4 * GIGA, totalBytes: 99 * GIGA }] }, ['disco: /srv']],
  ['queda algo más que poco', { disks: [{ place: '/srv', freeBytes: 5 * GIGA, totalBytes: 99 * GIGA }] }, []],
  ['el bus no contesta', { tasks: [taskFailing('BUS_UNAVAILABLE', 5 * MINUTE)] }, ['bus: relevo']],
  ['el bus parpadea', { tasks: [taskFailing('BUS_UNAVAILABLE', MINUTE)] }, []],
  ['el cargador se detuvo', { tasks: [taskFailing('POSITION_TRIMMED', 5 * MINUTE)] }, ['tarea: relevo']],
  ['el correo no sale', { tasks: [{ ...taskFailing('MAIL_UNAVAILABLE', HOUR), minor: true }] }, []],
])('se avisa, o no, cuando %s', (_when, changes, expected) => {
  expect(told(observedWith(changes))).toEqual(expected);
});

function taskFailing(code: ErrorCode, forMs: number) {
  return { name: 'relevo', minor: false, failing: { since: now - forMs, error: new IntegrationError(code, 'x') } };
}

it('de cada cosa se avisa una vez, otra si crece mucho y otra cuando acaba; lo que aún puede pasar no la cierra', () => {
  const troubles = troublesOf(observedWith({ streams: [streamWith({ ...failing('SOURCE_BUSY', MINUTE) }, 30)] }), {
    diskBytes: 0,
  });
  const notice = (subject: string, level: number) => ({ id: 1, subject, level, openedAt: 0 });
  const quarantine = 'cuarentena: hassql/recaudo';
  const changes = (open: readonly ReturnType<typeof notice>[]) => {
    const { opened, grown, lowered, closed } = noticeChanges(open, troubles, new Set());
    return [opened.map(({ subject }) => subject), grown.length, lowered.length, closed.length];
  };

  expect([
    changes([]),
    changes([notice(quarantine, 30)]),
    changes([notice(quarantine, 21)]),
    changes([notice(quarantine, 20)]),
    changes([notice(quarantine, 31)]),
    changes([notice(quarantine, 30), notice('corrida fallida: hassql/recaudo', 0)]),
    changes([notice(quarantine, 30), notice('disco: /srv', 0)]),
  ]).toEqual([
    [[quarantine], 0, 0, 0],
    [[], 0, 0, 0],
    [[], 0, 0, 0],
    [[], 1, 0, 0],
    [[], 0, 1, 0],
    [[], 0, 0, 0],
    [[], 0, 0, 1],
  ]);
});

it.each<readonly [string, ErrorCode | 'interrumpida' | null, readonly string[]]>([
  ['se canceló', 'CANCELLED', []],
  ['murió', 'interrumpida', []],
  ['no alcanzó la fuente', 'SOURCE_UNREACHABLE', []],
  ['falló de otra manera', 'SOURCE_SHRANK', ['corrida fallida: hassql']],
  ['terminó bien', null, ['descuadre: hassql/recaudo', 'fuente cambiada: hassql/recaudo', 'corrida fallida: hassql']],
])('de lo avisado se dice que acabó sólo lo que la última corrida demuestra: %s', (_how, error, expected) => {
  const memory = error === null ? {} : failing(error, MINUTE);
  const observed = observedWith({ streams: [streamWith(memory)] });
  const subjects = ['descuadre: hassql/recaudo', 'fuente cambiada: hassql/recaudo', 'corrida fallida: hassql'];
  const open = subjects.map((subject, id) => ({ id, subject, level: 0, openedAt: 0 }));

  const { closed } = noticeChanges(open, troublesOf(observed, { diskBytes: 0 }), unprovenOf(observed));

  expect(closed.map(({ subject }) => subject)).toEqual(expected);
});

it('el correo dice qué pasó, desde cuándo, cuánta plata es y qué hacer', () => {
  const [trouble] = troublesOf(observedWith({ streams: [streamWith(failing('SOURCE_SHRANK', HOUR))] }), {
    diskBytes: 0,
  });
  const closed = [{ id: 1, subject: 'disco: /srv', level: 0, openedAt: now - 3 * HOUR }];
  if (!trouble) throw new Error('there is one');
  const opened = [{ trouble, amounts: ['En el libro, hassql/recaudo: 2 registros; valor $ 1.250.000,50'] }];

  const mail = alertMail({ site: 'Pueblo', at: now, opened, grown: [], closed });

  expect(mail).toEqual({
    title: 'Libro Único, Pueblo: en hassql/recaudo desaparecieron más registros de los que se admiten (y 1 aviso más)',
    text: `Pueblo. Libro Único, 2026-11-21 01:00, hora de Bogotá.

NUEVO
- en hassql/recaudo desaparecieron más registros de los que se admiten [SOURCE_SHRANK], desde 2026-11-21 00:00.
  Qué hacer: no se borró nada. Revise la fuente; si es cierto: libro sync con --accept-deletes y el número.
  En el libro, hassql/recaudo: 2 registros; valor $ 1.250.000,50

RESUELTO
- disco: /srv (avisado el 2026-11-20 22:00)

Se avisa una vez de cada cosa, y otra cuando se resuelve. Qué tan al día está todo: libro status.
`,
  });
});

it('la salud es mala cuando no se puede confiar en el libro, y pide atención cuando algo puede esperar', () => {
  const stateOf = (changes: Partial<Observed>): string => {
    const observed = observedWith(changes);
    return healthOf(observed, troublesOf(observed, { diskBytes: 5 * GIGA })).state;
  };

  expect([
    stateOf({ streams: [streamWith()] }),
    stateOf({ streams: [streamWith({}, 3)] }),
    stateOf({ streams: [streamWith(failing('SOURCE_DRIFTED', 0))] }),
    stateOf({ streams: [streamWith(failing('RUN_UNBALANCED', 0))] }),
    stateOf({ streams: [streamWith({ freshAt: now - 37 * HOUR })] }),
    stateOf({ tasks: [taskFailing('LEDGER_UNAVAILABLE', 0)] }),
    stateOf({ tasks: [{ ...taskFailing('MAIL_UNAVAILABLE', HOUR), minor: true }] }),
  ]).toEqual(['bien', 'atención', 'atención', 'mal', 'mal', 'mal', 'bien']);
});

it('las métricas dicen los pesos con todas sus cifras, y escapan los nombres', () => {
  const counts = new Counts();
  counts.of('hassql/recaudo').centavos.set('valor published', -900_719_925_474_099_312n);
  const disks = [{ place: 'C:\\libro "1"', freeBytes: 1, totalBytes: 2 }];

  const text = metricsText(observedWith({ streams: [streamWith({}, 2)], disks }), counts, 1024);

  const lines = text.split('\n');
  expect(lines).toContain(
    'libro_pesos_total{stream="hassql/recaudo",field="valor",outcome="published"} -9007199254740993.12',
  );
  expect(lines).toContain('libro_quarantine_pesos{stream="hassql/recaudo",field="valor"} 1250000.50');
  expect(lines).toContain(String.raw`libro_disk_free_bytes{place="C:\\libro \"1\""} 1`);
  expect(
    lines.filter((line) => !/^(# (HELP|TYPE) libro_\w+ .+|libro_\w+(\{.+\})? -?\d+(\.\d+)?|)$/.test(line)),
  ).toEqual([]);
});
