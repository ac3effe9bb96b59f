import type { CanonicalEntity } from '../../schemas/entity.ts';
import type { Reason, RowReader } from './reader.ts';
import type { Candidate, Compared, Outcome, ScopeRow } from './candidate.ts';
import { rawDigest, recordDigest } from './digest.ts';
import type { KnownEntry, KnownState } from './known-state.ts';
import type { OpenRejections } from './open-rejections.ts';
import type { RawRow } from '../../connectors/driver.ts';
import type { ScopeValues } from './reader.ts';

/** What judging needs to know of the run. */
export interface Bench {
  readonly entity: CanonicalEntity;
  readonly reader: RowReader;
  readonly known: KnownState;
  readonly open: OpenRejections;
  /** Canonical keys that stand on several rows of this reading. */
  readonly repeated: ReadonlySet<string>;
  /** Marks the key as met in this run; KEY_REPEATED when it already was. */
  readonly meet: (keyText: string, known: KnownEntry | null) => void;
  /** Counts a key as still there, however many rows carry it. */
  readonly see: (known: KnownEntry) => void;
  readonly nextOrdinal: () => number;
}

/** A shaped row with its place, before anything is known of it. */
export interface PlacedRow {
  readonly row: RawRow;
  readonly scope: ScopeRow;
  readonly scopeValues: ScopeValues;
  /** Centavos per money field, read from the raw cells. */
  readonly amounts: readonly (bigint | null | 'unreadable')[];
}

/** Judged so far: an outcome already certain, or a row that must be normalised. */
export type Compare = Outcome | (Compared & { readonly kind: 'to normalise' });
export type Normal = Outcome | NormalRow;

interface NormalRow extends Compared {
  readonly kind: 'normalised';
  readonly result: ReturnType<RowReader['normalise']>;
}

/** Key and raw digest of each row. */
export function identify(bench: Bench, rows: readonly PlacedRow[]): readonly Candidate[] {
  return rows.map((placed) => ({
    ...placed,
    raw: rawDigest(placed.row),
    identity: bench.reader.key(placed.row, placed.scopeValues),
  }));
}

/** Sets apart what needs no normalising: the same raw row under the same declaration, and what cannot be told apart. */
export async function compare(
  bench: Bench,
  candidates: readonly Candidate[],
  signal: AbortSignal,
): Promise<readonly Compare[]> {
  const keys = candidates.map(({ identity }) => ('text' in identity ? identity.text : ''));
  const entries = await bench.known.find(keys, signal);
  return candidates.map((candidate, index) => compareOne(bench, candidate, entries[index] ?? null));
}

function compareOne(bench: Bench, candidate: Candidate, known: KnownEntry | null): Compare {
  const { identity, raw, scope } = candidate;
  if ('reason' in identity) return reject(bench, candidate, null, identity.reason);
  if (bench.repeated.has(identity.text)) {
    if (known) bench.see(known);
    return reject(bench, candidate, known, repeatedReason);
  }
  bench.meet(identity.text, known);
  if (known?.raw !== raw || !scope.current || known.scope !== scope.id)
    return { kind: 'to normalise', candidate, known };
  return known.rejected
    ? { kind: 'rejected', candidate, known, keyText: identity.text, reason: standing, open: true, ordinal: 0 }
    : { kind: 'unchanged', candidate, known, keyText: identity.text, touched: false };
}

/** Reads the record out of each row that needs it. */
export function normalise(bench: Bench, compared: readonly Compare[]): readonly Normal[] {
  return compared.map((item) => {
    if (item.kind !== 'to normalise') return item;
    const { candidate, known } = item;
    return {
      kind: 'normalised',
      candidate,
      known,
      result: bench.reader.normalise(candidate.row, candidate.scopeValues),
    };
  });
}

/** Publishes only what differs from the state last published. */
export function diff(bench: Bench, normals: readonly Normal[]): readonly Outcome[] {
  return normals.map((item) => (item.kind === 'normalised' ? diffOne(bench, item) : item));
}

function diffOne(bench: Bench, { candidate, known, result }: NormalRow): Outcome {
  const { identity, scope } = candidate;
  if ('reason' in identity) return reject(bench, candidate, known, identity.reason);
  if ('reason' in result) return reject(bench, candidate, known, result.reason);
  const digest = recordDigest(bench.entity.version, scope.text, result.record, result.observations);
  if (known?.digest === digest) return { kind: 'unchanged', candidate, known, keyText: identity.text, touched: true };
  const { key, text: keyText } = identity;
  return { kind: 'published', candidate, known, key, keyText, ...result, digest, ordinal: bench.nextOrdinal() };
}

const repeatedReason: Reason = {
  code: 'KEY_REPEATED',
  column: '',
  value: null,
  expected: 'una clave que no se repita; se apartaron todas las filas que la traen',
  retryable: false,
};

const standing: Reason = { code: 'ROW_REJECTED', column: '', value: null, expected: '', retryable: true };

function stands({ raw, scope }: Candidate, known: KnownEntry | null): boolean {
  return known !== null && known.rejected && known.raw === raw && known.scope === scope.id;
}

function reject(bench: Bench, candidate: Candidate, known: KnownEntry | null, reason: Reason): Outcome {
  const keyText = 'text' in candidate.identity ? candidate.identity.text : null;
  const tracked = keyText !== null && reason.code === 'ROW_REJECTED';
  const open = tracked ? stands(candidate, known) : bench.open.take(candidate.raw, candidate.scope.id);
  return { kind: 'rejected', candidate, known, keyText, reason, open, ordinal: open ? 0 : bench.nextOrdinal() };
}
