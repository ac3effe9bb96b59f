import { hash } from 'node:crypto';
import type { CanonicalRecord, CanonicalValue } from '../../schemas/entity.ts';
import type { Digest, Observation } from '../../schemas/envelope.ts';
import type { Cell, RawRow } from '../../connectors/driver.ts';

const DIGEST_LENGTH = 24;

/** First 144 bits of the SHA-256 of a text. */
export function digestOf(text: string): Digest {
  return hash('sha256', text, 'base64url').slice(0, DIGEST_LENGTH);
}

/** Digest of the declared cells of a raw row: types, values and order count. */
export function rawDigest(row: RawRow): Digest {
  return digestOf(JSON.stringify(row.every(isPlain) ? row : row.map(tagged)));
}

/** JSON says it exactly. It writes -0 as 0 and what is not finite as null, and has no bytes and no bigint. */
function isPlain(cell: Cell): boolean {
  if (typeof cell === 'number') return Number.isFinite(cell) && !Object.is(cell, -0);
  return cell === null || typeof cell === 'string' || typeof cell === 'boolean';
}

function tagged(cell: Cell): Cell | readonly [type: string, text: string] {
  if (isPlain(cell)) return cell;
  if (cell instanceof Uint8Array) return ['bytes', Buffer.from(cell).toString('base64')];
  return [typeof cell, Object.is(cell, -0) ? '-0' : String(cell)];
}

/** Digest of a canonical record in its scope. Null fields are left out, so that an added optional field changes nothing. */
export function recordDigest(
  version: number,
  scope: string,
  record: CanonicalRecord,
  observations: readonly Observation[],
): Digest {
  const said: CanonicalValue[] = [];
  for (const name in record) {
    const value = record[name];
    if (value !== null && value !== undefined) said.push(name, value);
  }
  const observed = observations.map(({ code, field }) => [code, field]);
  return digestOf(JSON.stringify([version, scope, said, observed]));
}
