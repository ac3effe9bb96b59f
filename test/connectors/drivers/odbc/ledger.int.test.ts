import { afterAll, beforeAll, expect, test } from 'vitest';
import { odbc } from '../../../../connectors/drivers/odbc/index.ts';
import { openEmbedded } from '../../../../pipelines/database/embedded.ts';
import { sourceState } from '../../../properties/ledger-state.ts';
import { manyPagos } from '../../../properties/source-edits.ts';
import { TestLibro } from '../../../support/libro.ts';
import { need } from '../../../support/need.ts';
import { numbersFrom } from '../../../support/numbers.ts';
import { odbcChildren } from '../../../support/odbc-children.ts';
import { missingOdbc, ODBC_ENVIRONMENT, odbcDriver } from '../../../support/odbc-drivers.ts';
import { Town, pagos } from '../../../support/town.ts';

const missing = missingOdbc('libsqlite3odbc.so', 'libsqliteodbc');

need(
  'SQLite by ODBC',
  missing === null,
  missing ?? '',
)('un libro que se carga por ODBC', () => {
  let libro: TestLibro;
  beforeAll(async () => {
    libro = await TestLibro.open(await openEmbedded(null, new AbortController().signal));
  });
  afterAll(() => libro.database[Symbol.asyncDispose]());

  test('queda como el que se cargó sin ODBC y sin tropiezos, aunque el proceso hijo muera en cualquier punto', async () => {
    using town = new Town(manyPagos());
    const byOdbc = odbc({
      dialect: 'sqlite',
      connection: `Driver=${odbcDriver('libsqlite3odbc.so') ?? ''};Database=${town.file}`,
      environment: ODBC_ENVIRONMENT,
    });
    const stream = { ...pagos, table: 'PAGOS' };
    await libro.run(pagos, town.driver, { source: 'calma' });
    let points = 0;
    const whole = await libro.run(stream, byOdbc, {
      source: 'entera',
      at: () => {
        points += 1;
        return Promise.resolve();
      },
    });

    const outcomes: (string | null)[] = [];
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const last = Math.floor(numbersFrom(seed)() * points);
      let point = 0;
      const run = await libro.run(stream, byOdbc, {
        source: 'accidentada',
        full: true,
        at: () => {
          if (point === last) for (const pid of odbcChildren()) process.kill(pid, 'SIGKILL');
          point += 1;
          return Promise.resolve();
        },
      });
      outcomes.push(run.error?.code ?? null);
    }
    const end = await libro.run(stream, byOdbc, { source: 'accidentada' });

    expect([whole.error, end.error]).toEqual([null, null]);
    expect(outcomes).toContain('SOURCE_UNREACHABLE');
    expect(outcomes.filter((code) => code !== null && code !== 'SOURCE_UNREACHABLE')).toEqual([]);
    const calm = await sourceState(libro, 'calma/recaudo');
    expect(calm.libro.length).toBeGreaterThan(1000);
    expect(await sourceState(libro, 'entera/recaudo')).toEqual(calm);
    expect(await sourceState(libro, 'accidentada/recaudo')).toEqual(calm);
  }, 300_000);
});
