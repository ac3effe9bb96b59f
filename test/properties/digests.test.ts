import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entities } from '../../schemas/registry.ts';
import type { Cell, RawRow } from '../../connectors/driver.ts';
import { sources } from '../../connectors/registry.ts';
import { onlyRows } from '../../connectors/rows/index.ts';
import { declarationDigest } from '../../pipelines/capture/declaration.ts';
import { rawDigest, recordDigest } from '../../pipelines/capture/digest.ts';
import { restoreRow, storeRow } from '../../pipelines/capture/stored-row.ts';
import { records } from '../builders/records.ts';

/** Few values, so that two rows are often alike. */
const close: fc.Arbitrary<Cell> = fc.constantFrom<Cell>(
  ...['', '0', '1', '1;', 's1:1;', 'null', 'true', '["bigint","1"]', ',', '\ud800', '\udc00', '\ufffd', '\0'],
  ...[0, -0, 1, Number.NaN, 0n, 1n, true, false, null],
  new Uint8Array(),
  new Uint8Array([49]),
);
const cells = fc.oneof(close, fc.string({ unit: 'binary' }), fc.double(), fc.bigInt(), fc.uint8Array({ maxLength: 4 }));
const rows: fc.Arbitrary<RawRow> = fc.array(cells, { maxLength: 3 });

/** Alike in type, value and order. */
function same(one: RawRow, other: RawRow): boolean {
  const alike = (left: Cell, right: Cell | undefined): boolean =>
    left instanceof Uint8Array
      ? right instanceof Uint8Array && Buffer.from(left).equals(Buffer.from(right))
      : Object.is(left, right);
  return one.length === other.length && one.every((cell, at) => alike(cell, other[at]));
}

describe('the digest of a raw row', () => {
  test('is the same for the same cells and another for any other', () => {
    const tells = fc.property(rows, rows, (one, other) => {
      expect(rawDigest(one) === rawDigest(other)).toBe(same(one, other));
      expect(rawDigest(structuredClone(one))).toBe(rawDigest(one));
    });

    fc.assert(tells, { numRuns: 5000 });
  });

  test('a row kept in quarantine and read again has the digest that it had', () => {
    const columns = ['a', 'b', 'c'];
    const kept = fc.property(fc.tuple(cells, cells, cells), (row) => {
      fc.pre(row.every((cell) => typeof cell !== 'number' || (Number.isFinite(cell) && !Object.is(cell, -0))));
      const stored: unknown = JSON.parse(JSON.stringify(storeRow(columns, row)));

      expect(rawDigest(restoreRow(columns, stored as ReturnType<typeof storeRow>))).toBe(rawDigest(row));
      expect(JSON.stringify(stored)).not.toMatch(/\\u0000|\\ud[89a-f]/);
    });

    fc.assert(kept, { numRuns: 1000 });
  });
});

describe.each(entities.map((entity) => ({ name: entity.name, entity })))('the digest of $name', ({ entity }) => {
  const { version } = entity;

  test('leaves null fields out, so that an added optional field changes nothing', () => {
    const unmoved = fc.property(records(entity), (record) => {
      const without = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
      const withMore = { ...record, agregado: null };

      const digests = [record, without, withMore].map((each) => recordDigest(version, 'todo', each, []));

      expect(new Set(digests).size).toBe(1);
    });

    fc.assert(unmoved, { numRuns: 50 });
  });

  test('tells values, scope, version and observations apart', () => {
    const told = fc.property(records(entity), records(entity), (record, other) => {
      fc.pre(JSON.stringify(record) !== JSON.stringify(other));
      const observation = { code: 'MOJIBAKE', field: 'x' };

      const digests = [
        recordDigest(version, 'todo', record, []),
        recordDigest(version, 'todo', other, []),
        recordDigest(version + 1, 'todo', record, []),
        recordDigest(version, 'vigencia=2026', record, []),
        recordDigest(version, 'todo', record, [observation]),
      ];

      expect(new Set(digests).size).toBe(digests.length);
    });

    fc.assert(told, { numRuns: 50 });
  });
});

test('the fingerprint of a declaration is of its data: no two streams share one, and what decides a row is in it', () => {
  const streams = Object.values(sources).flatMap(({ streams: all }) => all);
  const [stream] = streams;
  if (!stream) throw new Error('there are streams');
  const changes = [
    { table: 'otra' },
    { key: [...stream.key].reverse().concat('x') },
    { scope: { kind: 'byVigencia', column: 'X', last: 3 } as const },
    { where: [{ kind: 'equals', column: 'X', value: 1 }] as const },
    { fields: { ...stream.fields, nuevo: Object.values(stream.fields)[0] } as typeof stream.fields },
    { entity: { ...stream.entity, version: stream.entity.version + 1 } },
    ...[['1'], ['2']].map((texts) => ({ rows: [onlyRows({ column: 'X', in: texts }, 'x')] })),
    ...(['windows-1252', 'utf-8'] as const).map((encoding) => ({
      files: { pattern: '*.csv', format: { kind: 'csv', encoding, delimiter: ';' } as const },
    })),
  ];

  const digests = [...streams, ...changes.map((change) => ({ ...stream, ...change }))].map(declarationDigest);

  expect(new Set(digests).size).toBe(digests.length);
  expect(declarationDigest({ ...stream, mayVanish: 0.9 })).toBe(declarationDigest(stream));
});
