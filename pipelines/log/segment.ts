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

/** Where an upsert's values begin in its line. */
const FIRST_VALUE = 6;

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

function lineOf(fields: readonly string[], envelope: Envelope): readonly unknown[] {
  const { record, scope, key, edition } = envelope;
  if (envelope.operation === 'delete') {
    return ['d', edition.ordinal, scope, key, Object.keys(record)] satisfies DeleteLine;
  }
  const line: unknown[] = ['u', edition.ordinal, scope, key, envelope.digest, envelope.observations];
  for (const field of fields) line.push(record[field] ?? null);
  return line;
}

/** The envelopes of a segment, in order; exactly what was encoded. */
export function decodeSegment(content: Uint8Array): Segment {
  const [head, ...lines] = parsed(content);
  return { envelopes: lines.map((line) => decodeLine(head, line)), allNew: head.allNew };
}

/** What the published records of a segment hold in some of their fields, in order: all that a balance asks of them. */
export function decodeFields(content: Uint8Array, names: readonly string[]): readonly (readonly CanonicalValue[])[] {
  const [head, ...lines] = parsed(content);
  const places = names.map((name) => head.fields.indexOf(name));
  const none = names.map(() => null);
  return lines.map((line) =>
    line[0] === 'd' ? none : places.map((place) => (place < 0 ? null : (line[FIRST_VALUE + place] as CanonicalValue))),
  );
}

/** One parse of all the lines costs half of one parse a line. JSON writes a line feed inside a text as `\n`. */
function parsed(content: Uint8Array): [SegmentHead, ...(UpsertLine | DeleteLine)[]] {
  const text = zstdDecompressSync(content).toString('utf8');
  return JSON.parse(`[${text.replaceAll('\n', ',')}]`) as [SegmentHead, ...(UpsertLine | DeleteLine)[]];
}

function decodeLine(head: SegmentHead, line: UpsertLine | DeleteLine): Envelope {
  const ordinal = line[1];
  const key = line[3];
  const { entity, version, origin, run, readAt, turn } = head;
  const captured = { entity, version, origin, key, edition: { turn, ordinal }, run, readAt, scope: line[2] };
  if (line[0] === 'd') return { ...captured, operation: 'delete', record: zip(line[4], key, 0) };
  const values = line as readonly unknown[] as readonly CanonicalValue[];
  const record = zip(head.fields, values, FIRST_VALUE);
  return { ...captured, operation: 'upsert', record, observations: line[5], digest: line[4] };
}

/** Names with the values that stand from `first` on. */
function zip(names: readonly string[], values: readonly CanonicalValue[], first: number): CanonicalRecord {
  const record: Record<string, CanonicalValue> = {};
  for (let index = 0; index < names.length; index += 1) record[names[index] ?? ''] = values[first + index] ?? null;
  return record;
}
