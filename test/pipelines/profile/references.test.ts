import { expect, test } from 'vitest';
import { Coder } from '../../../pipelines/profile/codes.ts';
import { likelyReferences } from '../../../pipelines/profile/references.ts';
import type { ValuedTable } from '../../../pipelines/profile/references.ts';

function tableOf(name: string, column: string, values: readonly string[], keys: readonly string[] = []): ValuedTable {
  const coder = new Coder();
  for (const value of values) coder.add(value);
  return { name, rows: values.length, columns: [{ name: column, marks: coder.marks() }], keys };
}

const codes = (count: number, first = 0): readonly string[] =>
  Array.from({ length: count }, (_, index) => `D-${String(first + index)}`);
const offices = tableOf('DEPENDENCIAS', 'CODIGO', codes(60), ['CODIGO']);

test.each([
  [0, 1],
  [1, 0.975],
  [4, 0.9],
  [5, null],
  [40, null],
])('de 40 valores, %i huérfanos dejan la referencia en %j', (orphans, covered) => {
  const visits = tableOf('VISITAS', 'OFICINA', [...codes(40 - orphans), ...codes(orphans, 1000)]);

  const references = likelyReferences(visits, [visits, offices]);

  const expected = { column: 'OFICINA', table: 'DEPENDENCIAS', key: 'CODIGO', covered };
  expect(references).toEqual(covered === null ? [] : [expected]);
});
