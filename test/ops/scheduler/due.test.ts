import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorPolicies } from '../../../schemas/errors.ts';
import type { ErrorCode } from '../../../schemas/errors.ts';
import { backoffMs, LONGEST_WAIT_MS } from '../../../ops/scheduler/backoff.ts';
import type { Attempt } from '../../../ops/scheduler/backoff.ts';
import { nightAt } from '../../../ops/scheduler/calendar.ts';
import { duePolls, dueReads, mayReadNews, noPast, PATIENCE_MS } from '../../../ops/scheduler/due.ts';
import type { Situation, StreamPast, StreamPlan } from '../../../ops/scheduler/due.ts';

const at = (text: string): number => Date.parse(`${text}:00-05:00`);
const night = { from: 22 * 60, to: 5 * 60 };
const opened = at('2026-11-20T22:00');

function planOf(origin: string, changes: Partial<StreamPlan> = {}): StreamPlan {
  return { origin, source: origin.split('/')[0] ?? '', night, makeUp: true, pollMs: null, ...changes };
}

function situationWith(changes: Partial<Situation>): Situation {
  return { now: at('2026-11-20T22:10'), configuredAt: 0, plans: [], pasts: new Map(), busy: new Map(), ...changes };
}

function failedWith(error: Attempt['error'], changes: Partial<Attempt> = {}): Attempt {
  return { startedAt: opened, endedAt: opened + 1000, error, failures: 1, chance: 0, ...changes };
}

function readAt(wholeAt: number): StreamPast {
  const last = { startedAt: wholeAt, endedAt: wholeAt + 1000, error: null, failures: 0, chance: 0 };
  return { ...noPast, wholeAt, last, wholeMs: 1000 };
}

/** Is the stream, alone, due to be read? */
function isDue(past: StreamPast, now: number, changes: Partial<StreamPlan & Situation> = {}): boolean {
  const plan = planOf('hassql/recaudo', changes);
  const pasts = new Map([[plan.origin, past]]);
  return dueReads(situationWith({ now, plans: [plan], pasts, configuredAt: changes.configuredAt ?? 0 })).length > 0;
}

describe('de noche', () => {
  it('se lee una vez, y no otra hasta que abra la siguiente', () => {
    const past = readAt(at('2026-11-19T22:05'));
    const done = readAt(at('2026-11-20T22:05'));

    const due = [
      isDue(past, at('2026-11-20T21:59')),
      isDue(past, at('2026-11-20T22:00')),
      isDue(done, at('2026-11-20T22:06')),
      isDue(done, at('2026-11-21T21:59')),
      isDue(done, at('2026-11-21T22:00')),
    ];

    expect(due).toEqual([false, true, false, false, true]);
  });

  it('una noche que se perdió se repone de día, una sola vez, salvo que el sitio diga que no', () => {
    const before = readAt(at('2026-11-17T22:05'));
    const morning = at('2026-11-20T08:00');

    const due = [
      isDue(before, morning),
      isDue(before, morning, { makeUp: false }),
      isDue(readAt(morning), at('2026-11-20T08:10')),
      isDue(before, at('2026-11-20T22:00'), { makeUp: false }),
    ];

    expect(due).toEqual([true, false, false, true]);
  });

  it('una fuente va tras otra en el orden declarado, y la que espera después de un fallo no detiene a las demás', () => {
    const plans = [planOf('pct/cuenta'), planOf('pct/rubro'), planOf('hassql/predio'), planOf('chip/saldo')];
    const failed = { ...noPast, last: failedWith('SOURCE_BUSY', { endedAt: at('2026-11-20T22:10') }) };
    const read = readAt(opened);

    const first = dueReads(situationWith({ plans }));
    const busy = dueReads(situationWith({ plans, busy: new Map([['pct', opened]]) }));
    const second = dueReads(
      situationWith({
        plans,
        pasts: new Map([
          ['pct/cuenta', failed],
          ['pct/rubro', read],
        ]),
      }),
    );

    expect([first, busy, second]).toEqual([['pct/cuenta'], [], ['hassql/predio']]);
  });

  it('una fuente que tarda demasiado ya no hace esperar a las siguientes', () => {
    const plans = [planOf('pct/cuenta'), planOf('hassql/predio')];
    const now = opened + PATIENCE_MS;

    const due = [now - 1, now].map((moment) =>
      dueReads(situationWith({ now: moment, plans, busy: new Map([['pct', opened]]) })),
    );

    expect(due).toEqual([[], ['hassql/predio']]);
  });

  it('una fuente que no se alcanza no se intenta flujo por flujo', () => {
    const plans = [planOf('pct/cuenta'), planOf('pct/rubro')];
    const down = { ...noPast, last: failedWith('SOURCE_UNREACHABLE') };
    const drifted = { ...noPast, last: failedWith('SOURCE_DRIFTED') };
    const dueAfter = (past: StreamPast): readonly string[] =>
      dueReads(situationWith({ now: opened + 5000, plans, pasts: new Map([['pct/cuenta', past]]) }));

    const due = [dueAfter(down), dueAfter(drifted)];

    expect(due).toEqual([[], ['pct/rubro']]);
  });
});

