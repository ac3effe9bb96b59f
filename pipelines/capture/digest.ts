import { hash } from 'node:crypto';
import type { CanonicalRecord } from '../../schemas/entity.ts';
import type { Digest, Observation } from '../../schemas/envelope.ts';
import type { Cell, RawRow } from '../../connectors/driver.ts';

const DIGEST_LENGTH = 24;

/** First 144 bits of the SHA-256 of a text. */
export function digestOf(text: string): Digest {
  return hash('sha256', text, 'base64url').slice(0, DIGEST_LENGTH);
}

/** Digest of the declared cells of a raw row: types, values and order count. */
export function rawDigest(row: RawRow): Digest {
  let text = '';
  for (const cell of row) text += cellText(cell);
  return digestOf(text);
}

// The length before the value keeps two rows apart whatever their texts hold.
function cellText(cell: Cell): string {
  if (cell === null) return '0;';
  if (typeof cell === 'string') return `s${String(cell.length)}:${cell};`;
  if (typeof cell === 'number') return Object.is(cell, -0) ? 'n-0;' : `n${String(cell)};`;
  if (typeof cell === 'bigint') return `i${String(cell)};`;
  if (typeof cell === 'boolean') return cell ? 't;' : 'f;';
  return `b${Buffer.from(cell).toString('base64')};`;
}

/** Digest of a canonical record in its scope. Null fields are left out, so that an added optional field changes nothing. */
export function recordDigest(
  version: number,
  scope: string,
  record: CanonicalRecord,
  observations: readonly Observation[],
): Digest {
  let text = `${String(version)}\n${scope}\n`;
  for (const name in record) {
    const value = record[name];
    if (value !== null && value !== undefined) text += `${name}=${JSON.stringify(value)}\n`;
  }
  for (const { code, field } of observations) text += `!${code}@${field}\n`;
  return digestOf(text);
}
