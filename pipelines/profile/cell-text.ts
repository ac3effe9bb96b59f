import type { Cell } from '../../connectors/driver.ts';

/** A cell as text that loses nothing; null stays null. Bytes are hexadecimal behind `0x`, yes and no `true` and `false`. */
export function cellText(cell: Cell): string | null {
  if (cell === null) return null;
  if (cell instanceof Uint8Array) return `0x${Buffer.from(cell).toString('hex')}`;
  return String(cell);
}
