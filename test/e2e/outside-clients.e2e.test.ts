import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { topicOf } from '../../schemas/entity.ts';
import { hassql } from '../../connectors/sources/hassql.ts';
import { pct } from '../../connectors/sources/pct.ts';
import type { Source, Stream } from '../../connectors/source.ts';
import { generateDemo } from '../../ops/demo/generate-demo.ts';
import type { Database } from '../../pipelines/database/database.ts';
import { biAccess } from '../support/bi-access.ts';
import { centavos } from '../support/centavos.ts';
import { commandLine } from '../support/command-line.ts';
import { describeOnKafka } from '../support/kafka/describe-on-kafka.ts';
import { lastRecords, messagesOf, missingKcat } from '../support/kafka/kcat.ts';
import { ManagedFolder, missingManaged, serverUser } from '../support/managed.ts';
import { missingPsql, psql } from '../support/psql.ts';
import { shell } from '../support/shell.ts';
import { PASSWORD, type TdsServer } from '../support/tds/server.ts';
import { moneyColumnsOf, openStandIn } from '../support/tds/stand-in.ts';
import { missingFreetds, runTsql } from '../support/tds/tests/freetds-client.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

interface Told {
  readonly source: Source;
  readonly stream: Stream;
  readonly origin: string;
  readonly amounts: readonly string[];
}

/** What the demo has in SQL Server and is read a record a row, the row as it is now. */
const plain: readonly Told[] = [hassql, pct].flatMap((source) =>
  source.streams
    .filter(({ rows, where, scope }) => rows.length + where.length === 0 && scope.kind !== 'photograph')
    .map((stream) => {
      const amounts = [...moneyColumnsOf(stream).keys()];
      return { source, stream, origin: `${source.id}/${stream.id}`, amounts };
    }),
);

type Amounts = Readonly<Record<string, string | null>>;

/** How many rows a client got of a stream, and how many centavos they make. */
function totals({ origin, amounts }: Told, rows: readonly Amounts[]): string {
  const sums = amounts.map((name) => {
    const all = rows.map((row) => row[name] ?? null).filter((amount) => amount !== null);
    return `${name}=${String(all.reduce((sum, amount) => sum + centavos(amount), 0n))}`;
  });
  return [origin, String(rows.length), ...sums].join(' ');
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line !== '');
}

