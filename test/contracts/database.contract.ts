import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { StatementError } from '../../pipelines/database/database.ts';
import type { OpenedDatabase } from '../support/databases.ts';
import { databaseCopyContract } from './database-copy.contract.ts';
import { databaseReadingContract } from './database-reading.contract.ts';
import { databaseTransactionContract } from './database-transaction.contract.ts';

const signal = new AbortController().signal;

/** What every implementation of the database port keeps; `open` gives an empty database. */
export function databaseContract(name: string, open: () => Promise<OpenedDatabase>): void {
  describe(`the database port on ${name}`, () => {
    let database: OpenedDatabase;

    beforeAll(async () => {
      database = await open();
    });

    afterAll(async () => {
      await database[Symbol.asyncDispose]();
    });

    beforeEach(async () => {
      await database.execute(
        'DROP TABLE IF EXISTS recibo; CREATE TABLE recibo (numero text PRIMARY KEY, valor numeric)',
        signal,
      );
    });

    const numbers = async (): Promise<readonly string[]> => {
      const rows = await database.query<{ numero: string }>('SELECT numero FROM recibo ORDER BY 1', [], signal);
      return rows.map((row) => row.numero);
    };

    describe('values', () => {
      test('every type comes back in the form that the contract gives it', async () => {
        const text = `SELECT 1::int2 AS pequeno, (-2147483648)::int4 AS entero, 9007199254740991::int8 AS grande,
          true AS si, '\\x00ff'::bytea AS bytes, '{"a":[1,null]}'::json AS json, '"ñ"'::jsonb AS jsonb, NULL::int AS nulo,
          123456789012345678.90::numeric AS valor, 'NaN'::numeric AS nan, 0.1::float8 AS flotante, 1.5::float4 AS corto,
          '0001-12-30'::date AS fecha, '2026-02-28 23:59:59.123456-05'::timestamptz AS instante,
          '9999-12-31 00:00:00'::timestamp AS local, '08:00'::time AS hora, '1 mon 2 days'::interval AS plazo,
          ARRAY[1,NULL,3] AS arreglo, ARRAY['a,b','"'] AS textos, ' ñandú ' AS texto, '' AS vacio, 12::oid AS oid,
          '6f9619ff-8b86-d011-b42d-00c04fc964ff'::uuid AS uuid`;

        const rows = await database.query(text, [], signal);

        expect(rows).toEqual([
          {
            pequeno: 1,
            entero: -2147483648,
            grande: 9007199254740991,
            si: true,
            bytes: new Uint8Array([0, 255]),
            json: { a: [1, null] },
            jsonb: 'ñ',
            nulo: null,
            valor: '123456789012345678.90',
            nan: 'NaN',
            flotante: '0.1',
            corto: '1.5',
            fecha: '0001-12-30',
            instante: '2026-03-01 04:59:59.123456+00',
            local: '9999-12-31 00:00:00',
            hora: '08:00:00',
            plazo: '1 mon 2 days',
            arreglo: '{1,NULL,3}',
            textos: '{"a,b","\\""}',
            texto: ' ñandú ',
            vacio: '',
            oid: '12',
            uuid: '6f9619ff-8b86-d011-b42d-00c04fc964ff',
          },
        ]);
      });

      test('parameters of every kind arrive as what the statement asks for', async () => {
        const text = `SELECT $1::text AS texto, $2::int AS entero, $3::int8::text AS grande, $4::bool AS si, $5::bytea AS bytes,
          $6::text AS nulo, $7::text[] AS textos, $8::int[] AS enteros, $9::bool[] AS logicos, $10::numeric AS valor,
          $11::jsonb AS json, $12::date AS fecha, $13::bytea AS ninguno`;
        const tricky = ['', 'NULL', null, 'a"b', 'c\\d', '{e,f}', ' g ', 'ñ\n\t'];

        const [row] = await database.query(
          text,
          [
            "O'Higgins \\ ñ",
            -7,
            9223372036854775807n,
            false,
            new Uint8Array([0, 92, 255]),
            null,
            tricky,
            [1, null, -3],
            [true, false, null],
            '-0.10',
            '{"a":1}',
            '1899-12-30',
            new Uint8Array(),
          ],
          signal,
        );

        expect(row).toEqual({
          texto: "O'Higgins \\ ñ",
          entero: -7,
          grande: '9223372036854775807',
          si: false,
          bytes: new Uint8Array([0, 92, 255]),
          nulo: null,
          textos: '{"","NULL",NULL,"a\\"b","c\\\\d","{e,f}"," g ","ñ\n\t"}',
          enteros: '{1,NULL,-3}',
          logicos: '{t,f,NULL}',
          valor: '-0.10',
          json: { a: 1 },
          fecha: '1899-12-30',
          ninguno: new Uint8Array(),
        });
      });

      test.each(['9007199254740993', '-9007199254740992'])(
        'the bigint %s is refused rather than rounded',
        async (n) => {
          const reading = database.query(`SELECT ${n}::int8 AS n`, [], signal);

          await expect(reading).rejects.toMatchObject({ name: 'UnsafeIntegerError' });
          expect(await database.query('SELECT count(*) AS cuantos FROM recibo', [], signal)).toEqual([{ cuantos: 0 }]);
        },
      );

      test('a query is one statement, a script may be several', async () => {
        const both = `INSERT INTO recibo VALUES ('A', 1); INSERT INTO recibo VALUES ('B', 2)`;

        const asQuery = database.query(both, [], signal);

        await expect(asQuery).rejects.toMatchObject({ sqlstate: '42601' });
        await database.execute(both, signal);
        expect(await numbers()).toEqual(['A', 'B']);
      });
    });

    databaseTransactionContract(() => database);
    databaseCopyContract(() => database);
    databaseReadingContract(() => database);

    test.each([
      ['SELECT 1/0', '22012', true],
      ['SELECT no_hay FROM recibo', '42703', false],
      ['SELECT * FROM no_hay', '42P01', false],
      ['INSERT INTO recibo VALUES (NULL, 1)', '23502', true],
      [`SELECT convert_from('\\xff', 'UTF8')`, '22021', true],
    ])('%s fails with its SQLSTATE', async (text, sqlstate, dataAtFault) => {
      const failure: unknown = await database.query(text, [], signal).catch((thrown: unknown) => thrown);

      expect(failure).toBeInstanceOf(StatementError);
      expect(failure).toMatchObject({ sqlstate, dataAtFault });
    });

    test('a conflict that goes away by itself may be tried again', async () => {
      const conflict = database.execute(`DO $$ BEGIN RAISE EXCEPTION 'cruce' USING ERRCODE = '40001'; END $$`, signal);

      await expect(conflict).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE', retry: true });
    });

    test('a full disk may be tried again', async () => {
      const full = database.execute(`DO $$ BEGIN RAISE EXCEPTION 'lleno' USING ERRCODE = '53100'; END $$`, signal);

      await expect(full).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE', retry: true });
      await expect(full).rejects.toThrow('no queda espacio');
    });

    test('a script that leaves a transaction open does not bind who comes next', async () => {
      await database.execute(`BEGIN; INSERT INTO recibo VALUES ('A', 1)`, signal);

      expect(await numbers()).toEqual([]);
    });
  });
}
