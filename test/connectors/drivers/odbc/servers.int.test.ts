import { afterAll, beforeAll, expect, test } from 'vitest';
import { batchesOf, never } from '../../../contracts/driver-factory.ts';
import { driverContract } from '../../../contracts/driver.contract.ts';
import { MariadbServer, missingMariadb } from '../../../support/mariadb.ts';
import { need } from '../../../support/need.ts';
import { odbcChildren, peakMemoryMb } from '../../../support/odbc-children.ts';
import { missingOdbc } from '../../../support/odbc-drivers.ts';
import { missingPostgres } from '../../../support/postgres.ts';
import { mariadbBench, mariadbFactory } from './mariadb-subjects.ts';
import { freetdsFactory } from './sqlserver-subjects.ts';
import { postgresqlBench, postgresqlFactory } from './postgresql-subjects.ts';

const noPostgresql = missingOdbc('psqlodbcw.so', 'odbc-postgresql') ?? missingPostgres(15);
need(
  'PostgreSQL by ODBC',
  noPostgresql === null,
  noPostgresql ?? '',
)('PostgreSQL by ODBC', () => {
  driverContract('odbc, PostgreSQL', postgresqlFactory);

  test('every type arrives exact, and a table is found by its key of two columns', async () => {
    const bench = await postgresqlBench();
    await bench.run(
      `CREATE TABLE "Año 2025" (A int, "Ñ" text, F4 real, F8 double precision, B boolean, BY bytea, TS timestamptz, U uuid, M money, PRIMARY KEY ("Ñ", A))`,
    );
    await bench.run(
      `INSERT INTO "Año 2025" SELECT i % 7, E'clave \\\\''' || i, 0.1, 0.1, i % 2 = 0, '\\x0a0b', '2025-03-01 00:00:00-05', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 1.5 FROM generate_series(1, 450) i`,
    );
    await using connection = await bench.driver().connect(never);
    const columns = ['a', 'Ñ', 'f4', 'f8', 'b', 'by', 'u', 'm'];

    const batches = connection.read({ table: 'Año 2025', columns, where: [], orderBy: [], batchSize: 1000 }, never);
    const rows = (await batchesOf(batches)).flat();

    expect(rows).toHaveLength(450);
    expect(rows.find(([, key]) => key === "clave \\'8")).toEqual([
      ...[1, "clave \\'8", 0.1, 0.1, true, Buffer.from([10, 11]), 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '1.50'],
    ]);
    expect(new Set(rows.map(([, key]) => key)).size).toBe(450);
    expect(await connection.uniqueOn?.('Año 2025', ['a', 'Ñ'], never)).toBe(true);
  });
});

const noMariadb = missingOdbc('libmaodbc.so', 'odbc-mariadb') ?? missingMariadb();
need(
  'MariaDB by ODBC',
  noMariadb === null,
  noMariadb ?? '',
)('MariaDB by ODBC', () => {
  let server: MariadbServer;
  beforeAll(async () => {
    server = await MariadbServer.open();
  }, 120_000);
  afterAll(() => server[Symbol.asyncDispose]());

  driverContract(
    'odbc, MariaDB',
    mariadbFactory(() => server),
  );

  test('every type arrives exact, and a table is read along its key of two columns', async () => {
    const bench = mariadbBench(server);
    await bench.run(
      `CREATE TABLE \`Año 2025\` (A INT NOT NULL, \`Ñ\` VARCHAR(40) NOT NULL, F4 FLOAT, F8 DOUBLE, BI BIT(4), BY1 VARBINARY(4), Y YEAR, U BIGINT UNSIGNED, T TIME, CERO DATE, PRIMARY KEY (\`Ñ\`, A))`,
    );
    await bench.run(
      `SET sql_mode = ''; INSERT INTO \`Año 2025\` SELECT seq % 7, CONCAT('clave \\\\''', seq), 0.1, 0.1, 5, x'0A0B', 2025, 18446744073709551615, '12:00:01', '0000-00-00' FROM seq_1_to_450`,
    );
    await using connection = await bench.driver().connect(never);
    const columns = ['A', 'Ñ', 'F4', 'F8', 'BI', 'BY1', 'Y', 'U', 'T', 'CERO'];

    const batches = connection.read({ table: 'Año 2025', columns, where: [], orderBy: [], batchSize: 1000 }, never);
    const rows = (await batchesOf(batches)).flat();

    expect(rows).toHaveLength(450);
    expect(rows.find(([, key]) => key === "clave \\'8")).toEqual([
      ...[
        1,
        "clave \\'8",
        0.1,
        0.1,
        5,
        Buffer.from([10, 11]),
        2025,
        18_446_744_073_709_551_615n,
        '12:00:01',
        '0000-00-00',
      ],
    ]);
    expect(new Set(rows.map(([, key]) => key)).size).toBe(450);
    expect(await connection.uniqueOn?.('Año 2025', ['A', 'Ñ'], never)).toBe(true);
  });

  test('a million rows leave the child below 300 MB', async () => {
    const bench = mariadbBench(server);
    await bench.run('CREATE TABLE T (ID INT NOT NULL PRIMARY KEY, NOMBRE VARCHAR(60), VALOR DECIMAL(19,2))');
    await bench.run(`INSERT INTO T SELECT seq, CONCAT('Contribuyente número ', seq), seq / 100 FROM seq_1_to_1000000`);
    await using connection = await bench.driver().connect(never);
    const [pid = 0] = odbcChildren();
    const request = { table: 'T', columns: ['NOMBRE', 'VALOR'], where: [], orderBy: [], batchSize: 2000 };

    let [count, cents] = [0, 0n];
    for await (const batch of connection.read(request, never)) {
      count += batch.length;
      cents += batch.reduce((sum, [, valor]) => sum + BigInt(String(valor).replace('.', '')), 0n);
    }

    expect([count, cents]).toEqual([1_000_000, 500_000_500_000n]);
    expect(await connection.sum?.('T', ['VALOR'], [], never)).toEqual(['5000005000.00']);
    expect(peakMemoryMb(pid)).toBeLessThan(300);
  }, 600_000);
});

const noFreetds = missingOdbc('libtdsodbc.so', 'tdsodbc');
need(
  'FreeTDS by ODBC',
  noFreetds === null,
  noFreetds ?? '',
)('SQL Server by FreeTDS', () => {
  driverContract('odbc, SQL Server by FreeTDS', freetdsFactory);
});
