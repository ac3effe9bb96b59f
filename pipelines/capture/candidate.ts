import type { CanonicalRecord } from '../../schemas/entity.ts';
import type { Digest, Observation, RecordKey } from '../../schemas/envelope.ts';
import type { RawRow } from '../../connectors/driver.ts';
import type { KnownEntry } from './known-state.ts';
import type { Reason, ScopeValues } from './reader.ts';

/** A part of the stream as a run meets it: its row in the ledger, and whether it was last read under another declaration. */
export interface ScopeRow {
  readonly id: number;
  readonly text: string;
  /** Raw digests kept for this scope were taken under the declaration in force. */
  readonly current: boolean;
}

/** One shaped row on its way to become a record. */
export interface Candidate {
  readonly row: RawRow;
  readonly scope: ScopeRow;
  readonly scopeValues: ScopeValues;
  readonly raw: Digest;
  /** Centavos per money field, read from the raw cells. */
  readonly amounts: readonly (bigint | null | 'unreadable')[];
  readonly identity: Identity;
}

export type Identity = { readonly key: RecordKey; readonly text: string } | { readonly reason: Reason };

export interface Compared {
  readonly candidate: Candidate;
  readonly known: KnownEntry | null;
}

/** What became of one shaped row. */
export type Outcome =
  | {
      readonly kind: 'published';
      readonly candidate: Candidate;
      readonly known: KnownEntry | null;
      readonly key: RecordKey;
      readonly keyText: string;
      readonly record: CanonicalRecord;
      readonly observations: readonly Observation[];
      readonly digest: Digest;
      readonly ordinal: number;
    }
  /** `touched`: what is remembered of the raw row must be rewritten, though the record says the same. */
  | {
      readonly kind: 'unchanged';
      readonly candidate: Candidate;
      readonly known: KnownEntry;
      readonly keyText: string;
      readonly touched: boolean;
    }
  /** `open`: the same rejection stands from an earlier run; nothing is written. */
  | {
      readonly kind: 'rejected';
      readonly candidate: Candidate;
      readonly known: KnownEntry | null;
      readonly keyText: string | null;
      readonly reason: Reason;
      readonly open: boolean;
      readonly ordinal: number;
    };
