import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { byVigencia, whole } from '../../connectors/scope.ts';
import type { Stream } from '../../connectors/source.ts';
import type { RunTask } from '../../pipelines/capture/run-task.ts';
import { openEmbedded } from '../../pipelines/database/embedded.ts';
import { TestLibro } from '../support/libro.ts';
import { Town, pagos } from '../support/town.ts';
import { checkpoints, openRejections, sourceState, standing } from './ledger-state.ts';
import { edits, manyPagos } from './source-edits.ts';
import type { Edit } from './source-edits.ts';

/** The n-th point that a synchronisation passes is its last: it throws there, or its signal fires. */
interface Interruption {
  readonly point: number;
  readonly how: 'throws' | 'is cancelled';
}

interface Round {
  readonly edits: readonly Edit[];
  readonly full: boolean;
  readonly interruptions: readonly Interruption[];
}

const rounds: fc.Arbitrary<readonly Round[]> = fc.array(
  fc.record({
    edits: fc.array(edits, { maxLength: 4 }),
    full: fc.boolean(),
    interruptions: fc.array(
      fc.record({ point: fc.integer({ min: 1, max: 30 }), how: fc.constantFrom('throws', 'is cancelled') }),
      { maxLength: 2 },
    ),
  }),
  { minLength: 1, maxLength: 3 },
);

const streams: readonly (readonly [string, Stream])[] = [
  ['one whole scope', { ...pagos, scope: whole(), mayVanish: 1 }],
  ['a scope per vigencia', { ...pagos, scope: byVigencia('VIGENCIA', { last: 2 }), mayVanish: 1 }],
];

/** A failure is shrunk for so long and no longer. */
const patience = { interruptAfterTimeLimit: 240_000 };

let libro: TestLibro;
let sources = 0;

beforeAll(async () => {
  libro = await TestLibro.open(await openEmbedded(null, new AbortController().signal));
});
afterAll(() => libro.database[Symbol.asyncDispose]());

describe.each(streams)('a stream of %s', (_kind, stream) => {
  const calmSync = async (source: string, town: Town, full: boolean): Promise<void> => {
    const report = await libro.sync(libro.task(stream, town.driver, { source, full }));
    const failure = report.error ?? report.runs[0]?.error ?? null;
    if (failure) throw new Error(`${failure.code}: ${failure.message}`);
  };

  test('a run aborted at any point and resumed ends in the same ledger as one left alone', async () => {
    const sameInTheEnd = fc.asyncProperty(rounds, async (course) => {
      const [calm, disturbed] = twoSources();
      using town = new Town(manyPagos());

      for (const round of course) {
        for (const { sql } of round.edits) town.run(sql);
        await calmSync(calm, town, round.full);
        for (const interruption of round.interruptions) {
          await libro.sync(
            interrupted(libro.task(stream, town.driver, { source: disturbed, full: round.full }), interruption),
          );
        }
        await calmSync(disturbed, town, round.full);

        const [expected, actual] = [
          await sourceState(libro, `${calm}/recaudo`),
          await sourceState(libro, `${disturbed}/recaudo`),
        ];
        for (const part of ['libro', 'historia', 'cuarentena', 'conocido'] as const) {
          expect(differences(actual[part], expected[part]), part).toEqual([]);
        }
      }
    });

    await fc.assert(sameInTheEnd, { numRuns: 12, ...patience });
  }, 600_000);

  test('whatever the source did around an abort, the next run says what the source says', async () => {
    const sameStanding = fc.asyncProperty(rounds, fc.array(edits, { maxLength: 3 }), async (course, meanwhile) => {
      const [calm, disturbed] = twoSources();
      using town = new Town(manyPagos());

      for (const round of course) {
        for (const { sql } of round.edits) town.run(sql);
        for (const interruption of round.interruptions) {
          await libro.sync(
            interrupted(libro.task(stream, town.driver, { source: disturbed, full: true }), interruption),
          );
          for (const { sql } of meanwhile) town.run(sql);
        }
      }
      town.run(
        "delete from PAGOS where NUM_RECIBO is null; update PAGOS set FEC_PAGO = '2026-03-05', VLR_PAGADO = replace(VLR_PAGADO, 'N/A', '1.00')",
      );
      town.run(
        'delete from PAGOS where rowid not in (select min(rowid) from PAGOS group by VIGENCIA, trim(NUM_RECIBO))',
      );
      await calmSync(calm, town, true);
      await calmSync(disturbed, town, true);

      const [expected, actual] = [
        await standing(libro, `${calm}/recaudo`),
        await standing(libro, `${disturbed}/recaudo`),
      ];
      expect(differences(actual, expected)).toEqual([]);
      expect(await openRejections(libro, `${disturbed}/recaudo`)).toEqual([]);
    });

    await fc.assert(sameStanding, { numRuns: 8, ...patience });
  }, 600_000);

  test('checkpoints never go back, and a run with nothing new moves none but the turn', async () => {
    const forward = fc.asyncProperty(rounds, async (course) => {
      const [source] = twoSources();
      using town = new Town(manyPagos(300));
      const seen: (readonly number[])[] = [];

      for (const round of course) {
        for (const { sql } of round.edits) town.run(sql);
        for (const interruption of round.interruptions) {
          await libro.sync(interrupted(libro.task(stream, town.driver, { source, full: round.full }), interruption));
          seen.push(await checkpoints(libro, `${source}/recaudo`));
        }
        await calmSync(source, town, round.full);
        seen.push(await checkpoints(libro, `${source}/recaudo`));
      }
      await calmSync(source, town, true);
      const last = await checkpoints(libro, `${source}/recaudo`);
      await calmSync(source, town, true);
      const again = await checkpoints(libro, `${source}/recaudo`);

      const back = seen.filter((now, at) => now.some((value, place) => value < (seen[at - 1]?.[place] ?? 0)));
      expect(back).toEqual([]);
      expect(again.slice(1)).toEqual(last.slice(1));
    });

    await fc.assert(forward, { numRuns: 8, ...patience });
  }, 600_000);
});

/** Names of sources that nobody has used. */
function twoSources(): readonly [string, string] {
  sources += 1;
  return [`calma${String(sources)}`, `estorbo${String(sources)}`];
}

function interrupted(task: RunTask, { point, how }: Interruption): RunTask {
  const stop = new AbortController();
  let passed = 0;
  const at = (): Promise<void> => {
    passed += 1;
    if (passed < point) return Promise.resolve();
    if (how === 'throws') return Promise.reject(new Error('the process stopped here'));
    stop.abort();
    return Promise.resolve();
  };
  return { ...task, at, signal: stop.signal };
}

/** What is on one side only; comparing whole tables would print them. */
function differences(actual: readonly unknown[], expected: readonly unknown[]): readonly string[] {
  const surplus = (of: readonly unknown[], over: readonly unknown[], mark: string): string[] => {
    const left = new Map<unknown, number>();
    for (const row of over) left.set(row, (left.get(row) ?? 0) + 1);
    return of
      .filter((row) => {
        const count = left.get(row) ?? 0;
        left.set(row, count - 1);
        return count <= 0;
      })
      .map((row) => `${mark} ${String(row)}`);
  };
  return [...surplus(actual, expected, '+'), ...surplus(expected, actual, '-')].slice(0, 6);
}
