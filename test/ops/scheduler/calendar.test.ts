import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bogotaDay, bogotaTime } from '../../../ops/bogota.ts';
import { nightAt } from '../../../ops/scheduler/calendar.ts';

const at = (text: string): number => Date.parse(`${text}:00-05:00`);
const overMidnight = { from: 22 * 60, to: 5 * 60 };

it('antes de medianoche, después y de día, la noche que abrió es la misma', () => {
  const night = { opens: at('2026-11-20T22:00'), closes: at('2026-11-21T05:00'), next: at('2026-11-21T22:00') };

  const nights = ['2026-11-20T22:00', '2026-11-21T04:59', '2026-11-21T21:59'].map((time) =>
    nightAt(overMidnight, at(time)),
  );

  expect(nights).toEqual([night, night, night]);
});

it('una noche que no pasa de medianoche abre y cierra el mismo día', () => {
  const night = nightAt({ from: 60, to: 240 }, at('2026-11-21T00:59'));

  expect(night).toEqual({
    opens: at('2026-11-20T01:00'),
    closes: at('2026-11-20T04:00'),
    next: at('2026-11-21T01:00'),
  });
});

it('de una hora a la misma hora es el día entero', () => {
  const night = nightAt({ from: 60, to: 60 }, at('2026-11-21T00:30'));

  expect(night.closes).toBe(night.next);
});

it('la noche que abrió es siempre la última: ni en el futuro ni de hace más de un día', () => {
  const minute = fc.integer({ min: 0, max: 1439 });
  const moment = fc.integer({ min: at('2020-01-01T00:00'), max: at('2040-01-01T00:00') });

  fc.assert(
    fc.property(minute, minute, moment, (from, to, now) => {
      const { opens, closes, next } = nightAt({ from, to }, now);

      return opens <= now && now < next && next - opens === 86_400_000 && opens < closes && closes <= next;
    }),
  );
});

it('el día y la hora son los de Bogotá', () => {
  const moment = Date.parse('2026-11-21T03:30:00Z');

  expect([bogotaDay(moment), bogotaTime(moment)]).toEqual(['2026-11-20', '2026-11-20 22:30']);
});
