import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CanonicalEntity } from '../../../schemas/entity.ts';
import type { Envelope, Observation } from '../../../schemas/envelope.ts';
import { entities } from '../../../schemas/registry.ts';
import { decodeSegment, encodeSegment } from '../../../pipelines/log/segment.ts';
import { recaudoWith, upsertOf } from '../../builders/envelopes.ts';
import { records } from '../../builders/records.ts';

/** Envelopes as one batch of an entity gives them: they share run, turn, origin and reading time. */
function batchesOf(entity: CanonicalEntity): fc.Arbitrary<readonly Envelope[]> {
  const text = fc.string({ unit: 'binary', maxLength: 20 });
  const observation: fc.Arbitrary<Observation> = fc.record({ code: fc.constantFrom('MOJIBAKE', 'NIT'), field: text });
  const shared = fc.record({
    entity: fc.constant(entity.name),
    version: fc.constant(entity.version),
    origin: fc.record({ source: text, stream: text }),
    run: fc.nat(),
    readAt: fc.constant('2026-11-20T12:00:00.123Z'),
  });
  const own = fc.record({
    record: records(entity),
    scope: text,
    digest: fc.stringMatching(/^[A-Za-z0-9_-]{24}$/),
    observations: fc.array(observation, { maxLength: 2 }),
    isDelete: fc.boolean(),
  });
  return fc.tuple(shared, fc.nat(), fc.array(own, { minLength: 1, maxLength: 8 })).map(([captured, turn, all]) =>
    all.map(({ record, scope, digest, observations, isDelete }, at): Envelope => {
      const key = entity.key.map((name) => record[name] ?? null);
      const placed = { ...captured, key, scope, edition: { turn, ordinal: at + 1 } };
      if (!isDelete) return { ...placed, operation: 'upsert', record, digest, observations };
      const keyFields = entity.key.map((name, place) => [name, key[place] ?? null] as const);
      return { ...placed, operation: 'delete', record: Object.fromEntries(keyFields) };
    }),
  );
}

describe.each(entities.map((entity) => ({ name: entity.name, entity })))('a segment of $name', ({ entity }) => {
  test('gives back exactly the envelopes that it was made of', () => {
    const identity = fc.property(batchesOf(entity), fc.boolean(), (envelopes, allNew) => {
      expect(decodeSegment(encodeSegment(entity, envelopes, allNew))).toEqual({ envelopes, allNew });
    });

    fc.assert(identity, { numRuns: 50 });
  });
});

test('a segment of nothing is refused', () => {
  const [entity] = entities;

  expect(() => entity && encodeSegment(entity, [], true)).toThrow(TypeError);
});

test('a field that the record leaves out comes back as null', () => {
  const entity = entities.find(({ name }) => name === 'recaudo');
  if (!entity) throw new Error('recaudo is an entity');
  const partial = Object.fromEntries(Object.entries(recaudoWith()).filter(([name]) => name !== 'predio'));

  const [envelope] = decodeSegment(encodeSegment(entity, [upsertOf(partial)], true)).envelopes;

  expect(envelope?.record).toEqual(recaudoWith({ predio: null }));
});
