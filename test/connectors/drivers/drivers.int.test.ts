import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { driverContract } from '../../contracts/driver.contract.ts';
import { asobancariaFactory, csvFactory, fixedWidthFactory, xlsFactory, xlsxFactory } from './file/file-subjects.ts';
import { sqliteFactory } from './sqlite/sqlite-subjects.ts';

driverContract('sqlite', sqliteFactory);
driverContract('file, Asobancaria 2001', asobancariaFactory);
driverContract('file, CSV', csvFactory);
driverContract('file, fixed width', fixedWidthFactory);
driverContract('file, XLS', xlsFactory);
driverContract('file, XLSX', xlsxFactory);

test('every sentence of the specification has a test of its number, and every number a sentence', async () => {
  const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');
  const numbers = (text: string, pattern: RegExp): readonly string[] =>
    [...new Set([...text.matchAll(pattern)].map(([number]) => number))].sort();

  const sentences = numbers(await read('../../../connectors/SPEC.md'), /(?<=^- \*\*)D\d+(?=\*\*)/gm);
  const suites =
    (await read('../../contracts/driver.contract.ts')) +
    (await read('../../contracts/driver-capabilities.contract.ts')) +
    (await read('../../contracts/driver-server.contract.ts'));

  expect(sentences.length).toBeGreaterThan(20);
  expect(numbers(suites, /(?<=['" ])D\d+(?=[' ])/g)).toEqual(sentences);
});