// One after the other on one town: each test starts from what the one before left.
describeOnKafka(
  'los clientes de afuera ven lo mismo que libro query en el municipio de la demo',
  {},
  (broker) => {
    const folder = mkdtempSync(join(tmpdir(), 'de afuera (ñ) '));
    const { libro } = commandLine(folder);
    const servers = new Map<string, TdsServer>();
    let cluster: ManagedFolder;
    let held: Database;
    /** Those of which every row is a record. */
    let streams: readonly Told[];
    let expected: readonly string[];

    const serverOf = ({ id }: Source): TdsServer => {
      const server = servers.get(id);
      if (!server) throw new Error(`no server has ${id}`);
      return server;
    };
    const driver = (source: Source): string => {
      const { host, port, database } = serverOf(source);
      return `drivers.sqlserver({ server: '${host}', port: ${String(port)}, database: '${database}', user: 'lector',
        password: secret('LIBRO_PRUEBA_CLAVE'), encrypt: false })`;
    };
    const sync = async (): Promise<void> => {
      const { code, err } = await libro('sync');
      expect([code, err]).toEqual([0, '']);
    };
    const ask = async <Row>(sql: string): Promise<readonly Row[]> => {
      const { out, err } = await libro('query', sql, '--rol', 'hacienda', '--format', 'ndjson');
      expect(err).toBe('');
      return linesOf(out).map((line) => JSON.parse(line) as Row);
    };

    beforeAll(async () => {
      vi.stubEnv('LIBRO_PRUEBA_CLAVE', PASSWORD);
      generateDemo(folder, { seed: 9, predios: 100 });
      for (const source of [hassql, pct]) {
        servers.set(source.id, await openStandIn(source, join(folder, `${source.id}.db`)));
      }
      cluster = await ManagedFolder.made();
      // As «libro up» does: each command would start and stop it otherwise.
      held = await cluster.open();
      const ledger = JSON.stringify({ managed: cluster.path, user: serverUser });
      const config = join(folder, 'libro.config.ts');
      const text = readFileSync(config, 'utf8')
        .replace('drivers }', 'drivers, secret }')
        .replace(`{ embedded: './libro' }`, `${ledger}, bus: { kafka: { brokers: ['${broker().bootstrap}'] } }`)
        .replace(/drivers\.sqlite\(\{ file: '\.\/hassql\.db'.*?\}\)/, driver(hassql))
        .replace(/drivers\.sqlite\(\{ file: '\.\/pct\.db'.*?\}\)/, driver(pct));
      writeFileSync(config, text);
      await libro('sync');
      // Mends what the demo spoils, and lives on: changes, deletes, an ñ in a key.
      await serverOf(hassql).local().run(`
        UPDATE dbo.PAGOS SET FEC_PAGO = '2026-02-28' WHERE FEC_PAGO = '2026-02-31';
        DELETE FROM dbo.PAGOS WHERE RIGHT(NUM_RECIBO, 1) = N'\u00a0';
        UPDATE dbo.PAGOS SET VLR_PAGADO = 0.10 WHERE VIGENCIA = 2026 AND RIGHT(NUM_RECIBO, 1) = '3';
        UPDATE dbo.PAGOS SET NUM_RECIBO = N'Ñ-7' WHERE VIGENCIA = 2026 AND NUM_RECIBO = '000007';
        DELETE FROM dbo.PAGOS WHERE VIGENCIA = 2026 AND RIGHT(NUM_RECIBO, 1) = '5'`);
      await serverOf(pct).local().run(`
        UPDATE dbo.MOVIMIENTOS SET DEBITO = -42.50 WHERE VIGENCIA = 2026 AND CONSECUTIVO = 2;
        DELETE FROM dbo.MOVIMIENTOS WHERE VIGENCIA = 2026 AND CONSECUTIVO = 3`);
      await sync();
      const { out } = await libro('quarantine', 'list', '--json');
      streams = plain.filter(({ origin }) => !out.includes(`"${origin}"`));
      const queries = streams.map(({ origin, stream, amounts }) => {
        const values = amounts.map((name) => `'${name}', ${name}::text`).join(', ');
        return `select '${origin}' as flujo, json_build_object(${values})::text as montos from libro.${stream.entity.name}
                 where _origen = '${origin}' and _eliminado_en is null`;
      });
      const rows = await ask<{ readonly flujo: string; readonly montos: string }>(queries.join(' union all '));
      expected = streams.map((told) => {
        const own = rows.filter(({ flujo }) => flujo === told.origin);
        return totals(
          told,
          own.map(({ montos }) => JSON.parse(montos) as Amounts),
        );
      });
    });
    afterAll(async () => {
      vi.unstubAllEnvs();
      await held[Symbol.asyncDispose]();
      cluster[Symbol.dispose]();
      for (const server of servers.values()) await server[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    });

    it('kcat, por los temas, cada flujo', async () => {
      const seen = await Promise.all(
        streams.map(async (told) => {
          const topic = `libro.${topicOf(told.stream.entity)}`;
          const { out, code } = await shell(folder, `kcat -b ${broker().bootstrap} -C -t ${topic} -o beginning -e -J`)
            .ended;
          const own = lastRecords(messagesOf(out)).filter(({ headers }) => headers['ce_source'] === `/${told.origin}`);
          expect(code).toBe(0);
          return totals(
            told,
            own.map(({ value }) => JSON.parse(value) as Amounts),
          );
        }),
      );

      expect(seen).toEqual(expected);
      expect(seen.filter((line) => / [1-9]/.test(line)).length).toBeGreaterThan(15);
    });

    it('FreeTDS, en la fuente, cada flujo', async () => {
      const seen = await Promise.all(
        streams.map(async (told) => {
          const columns = [...moneyColumnsOf(told.stream).values()];
          const exact = columns.map((name) => `CONVERT(decimal(19,2), ${name}) AS ${name}`);
          const select = `SELECT ${['1 AS UNO', ...exact].join(', ')} FROM ${told.stream.table}`;
          const [, ...lines] = await runTsql(serverOf(told.source), select, 'lector');
          const rows = lines.map((line) => {
            const [, ...cells] = line.split('\t');
            return Object.fromEntries(told.amounts.map((name, at) => [name, cells[at] === 'NULL' ? null : cells[at]]));
          });
          return totals(told, rows as readonly Amounts[]);
        }),
      );

      expect(seen).toEqual(expected);
    });

    it('psql como libro_bi, por las vistas, los recaudos y los movimientos', async () => {
      const { url, password } = await biAccess(libro, '--password');
      const recaudos = `select _origen, sum(recaudos + anulados + devueltos), sum(valor + valor_anulado + valor_devuelto)
        from bi.recaudo_diario where _origen = 'hassql/recaudo' group by 1`;
      const movimientos = `select _origen, count(*), sum(debito), sum(credito) from bi.movimiento_contable group by 1`;

      const [payments, lines] = [recaudos, movimientos].map((sql) => psql(url, password, `copy (${sql}) to stdout`));

      const [origin, count, valor] = payments?.out.trim().split('\t') ?? [];
      const [book, moves, debito, credito] = lines?.out.trim().split('\t') ?? [];
      expect([payments?.err, lines?.err]).toEqual(['', '']);
      expect(expected).toContain(`${String(origin)} ${String(count)} valor=${String(centavos(valor))}`);
      expect(expected).toContain(
        `${String(book)} ${String(moves)} debito=${String(centavos(debito))} credito=${String(centavos(credito))}`,
      );
      expect([origin, book]).toEqual(['hassql/recaudo', 'pct/movimiento']);
    });
  },
  { kcat: missingKcat, FreeTDS: missingFreetds(), psql: missingPsql, 'a PostgreSQL of its own': missingManaged },
);
