import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { faultsOf, GENERATED, writeDocuments } from '../../ops/document-files.ts';
import type { GeneratedDocument } from '../../ops/document-files.ts';

const documents: readonly GeneratedDocument[] = [
  { path: `${GENERATED}/uno.json`, content: () => '{"b":1,   "a":[1,2]}' },
  { path: `${GENERATED}/dos/libro.sql`, content: () => Promise.resolve('select  1;\n') },
  { path: 'README.md', content: () => '# Título\n' },
];

test('lo recién generado está al día y con el formato del repositorio', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'libro-generado-'));

  await writeDocuments(folder.path, documents);

  const texts = await Promise.all(documents.map(({ path }) => readFile(join(folder.path, path), 'utf8')));
  expect(texts).toEqual(['{ "b": 1, "a": [1, 2] }\n', 'select  1;\n', '# Título\n']);
  expect(await faultsOf(folder.path, documents)).toEqual([]);
});

test('se nombra lo que difiere, lo que falta y lo que sobra, y no se toca', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'libro-generado-'));
  await writeDocuments(folder.path, documents.slice(0, 2));
  await writeFile(join(folder.path, GENERATED, 'uno.json'), '{ "b": 2 }\n');
  await writeFile(join(folder.path, GENERATED, 'dos', 'viejo.json'), '{}\n');

  const faults = await faultsOf(folder.path, documents);

  expect(faults).toEqual([
    'ops/manual/generated/uno.json: difiere',
    'README.md: difiere',
    'ops/manual/generated/dos/viejo.json: sobra',
  ]);
  expect(await readFile(join(folder.path, GENERATED, 'uno.json'), 'utf8')).toBe('{ "b": 2 }\n');
});

test('un archivo con fin de línea de Windows está al día', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'libro-generado-'));
  await writeDocuments(folder.path, documents);
  await writeFile(join(folder.path, 'README.md'), '# Título\r\n');

  const faults = await faultsOf(folder.path, documents);

  expect(faults).toEqual([]);
});
