import { beforeEach, describe, expect, test } from 'vitest';

import type { Database } from '../../pipelines/database/database.ts';

const signal = new AbortController().signal;

/** Copying in, on every implementation; part of `databaseContract`. */
export function databaseCopyContract(opened: () => Database): void {
  describe('copying in', () => {
    const copy = (lines: string): Promise<void> =>
      opened().transaction((transaction) => transaction.copyIn('prueba.Copia', ['_n', 'T'], lines, signal), signal);

    beforeEach(async () => {
      await opened().execute(
        'DROP SCHEMA IF EXISTS prueba CASCADE; CREATE SCHEMA prueba; CREATE TABLE prueba."Copia" (_n int PRIMARY KEY, "T" text)',
        signal,
      );
    });

    test('tabs, backslashes, line ends, ñ, null and empty arrive as they were', async () => {
      await copy('1\ta\\tb\\\\c\\nd\\re\n2\tñ€𝄞\n3\t\\N\n4\t\n5\t\\\\N\n6\t\\\\.\n');

      expect(await opened().query('SELECT * FROM prueba."Copia" ORDER BY 1', [], signal)).toEqual([
        { _n: 1, T: 'a\tb\\c\nd\re' },
        { _n: 2, T: 'ñ€𝄞' },
        { _n: 3, T: null },
        { _n: 4, T: '' },
        { _n: 5, T: '\\N' },
        { _n: 6, T: '\\.' },
      ]);
    });

    test('no lines are no rows', async () => {
      await copy('');

      expect(await opened().query('SELECT count(*) AS n FROM prueba."Copia"', [], signal)).toEqual([{ n: 0 }]);
    });

    test('many megabytes arrive whole', async () => {
      const rows = 50_000;
      const text = 'x'.repeat(200);

      await copy(Array.from({ length: rows }, (_, index) => `${index}\t${text}\n`).join(''));

      const sums = 'SELECT count(*) AS n, sum(length("T")) AS letras FROM prueba."Copia"';
      expect(await opened().query(sums, [], signal)).toEqual([{ n: rows, letras: rows * 200 }]);
    });

    test.each([
      ['an amount that is no number', '1\ta\nx\tb\n', '22P02'],
      ['a line with too few cells', '1\ta\n2\n', '22P04'],
      ['a key met twice', '1\ta\n1\tb\n', '23505'],
    ])('%s leaves nothing', async (_, lines, sqlstate) => {
      await expect(copy(lines)).rejects.toMatchObject({ name: 'StatementError', sqlstate, dataAtFault: true });
      expect(await opened().query('SELECT count(*) AS n FROM prueba."Copia"', [], signal)).toEqual([{ n: 0 }]);
    });
  });
}
