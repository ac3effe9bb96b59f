import type { CanonicalRecord, CanonicalValue } from './entity.ts';

/** Canonical values of the key fields, in the stream's order. */
export type RecordKey = readonly CanonicalValue[];
/** Digest of a record or a raw row: 24 characters of base64url, the first 144 bits of a SHA-256. */
export type Digest = string;
/** RFC 3339, UTC, milliseconds. */
export type Instant = string;

/** Totally orders the states of one record: by turn, then by ordinal inside the turn. */
export interface Edition {
  readonly turn: number;
  readonly ordinal: number;
}

export interface Origin {
  readonly source: string;
  readonly stream: string;
}

/** Suspicious but true to its source: kept, and said. */
export interface Observation {
  readonly code: string;
  readonly field: string;
}

interface Captured {
  readonly entity: string;
  readonly version: number;
  readonly origin: Origin;
  readonly key: RecordKey;
  readonly edition: Edition;
  /** The run's small human number. */
  readonly run: number;
  readonly readAt: Instant;
  /** The part of the stream that the record was read in, as its canonical text. */
  readonly scope: string;
}

export interface Upsert extends Captured {
  readonly operation: 'upsert';
  readonly record: CanonicalRecord;
  readonly observations: readonly Observation[];
  readonly digest: Digest;
}

/** The record is gone from its source; its value is the object of its key fields, never null. */
export interface Delete extends Captured {
  readonly operation: 'delete';
  readonly record: CanonicalRecord;
}

export type Envelope = Upsert | Delete;

/** `_clave` of the ledger: the key as a JSON array of canonical values. */
export function keyText(key: RecordKey): string {
  return JSON.stringify(key);
}

/** `source/stream`, `_origen` of the ledger. */
export function originText(origin: Origin): string {
  return `${origin.source}/${origin.stream}`;
}

/** The edition as text that sorts as editions do: turn of 16 digits, a point, ordinal of 10. */
export function editionText({ turn, ordinal }: Edition): string {
  return `${String(turn).padStart(16, '0')}.${String(ordinal).padStart(10, '0')}`;
}

/** Same origin, key and edition, same id: a resend is recognised; a record that goes A, B, A has three. */
export function envelopeId(envelope: Envelope): string {
  const { origin, key, edition } = envelope;
  return `${originText(origin)}#${keyText(key)}@${String(edition.turn)}.${String(edition.ordinal)}`;
}
