import { zstdCompressSync, zstdDecompressSync, constants } from 'node:zlib';
import { fieldsOf } from '../../schemas/entity.ts';
import type { CanonicalEntity, CanonicalRecord, CanonicalValue } from '../../schemas/entity.ts';
import type { Envelope, Observation, Origin, RecordKey } from '../../schemas/envelope.ts';

/**
 * The envelopes of one entity that one batch committed, as lines of JSON compressed with zstd: a head, then a line per
 * envelope `[operation, ordinal, scope, key, digest, observations, ...values]`, values in the order of the head's fields.
 */
interface SegmentHead {
  readonly entity: string;
  readonly version: number;
  readonly origin: Origin;
  readonly run: number;
  readonly turn: number;
  readonly readAt: string;
  readonly fields: readonly string[];
  /** No key of it was known: a hint that the loader may insert without looking; the unique key catches a lie. */
  readonly allNew: boolean;
}

export interface Segment {
  readonly envelopes: readonly Envelope[];
  readonly allNew: boolean;
}

type UpsertLine = readonly [
  operation: 'u',
  ordinal: number,
  scope: string,
  key: RecordKey,
  digest: string,
  observations: readonly Observation[],
  ...values: CanonicalValue[],
];
type DeleteLine = readonly [
  operation: 'd',
  ordinal: number,
  scope: string,
  key: RecordKey,
  keyFields: readonly string[],
];

const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** All envelopes must share entity, version, origin, run, turn and reading time, which is what one batch gives. */
export function encodeSegment(entity: CanonicalEntity, envelopes: readonly Envelope[], allNew: boolean): Uint8Array {
  const [first] = envelopes;
  if (!first) throw new TypeError('A segment holds at least one envelope.');
  const fields = fieldsOf(entity).map((field) => field.name);
  const { origin, run, readAt } = first;
  const head: SegmentHead = {
    entity: first.entity,
    version: first.version,
    origin,
    run,
    turn: first.edition.turn,
    readAt,
    fields,
    allNew,
  };
  const lines = [JSON.stringify(head)];
  for (const envelope of envelopes) lines.push(JSON.stringify(lineOf(fields, envelope)));
  return zstdCompressSync(lines.join('\n'), LEVEL);
}

function lineOf(fields: readonly string[], envelope: Envelope): UpsertLine | DeleteLine {
  const { record, scope, key, edition } = envelope;
  if (envelope.operation === 'delete') return ['d', edition.ordinal, scope, key, Object.keys(record)];
  const values = fields.map((field) => record[field] ?? null);
  return ['u', edition.ordinal, scope, key, envelope.digest, envelope.observations, ...values];
}

/** The envelopes of a segment, in order; exactly what was encoded. */
export function decodeSegment(content: Uint8Array): Segment {
  const [headLine, ...lines] = zstdDecompressSync(content).toString('utf8').split('\n');
  const head = JSON.parse(headLine ?? '') as SegmentHead;
  return {
    envelopes: lines.map((line) => decodeLine(head, JSON.parse(line) as UpsertLine | DeleteLine)),
    allNew: head.allNew,
  };
}

function decodeLine(head: SegmentHead, line: UpsertLine | DeleteLine): Envelope {
  const [, ordinal, scope, key] = line;
  const { entity, version, origin, run, readAt, turn } = head;
  const captured = { entity, version, origin, key, edition: { turn, ordinal }, run, readAt, scope };
  if (line[0] === 'd') return { ...captured, operation: 'delete', record: zip(line[4], key) };
  const [, , , , digest, observations, ...values] = line;
  return { ...captured, operation: 'upsert', record: zip(head.fields, values), observations, digest };
}

function zip(names: readonly string[], values: readonly CanonicalValue[]): CanonicalRecord {
  const record: Record<string, CanonicalValue> = {};
  for (const [index, name] of names.entries()) record[name] = values[index] ?? null;
  return record;
}
