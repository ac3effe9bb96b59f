import { moneyFieldsOf } from '../../schemas/entity.ts';
import type { CanonicalEntity } from '../../schemas/entity.ts';
import type { Envelope, Instant, Origin } from '../../schemas/envelope.ts';
import { dineroDe } from '../../schemas/scalars/dinero.ts';
import { encodeSegment } from '../log/segment.ts';
import { packAmounts } from './balance.ts';
import { BatchBooks, UNREADABLE } from './books.ts';
import type { Outcome } from './candidate.ts';
import type { BatchWrite } from './commit.ts';
import type { KnownChange, KnownEntry } from './known-state.ts';
import type { Lease } from './lease.ts';
import type { NewRejection } from './quarantine.ts';
import { storeRow } from './stored-row.ts';
import type { Vanished } from './deletes.ts';

/** Who captures, and when: what every envelope of a batch shares. */
export interface Stamp {
  readonly origin: Origin;
  readonly lease: Lease;
  readonly readAt: Instant;
}

/** What has been judged and not yet committed. */
export class Batch {
  readonly books: BatchBooks;
  readonly #entity: CanonicalEntity;
  readonly #money: readonly string[];
  readonly #envelopes: Envelope[] = [];
  readonly #known: KnownChange[] = [];
  readonly #rejections: NewRejection[] = [];
  readonly #settled: string[] = [];
  readonly #outdated = new Set<number>();
  #allNew = true;

  constructor(entity: CanonicalEntity) {
    this.#entity = entity;
    this.#money = moneyFieldsOf(entity);
    this.books = new BatchBooks(entity);
  }

  /** Rows that the commit will write. */
  get size(): number {
    return this.#known.length + this.#rejections.length;
  }

  take(outcome: Outcome, columns: readonly string[], stamp: Stamp): void {
    if (outcome.kind === 'unchanged') this.#takeUnchanged(outcome);
    else if (outcome.kind === 'published') this.#takePublished(outcome, stamp);
    else this.#takeRejected(outcome, columns, stamp);
  }

  #takeUnchanged(outcome: Extract<Outcome, { kind: 'unchanged' }>): void {
    const { known, candidate, keyText } = outcome;
    this.books.keep(known.amounts);
    if (!outcome.touched) return;
    this.#note(candidate.scope);
    this.#known.push({ ...known, key: keyText, scope: candidate.scope.id, raw: candidate.raw, rejected: false });
    if (known.rejected) this.#settled.push(keyText);
  }

  #takePublished(outcome: Extract<Outcome, { kind: 'published' }>, stamp: Stamp): void {
    const { candidate, known, key, keyText, record, observations, digest, ordinal } = outcome;
    const { origin, lease, readAt } = stamp;
    this.#note(candidate.scope);
    this.#allNew &&= known === null;
    this.#envelopes.push({
      operation: 'upsert',
      entity: this.#entity.name,
      version: this.#entity.version,
      origin,
      key,
      edition: { turn: lease.turn, ordinal },
      run: lease.run,
      readAt,
      scope: candidate.scope.text,
      record,
      observations,
      digest,
    });
    this.#known.push({
      key: keyText,
      number: known?.number ?? null,
      scope: candidate.scope.id,
      raw: candidate.raw,
      digest,
      amounts: packAmounts(this.#money.map((name) => (record[name] ?? null) as string | null)),
      rejected: false,
    });
    if (known?.rejected) this.#settled.push(keyText);
  }

  #takeRejected(outcome: Extract<Outcome, { kind: 'rejected' }>, columns: readonly string[], stamp: Stamp): void {
    const { candidate, known, keyText, reason, open, ordinal } = outcome;
    if (open) {
      this.books.stand(candidate.amounts);
      return;
    }
    const { scope, raw, row, amounts } = candidate;
    this.#note(scope);
    this.reject({
      scope: scope.id,
      key: keyText,
      raw,
      reason,
      row: storeRow(columns, row),
      scopeValues: candidate.scopeValues,
      amounts: Object.fromEntries(this.#money.map((name, index) => [name, stored(amounts[index] ?? null)])),
      formed: true,
      ordinal,
      readAt: stamp.readAt,
    });
    if (keyText === null) return;
    if (reason.code === 'ROW_REJECTED') this.#remember(keyText, known, scope.id, raw);
    // Several rows carry the key: none of them is the one remembered, and whichever remains must be judged afresh.
    else if (known) this.#known.push({ ...known, key: keyText, raw: '', rejected: true });
  }

  #remember(key: string, known: KnownEntry | null, scope: number, raw: string): void {
    if (known?.rejected) this.#settled.push(key);
    const last = known ?? { number: null, digest: null, amounts: '' };
    this.#known.push({ ...last, key, scope, raw, rejected: true });
  }

  reject(rejection: NewRejection): void {
    this.#rejections.push(rejection);
  }

  #note(scope: { readonly id: number; readonly current: boolean }): void {
    if (!scope.current) this.#outdated.add(scope.id);
  }

  /** What the commit writes; it can be asked once more and says the same. */
  write(): BatchWrite {
    return {
      segment: segmentOf(this.#entity, this.#envelopes, this.#allNew),
      known: this.#known,
      removed: [],
      rejections: this.#rejections,
      settled: this.#settled,
      leftOver: [],
      retried: [],
      outdated: [...this.#outdated],
      whole: false,
      position: null,
      closing: null,
    };
  }
}

/** Deletes as a batch writes them: envelopes for what was published, and the keys that known state forgets. */
export function deletesWrite(
  entity: CanonicalEntity,
  keyFields: readonly string[],
  vanished: readonly Vanished[],
  scopeText: (id: number) => string,
  stamp: Stamp,
  nextOrdinal: () => number,
): Pick<BatchWrite, 'segment' | 'removed'> {
  const envelopes = vanished
    .filter(({ published }) => published)
    .map(({ key, scope }): Envelope => ({
      operation: 'delete',
      entity: entity.name,
      version: entity.version,
      origin: stamp.origin,
      key,
      edition: { turn: stamp.lease.turn, ordinal: nextOrdinal() },
      run: stamp.lease.run,
      readAt: stamp.readAt,
      scope: scopeText(scope),
      record: Object.fromEntries(keyFields.map((name, index) => [name, key[index] ?? null])),
    }));
  return { segment: segmentOf(entity, envelopes, false), removed: vanished.map(({ text }) => text) };
}

function segmentOf(entity: CanonicalEntity, envelopes: readonly Envelope[], allNew: boolean): BatchWrite['segment'] {
  return envelopes.length === 0 ? null : { content: encodeSegment(entity, envelopes, allNew), count: envelopes.length };
}

function stored(amount: bigint | null | 'unreadable'): string | null {
  if (amount === null) return null;
  return amount === 'unreadable' ? UNREADABLE : dineroDe(amount);
}
