import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { describe, expect, test } from 'vitest';

import type { Database } from '../../pipelines/database/database.ts';

const signal = new AbortController().signal;

interface WholeText {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** Reading for people, on every implementation; part of `databaseContract`. */
export function databaseReadingContract(opened: () => Database): void {
  const readWhole = (text: string): Promise<WholeText> =>
    opened().readText(
      text,
      async ({ columns, rows }) => {
        const whole: (readonly (string | null)[])[] = [];
        for await (const page of rows) whole.push(...page);
        return { columns, rows: whole };
      },
      signal,
    );

  describe('reading as text', () => {
    test('every value is PostgreSQL’s own text, and repeated column names stay', async () => {
      const whole =
        await readWhole(`SELECT 9223372036854775807 AS n, 1.50::numeric AS n, true AS si, '\\x00ff'::bytea AS b,
        '{"a": 1}'::jsonb AS j, NULL AS nulo, '' AS vacio, '2026-02-28 19:00-05'::timestamptz AS instante, ARRAY[1,2] AS a,
        'ñ' AS "con espacio"`);

      expect(whole).toEqual({
        columns: ['n', 'n', 'si', 'b', 'j', 'nulo', 'vacio', 'instante', 'a', 'con espacio'],
        rows: [
          ['9223372036854775807', '1.50', 't', '\\x00ff', '{"a": 1}', null, '', '2026-03-01 00:00:00+00', '{1,2}', 'ñ'],
        ],
      });
    });

    test('a query without rows still has its columns', async () => {
      expect(await readWhole('SELECT numero, valor FROM recibo')).toEqual({ columns: ['numero', 'valor'], rows: [] });
    });

    test.each([
      ['a comment before it', '-- hola\n/* de /* dentro */ fuera */ SELECT 1'],
      ['a semicolon after it', 'SELECT 1;  '],
      ['a comment after it', 'SELECT 1 -- fin'],
      ['lower case and brackets', '\n ((select 1))'],
      ['WITH', 'WITH uno AS (SELECT 1 AS n) SELECT n FROM uno'],
      ['VALUES', 'VALUES (1)'],
    ])('a query is read with %s', async (_, text) => {
      expect((await readWhole(text)).rows).toEqual([['1']]);
    });

    test('EXPLAIN and SHOW are answered', async () => {
      expect(await readWhole('SHOW TimeZone')).toEqual({ columns: ['TimeZone'], rows: [['UTC']] });
      expect((await readWhole('EXPLAIN SELECT 1')).columns).toEqual(['QUERY PLAN']);
    });

    test.each([
      ['a table dropped', 'DROP TABLE recibo'],
      ['a row inserted', `INSERT INTO recibo VALUES ('A', 1)`],
      ['a row inserted inside WITH', `WITH x AS (INSERT INTO recibo VALUES ('A', 1) RETURNING 1) SELECT * FROM x`],
      ['a row inserted by EXPLAIN', `EXPLAIN ANALYZE INSERT INTO recibo VALUES ('A', 1)`],
      ['a table made of it', 'SELECT 1 AS n INTO recibo2'],
      ['rows locked', 'SELECT * FROM recibo FOR UPDATE'],
      ['a second statement', `SELECT 1; INSERT INTO recibo VALUES ('A', 1)`],
      ['a commit put in', `SELECT 1; COMMIT; INSERT INTO recibo VALUES ('A', 1)`],
      ['writing allowed again', `SELECT set_config('transaction_read_only', 'off', false)`],
      ['a file written', `COPY (SELECT 1) TO '/tmp/libro'`],
      ['a block of code', `DO $$ BEGIN DELETE FROM recibo; END $$`],
      ['a column that does not exist', 'SELECT no_hay FROM recibo'],
      ['a mistake of syntax', 'SELECT FROM WHERE'],
      ['nothing', ' -- nada'],
    ])('%s is refused in Spanish', async (_, text) => {
      const reading = readWhole(text);

      await expect(reading).rejects.toMatchObject({ code: 'QUERY_REFUSED' });
      await expect(reading).rejects.toThrow(/^La consulta /);
      expect(await opened().query('SELECT * FROM recibo', [], signal)).toEqual([]);
    });

    test('a fault met in a later page is the query’s too, without the cell that caused it', async () => {
      const reading = readWhole(
        `SELECT CASE WHEN g < 2500 THEN 1 ELSE ('secreto' || g)::int END FROM generate_series(1, 3000) g`,
      );

      await expect(reading).rejects.toMatchObject({ code: 'QUERY_REFUSED', context: { sqlstate: '22P02' } });
      await expect(reading).rejects.not.toThrow('secreto');
    });

    test('what a query sets does not outlive it', async () => {
      await readWhole(`SELECT set_config('TimeZone', 'America/Bogota', false)`);

      expect(await opened().query(`SELECT current_setting('TimeZone') AS zona`, [], signal)).toEqual([{ zona: 'UTC' }]);
    });

    test('the error of whoever reads comes out as it is', async () => {
      const failure = new Error('propio');

      const reading = opened().readText('SELECT 1', () => Promise.reject(failure), signal);

      await expect(reading).rejects.toBe(failure);
    });

    test('reading may stop at any page, and the next is not fetched', async () => {
      const first = await opened().readText(
        'SELECT 1/(1001-g) FROM generate_series(1, 5000) g',
        async ({ rows }) => {
          for await (const page of rows) return page.length;
          return 0;
        },
        signal,
      );

      expect(first).toBe(1000);
    });

    test('a hundred thousand rows pass in pages, in order, without being held', async () => {
      setFlagsFromString('--expose-gc');
      const collect = runInNewContext('gc') as () => void;
      const held = (): number => {
        collect();
        const { heapUsed, external } = process.memoryUsage();
        return (heapUsed + external) / 2 ** 20;
      };
      await readWhole('SELECT 1');
      const before = held();

      const seen = await opened().readText(
        `SELECT g, repeat('x', 1000) FROM generate_series(1, 100000) g`,
        async ({ rows }) => {
          let [count, pages, largest, ordered, peak] = [0, 0, 0, true, 0];
          for await (const page of rows) {
            ordered &&= page.every(([number], index) => number === String(count + index + 1));
            count += page.length;
            pages += 1;
            largest = Math.max(largest, page.length);
            if (pages % 10 === 0) peak = Math.max(peak, held() - before);
          }
          return { count, pages, largest, ordered, bounded: peak < 30 ? true : peak };
        },
        signal,
      );

      expect(seen).toEqual({ count: 100_000, pages: 100, largest: 1000, ordered: true, bounded: true });
    });
  });
}