describe('después de un fallo', () => {
  const codes = Object.keys(errorPolicies) as ErrorCode[];
  const code = fc.constantFrom(...codes);

  it('lo que se puede reintentar se reintenta tras la espera, y lo demás en la noche siguiente', () => {
    const chance = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
    const failures = fc.integer({ min: 1, max: 200 });
    const offset = fc.integer({ min: 0, max: 23 * 3_600_000 });

    fc.assert(
      fc.property(code, chance, failures, offset, (error, drawn, count, after) => {
        const last = failedWith(error, { chance: drawn, failures: count });
        const now = last.endedAt + after;
        const due = isDue({ ...noPast, last }, now);

        expect(due).toBe(errorPolicies[error].retry && after >= backoffMs(count, drawn));
        expect(isDue({ ...noPast, last }, nightAt(night, now).next)).toBe(true);
      }),
    );
  });

  it('la espera crece, nunca pasa de un cuarto de hora y el azar quita como mucho la mitad', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.double({ min: 0, max: 1, noNaN: true }), (count, chance) => {
        const wait = backoffMs(count, chance);

        return wait <= LONGEST_WAIT_MS && wait <= backoffMs(count + 1, chance) && wait * 2 >= backoffMs(count, 0) - 1;
      }),
    );
  });

  it('la configuración leída de nuevo vale un intento; un proceso que murió espera su turno', () => {
    const configuredAt = opened + 60_000;
    const dueAfter = (error: Attempt['error']): boolean =>
      isDue({ ...noPast, last: failedWith(error, { endedAt: configuredAt - 1 }) }, configuredAt, { configuredAt });

    const due = [dueAfter('SOURCE_REFUSED'), dueAfter('SOURCE_UNREACHABLE'), dueAfter('interrumpida')];

    expect(due).toEqual([true, true, false]);
  });
});

describe('novedades', () => {
  const poll = { pollMs: 500 };

  it('se pregunta cada tanto por lo que ya se leyó entero; de una fuente, lo que más ha esperado', () => {
    const plans = [planOf('pct/cuenta', poll), planOf('pct/rubro', poll), planOf('chip/saldo', poll)];
    const now = at('2026-11-20T23:00');
    const polled = (ago: number): StreamPast => ({ ...readAt(opened), polledAt: now - ago });
    const pasts = new Map([
      ['pct/cuenta', polled(600)],
      ['pct/rubro', polled(700)],
    ]);

    const due = duePolls(situationWith({ now, plans, pasts }));
    const tooSoon = duePolls(situationWith({ now: now - 250, plans, pasts }));

    expect([due, tooSoon]).toEqual([['pct/rubro'], []]);
  });

  it('una fuente que está trabajando no se interrumpe, y una lectura entera le da descanso', () => {
    const plans = [planOf('pct/cuenta', poll)];
    const read = { ...readAt(opened), wholeMs: 60_000 };
    const pasts = new Map([['pct/cuenta', read]]);
    const dueAt = (now: number, busy = new Map<string, number>()): boolean =>
      duePolls(situationWith({ now, plans, pasts, busy })).length > 0;
    const rested = opened + 1000 + 4 * 60_000;

    const due = [dueAt(rested - 1), dueAt(rested), dueAt(rested, new Map([['pct', rested]]))];

    expect(due).toEqual([false, true, false]);
  });

  it('a una fuente que no deja entrar no se le vuelve a preguntar hasta la noche', () => {
    const plans = [planOf('pct/cuenta', poll), planOf('pct/rubro', poll)];
    const refused = { ...readAt(opened), polledAt: opened, pollFailure: failedWith('SOURCE_REFUSED') };
    const pasts = new Map([
      ['pct/cuenta', refused],
      ['pct/rubro', readAt(opened)],
    ]);
    const dueAt = (now: number): readonly string[] => duePolls(situationWith({ now, plans, pasts }));

    const due = [dueAt(at('2026-11-21T21:59')), dueAt(at('2026-11-21T22:00'))];

    expect(due).toEqual([[], ['pct/cuenta']]);
  });

  it('lo que falló sin remedio se vuelve a leer sólo si la fuente es otra desde entonces', () => {
    const past = { ...noPast, last: failedWith('SOURCE_DRIFTED') };
    const later = situationWith({ now: opened + 60_000 });

    const may = [mayReadNews(later, past, false), mayReadNews(later, past, true)];

    expect(may).toEqual([false, true]);
  });
});

/** How often each stream was read well in a night in which runs end as told. */
function nightOf(plans: readonly StreamPlan[], outcomes: readonly (ErrorCode | null)[]) {
  const pasts = new Map<string, StreamPast>();
  const good = new Map<string, number>();
  let drawn = 0;
  for (let now = opened; now < opened + 7 * 3_600_000; now += 30_000) {
    for (const origin of dueReads(situationWith({ now, plans, pasts }))) {
      const error = outcomes[drawn++] ?? null;
      const failures = (pasts.get(origin)?.last?.failures ?? 0) + 1;
      const failed = { ...noPast, last: failedWith(error, { startedAt: now, endedAt: now, failures }) };
      pasts.set(origin, error === null ? readAt(now) : failed);
      if (error === null) good.set(origin, (good.get(origin) ?? 0) + 1);
    }
  }
  return plans.map(({ origin }) => ({ good: good.get(origin) ?? 0, error: pasts.get(origin)?.last?.error }));
}

it('una noche cualquiera, con fallos cualesquiera, acaba con cada flujo leído una vez o a la espera', () => {
  const outcome = fc.constantFrom<ErrorCode | null>(null, null, 'SOURCE_BUSY', 'SOURCE_DRIFTED', 'SOURCE_UNREACHABLE');
  const plans = ['a/1', 'a/2', 'b/1', 'c/1'].map((origin) => planOf(origin));

  fc.assert(
    fc.property(fc.array(outcome, { minLength: 1, maxLength: 40 }), (outcomes) => {
      for (const { good, error } of nightOf(plans, outcomes)) expect(good).toBe(error === 'SOURCE_DRIFTED' ? 0 : 1);
    }),
  );
});
