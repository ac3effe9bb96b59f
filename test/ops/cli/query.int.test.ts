import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { Command } from 'commander';
import { afterAll, beforeAll, expect, test } from 'vitest';
import readWorkbook from 'read-excel-file/node';
import { answer } from '../../../ops/cli/answer.ts';
import type { CommandContext } from '../../../ops/cli/command.ts';
import { addQuery } from '../../../ops/cli/commands/query.ts';
import type { Format } from '../../../ops/cli/formats.ts';
import { openTerminal } from '../../../ops/cli/terminal.ts';
import { openPostgres } from '../../../pipelines/database/postgres.ts';
import { migrate } from '../../../pipelines/ledger/migrate.ts';
import { openReader, type Reader } from '../../../pipelines/ledger/reader.ts';
import type { QueryRole } from '../../../pipelines/ledger/roles.ts';
import { entities } from '../../../schemas/registry.ts';
import { databases, type OpenedDatabase } from '../../support/databases.ts';
import { need } from '../../support/need.ts';

const signal = new AbortController().signal;

for (const kind of databases) {
  need(
    kind.name,
    kind.missing === null,
    kind.missing ?? '',
  )(`libro query en ${kind.name}`, () => {
    let database: OpenedDatabase;
    let reader: Reader;

    beforeAll(async () => {
      database = await kind.open();
      await migrate(database, entities, signal);
      reader = await openReader(
        database,
        'bi',
        (login) => openPostgres(database.url ?? '', { login, connections: 1 }, signal),
        signal,
      );
    });

    afterAll(async () => {
      await reader[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    });

    async function answered(sql: string, format: Format = 'csv', role: QueryRole = 'bi'): Promise<string> {
      let text = '';
      const write = (piece: string | Uint8Array): Promise<void> => {
        text += String(piece);
        return Promise.resolve();
      };
      await answer(reader, { sql, role, format, limitMs: 60_000 }, write, signal);
      return text;
    }

    test('cada tipo sale con su texto exacto', async () => {
      const text = await answered(
        `select 12345678901234567.89::numeric as v, 9007199254740993 as n, date '2026-02-28' as d, true as si, null as x,
                timestamptz '2026-02-28 19:00-05' as i, 'a,"b"' as t, 0.1::float8 + 0.2::float8 as f, 1 as n`,
      );

      expect(text).toBe(
        'v,n,d,si,x,i,t,f,n\r\n' +
          '12345678901234567.89,9007199254740993,2026-02-28,t,,2026-03-01 00:00:00+00,"a,""b""",0.30000000000000004,1\r\n',
      );
    });

    test('una equivocación se señala debajo de su renglón, también detrás de una ñ y de un tabulador', async () => {
      const refused = answered(`select 'ñandú 🦙' as a,\n\tno_hay\n  from bi.recaudo_diario`);

      await expect(refused).rejects.toMatchObject({ code: 'QUERY_REFUSED' });
      await expect(refused).rejects.toThrow(
        /column "no_hay" does not exist \(SQLSTATE 42703\)[^\n]*\n {3}no_hay\n {3}\^$/,
      );
    });

    test('si la tabla no existe dice qué vistas hay', async () => {
      const refused = answered('select * from recaudo');

      await expect(refused).rejects.toThrow(
        /\n {2}select \* from recaudo\n {16}\^\nHay: bi\.[^\n]*recaudo_diario[^\n]*\.$/,
      );
    });

    test.each([
      ['libro.nomina_linea', 'nomina_linea la ve el rol talento_humano: --rol talento_humano.'],
      ['historia.solicitud_sisben', 'solicitud_sisben la ve el rol sisben: --rol sisben.'],
      ['libro.recaudo', 'recaudo la ve el rol hacienda: --rol hacienda.'],
    ])('de %s dice qué oficina la ve', async (table, said) => {
      await expect(answered(`select * from ${table}`)).rejects.toThrow(new RegExp(`\n${said}$`));
    });

    test('lo que no es una consulta se rechaza', async () => {
      await expect(answered('delete from libro.recaudo')).rejects.toMatchObject({ code: 'QUERY_REFUSED' });
    });

    test('doscientas mil filas pasan sin que se guarden', async () => {
      setFlagsFromString('--expose-gc');
      const collect = runInNewContext('gc') as () => void;
      const held = (): number => {
        collect();
        return process.memoryUsage().heapUsed / 2 ** 20;
      };
      await answered('select 1');
      const [before, seen] = [held(), { bytes: 0, pieces: 0, peak: 0 }];

      const count = await answer(
        reader,
        {
          sql: `select g, repeat('x', 500) from generate_series(1, 200000) g`,
          role: 'bi',
          format: 'ndjson',
          limitMs: 60_000,
        },
        (piece) => {
          seen.bytes += piece.length;
          seen.pieces += 1;
          if (seen.pieces % 50 === 0) seen.peak = Math.max(seen.peak, held() - before);
          return Promise.resolve();
        },
        signal,
      );

      expect({ count, pieces: seen.pieces, bounded: seen.peak < 30 ? true : seen.peak }).toEqual({
        count: 200_000,
        pieces: 200,
        bounded: true,
      });
      expect(seen.bytes).toBeGreaterThan(100_000_000);
    });

    if (kind.name !== 'PGlite') {
      test('una consulta que quita el límite del servidor en su primera página se detiene igual', async () => {
        const sql = `select set_config('statement_timeout', '0', false), case when g > 1500 then pg_sleep(60) end
                       from generate_series(1, 2000) g`;

        const stopped = answer(
          reader,
          { sql, role: 'bi', format: 'csv', limitMs: 700 },
          () => Promise.resolve(),
          signal,
        );

        await expect(stopped).rejects.toMatchObject({ code: 'QUERY_REFUSED' });
        await expect(stopped).rejects.toThrow('tardaba más de 0.7 s');
      });

      test('el límite del servidor se dice con las mismas palabras', async () => {
        await using hurried = await openReader(
          database,
          'bi',
          (login) => openPostgres(database.url ?? '', { login, connections: 1, statementTimeoutMs: 300 }, signal),
          signal,
        );

        const stopped = answer(
          hurried,
          { sql: 'select pg_sleep(60)', role: 'bi', format: 'csv', limitMs: 300_000 },
          () => Promise.resolve(),
          signal,
        );

        await expect(stopped).rejects.toMatchObject({ code: 'QUERY_REFUSED' });
        await expect(stopped).rejects.toThrow('tardaba más de 300 s');
      });
    }

    test('quien lee despacio no se apura', async () => {
      const delays = [2500];
      const slow = answer(
        reader,
        { sql: 'select g from generate_series(1, 3000) g', role: 'bi', format: 'csv', limitMs: 2000 },
        () => new Promise((resolve) => setTimeout(resolve, delays.pop() ?? 0)),
        signal,
      );

      await expect(slow).resolves.toBe(3000);
    });

    if (kind.name !== 'PostgreSQL 15') {
      let folder: string;

      beforeAll(() => {
        folder = mkdtempSync(join(tmpdir(), 'consulta-'));
        const ledger = database.url === null ? `{ embedded: './libro' }` : `{ url: ${JSON.stringify(database.url)} }`;
        writeFileSync(
          join(folder, 'libro.config.ts'),
          `export default ({ site, use, sources, drivers }) => site({ nombre: 'Prueba', entidad: '215825758', ledger: ${ledger},
             sources: [use(sources.hassql, { driver: drivers.sqlite({ file: 'hassql.db', schema: 'dbo' }) })] })`,
        );
      });

      afterAll(() => {
        rmSync(folder, { recursive: true, force: true });
      });

      /** The command as it is typed: what it wrote on each stream. */
      async function libro(...words: readonly string[]): Promise<{ readonly out: string; readonly notes: string }> {
        const [stdout, stderr] = [new PassThrough(), new PassThrough()];
        const context: CommandContext = {
          folder,
          environment: {},
          terminal: openTerminal(stdout as unknown as NodeJS.WriteStream, stderr as unknown as NodeJS.WriteStream),
          signal,
          end: () => undefined,
        };
        const program = new Command('libro').exitOverride();
        addQuery(program, context);
        await program.parseAsync(words, { from: 'user' });
        const text = (stream: PassThrough): string => String(stream.read() ?? '');
        return { out: text(stdout), notes: text(stderr) };
      }

      test('escribe una tabla, y cuántas filas son por el otro lado', async () => {
        const said = await libro('query', `select 1 as n, 'ñ' as t`);

        expect(said).toEqual({ out: 'n  t\n─  ─\n1  ñ\n', notes: '1 fila\n' });
      });

      test('con --rol hacienda ve las tablas de libro', async () => {
        const said = await libro('query', 'select count(*) from libro.recaudo', '--rol', 'hacienda', '--format', 'csv');

        expect(said).toEqual({ out: 'count\r\n0\r\n', notes: '' });
      });

      test('--out reemplaza el archivo cuando está completo, y la extensión da el formato', async () => {
        const path = join(folder, 'salida.ndjson');
        writeFileSync(path, 'lo de antes');

        const said = await libro('query', 'select g as n from generate_series(1, 1200) g', '--out', 'salida.ndjson');

        expect(said).toEqual({ out: '', notes: `1.200 filas en ${path}\n` });
        expect(readFileSync(path, 'utf8').split('\n').slice(-3)).toEqual(['{"n":"1199"}', '{"n":"1200"}', '']);
      });

      test('--out con la extensión de Excel escribe un libro, con los números como números', async () => {
        const said = await libro('query', "select 1234567.89 as v, '007' as c, null::int as n", '--out', 'salida.xlsx');
        const [sheet] = await readWorkbook(readFileSync(join(folder, 'salida.xlsx')));

        expect(said.notes).toBe(`1 fila en ${join(folder, 'salida.xlsx')}\n`);
        expect(sheet?.data).toEqual([
          ['v', 'c', 'n'],
          [1234567.89, '007', null],
        ]);
      });

      test('un libro de Excel no se imprime: pide --out', async () => {
        const refused = libro('query', 'select 1', '--format', 'xlsx');

        await expect(refused).rejects.toThrow(/agregue --out/);
      });

      test('--out con una extensión que no es de ningún formato se rechaza', async () => {
        await expect(libro('query', 'select 1', '--out', 'salida.pdf')).rejects.toThrow(
          'Por .pdf no se sabe en qué formato escribir salida.pdf: diga --format',
        );
      });

      test('si la consulta falla a la mitad queda el archivo de antes y nada más', async () => {
        mkdirSync(join(folder, 'salidas'));
        writeFileSync(join(folder, 'salidas', 'a.csv'), 'lo de antes');

        const failed = libro('query', 'select 1/(1500-g) from generate_series(1, 2000) g', '--out', 'salidas/a.csv');

        await expect(failed).rejects.toMatchObject({ code: 'QUERY_REFUSED', context: { sqlstate: '22012' } });
        expect(readdirSync(join(folder, 'salidas'))).toEqual(['a.csv']);
        expect(readFileSync(join(folder, 'salidas', 'a.csv'), 'utf8')).toBe('lo de antes');
      });

      need(
        'una carpeta en la que nadie escribe (/sys)',
        process.platform === 'linux',
        'sólo en Linux',
      )('--out donde no se puede escribir', () => {
        test('dice por qué y qué hacer', async () => {
          const refused = libro('query', 'select 1', '--out', '/sys/kernel/a.csv');

          await expect(refused).rejects.toMatchObject({ code: 'FORBIDDEN' });
          await expect(refused).rejects.toThrow(/^No se pudo escribir \/sys\/kernel\/a\.csv: .*escoja otra/);
        });
      });

      test.each([
        ['una carpeta que no existe', 'no/hay.csv', 'NOT_FOUND', /^No existe la carpeta .*no; créela/],
        ['una carpeta', '.', 'FORBIDDEN', /ya existe y no es un archivo/],
        ['un archivo dentro de otro', 'libro.config.ts/a.csv', 'NOT_FOUND', /^No existe la carpeta/],
      ])('--out en %s se dice antes de consultar', async (_, path, code, message) => {
        const refused = libro('query', 'select 1', '--out', path);

        await expect(refused).rejects.toMatchObject({ code });
        await expect(refused).rejects.toThrow(message);
      });
    }
  });
}
