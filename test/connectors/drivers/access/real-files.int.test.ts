import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import MDBReader from 'mdb-reader';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection, RawRow } from '../../../../connectors/driver.ts';
import { access } from '../../../../connectors/drivers/access/index.ts';
import { batchesOf, failureOf, never } from '../../../contracts/driver-factory.ts';
import { expectedFile, markOf } from '../../../support/access/expected.ts';
import type { ExpectedTable } from '../../../support/access/expected.ts';
import { Jackcess, missingJackcess } from '../../../support/access/jackcess.ts';
import { need } from '../../../support/need.ts';
import { describeWithSharedData, sharedData } from '../../../support/shared-data.ts';
import { knownFiles, refusedFiles } from './known-files.ts';
import type { KnownFile } from './known-files.ts';

const missing = missingJackcess();

describeWithSharedData('access', 'archivos de Access de muchos orígenes', () => {
  need(
    'Jackcess',
    missing === null,
    missing ?? '',
  )('leídos también por Jackcess', () => {
    let jackcess: Jackcess;
    beforeAll(async () => {
      jackcess = await Jackcess.start();
    });
    afterAll(() => jackcess[Symbol.asyncDispose]());

    test.each(knownFiles)('$file da cada celda que da el otro lector', async (known) => {
      const { file, password = '', codePage = 'windows-1252' } = known;
      const expected = await expectedFile(jackcess, sharedData(file), password, codePageOf(file, codePage));
      await using connection = await driverOf(known).connect(never);

      const survey = await connection.survey!(never);
      const found = await Promise.all(survey.map(({ name }) => tableOf(connection, name)));
      const shared = found.map((table) => withMarks(table, expected.tables));

      expect(shared.map(({ mine }) => mine)).toEqual(shared.map(({ theirs }) => theirs));
      expect(keysOf(survey, expected.tables)).toEqual(keysOf(expected.tables, expected.tables));
      expect({
        file,
        tables: found.length,
        rows: found.reduce((sum, { rows }) => sum + rows.length, 0),
        cells: found.reduce((sum, { rows, columns }) => sum + rows.length * columns.length, 0),
        left: shared.flatMap(({ left }) => left),
        links: expected.links.map((link) => `${link.name} -> ${link.table} de ${link.file}`),
      }).toEqual(numbersOf(known));
    });

    test.each(knownFiles.filter(({ links }) => links))('$file dice a dónde llevan sus vínculos', async (known) => {
      await using connection = await driverOf(known).connect(never);

      for (const link of known.links ?? []) {
        const [name = '', target = ''] = link.split(' -> ');
        const failure = await failureOf(() => connection.columns(name, never));

        expect([failure.code, failure.message]).toEqual(['NOT_FOUND', expect.stringContaining(target)]);
      }
    });
  });

  test.each(refusedFiles)('$file se rechaza: $reason', async ({ file, password, reason }) => {
    const failure = await failureOf(() => driverOf({ file, password }).connect(never));

    expect(failure.code).toBe('SOURCE_REFUSED');
    expect(failure.message).toContain(`${basename(file)}: ${reason}`);
    expect(failure.message).not.toContain(password);
  });

  test.each(refusedFiles)('$file tampoco lo abre mdb-reader', async ({ file, password }) => {
    const content = await readFile(sharedData(file));

    expect(() => new MDBReader(content, { password })).toThrow();
  });

  test('todos los archivos que hay se leen o están en la lista de rechazos', async () => {
    const there = await readdir(sharedData('access'), { recursive: true });

    const listed = [...knownFiles, ...refusedFiles]
      .map(({ file }) => file)
      .filter((file) => file.startsWith('access/'));

    expect(listed.toSorted()).toEqual(
      there
        .filter((name) => /\.(?:mdb|accdb)$/.test(name))
        .map((name) => join('access', name))
        .toSorted(),
    );
    expect(listed).toHaveLength(52);
  });
});

function driverOf({ file, password, codePage }: Pick<KnownFile, 'file' | 'password' | 'codePage'>) {
  return access({
    file: sharedData(file),
    ...(password !== undefined && { password: () => password }),
    ...(codePage !== undefined && { codePage }),
  });
}

/** Files of Access 97 and before say no code page; told one, the other reader would take it for every file. */
function codePageOf(file: string, codePage: string): string {
  return /97|acc95|nwind|GBK/.test(basename(file)) ? codePage : '';
}

/** The tables by name, each with its primary key where the other reader finds one. */
function keysOf(tables: readonly Keyed[], expected: readonly ExpectedTable[]): readonly (readonly string[])[] {
  const keyed = new Set(expected.filter(({ key }) => key.length > 0).map(({ name }) => name));
  return tables.map(({ name, key }) => (keyed.has(name) ? [name, ...key] : [name])).toSorted();
}

type Keyed = Pick<ExpectedTable, 'name' | 'key'>;

function numbersOf({ file, tables, rows, cells, left = [], links = [] }: KnownFile) {
  return { file, tables, rows, cells, left, links };
}

interface FoundTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly RawRow[];
}

async function tableOf(connection: Connection, name: string): Promise<FoundTable> {
  const columns = (await connection.columns(name, never)).map((column) => column.name);
  const request = { table: name, columns, where: [], orderBy: [], batchSize: 500 };
  const rows = (await batchesOf(connection.read(request, never))).flat();
  expect(await connection.count!(name, [], never)).toBe(rows.length);
  return { name, columns, rows };
}

/** Both readings of one table in the marks of the other reader, and the columns that only the other one has. */
function withMarks({ name, columns, rows }: FoundTable, tables: readonly ExpectedTable[]) {
  const table = tables.find((candidate) => candidate.name === name);
  if (!table) throw new Error(`Jackcess has no table ${name}`);
  const places = columns.map((column) => table.columns.findIndex((candidate) => candidate.name === column));
  const codes = places.map((place) => table.columns[place]?.code ?? 0);
  return {
    mine: [name, rows.map((row) => row.map((cell, index) => markOf(cell, codes[index] ?? 0)))],
    theirs: [name, table.rows.map((row) => places.map((place) => row[place]))],
    left: table.columns
      .filter((column) => !columns.includes(column.name))
      .map(({ name: column, code, calculated }) => `${name}.${column}: ${calculated ? 'calculated' : hex(code)}`),
  };
}

const hex = (code: number): string => `0x${code.toString(16)}`;
