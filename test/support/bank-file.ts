import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folder } from '../../connectors/drivers/file/index.ts';

/** A bank file of Asobancaria 2001 as a test wants it. */
export interface BankFile {
  readonly day: string;
  readonly modifier: string;
  /** Pesos of each payment; its reference is its place, from 1. */
  readonly payments: readonly number[];
}

/** The text of a file, with its controls right. */
export function bankText({ day, modifier, payments }: BankFile): string {
  const details = payments.map((pesos, index) => {
    const place = String(index + 1);
    return `06${place.padStart(48, '0')}${cents(pesos, 14)}0101${'0'.repeat(12)}0000000${place.padStart(7, '0')}000`;
  });
  const count = String(payments.length).padStart(9, '0');
  const total = cents(
    payments.reduce((sum, pesos) => sum + pesos, 0),
    18,
  );
  return [
    `010899999468${day}007${'123'.padStart(17, '0')}${day}1200${modifier}01`,
    '0577099988884870001',
    ...details,
    `08${count}${total}0001`,
    `09${count}${total}`,
  ]
    .map((line) => `${line.padEnd(162)}\r\n`)
    .join('');
}

function cents(pesos: number, digits: number): string {
  return String(pesos * 100).padStart(digits, '0');
}

/** A drop folder that tests fill and empty. */
export class DropFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'bancos-'));

  get driver() {
    return folder({ path: this.path });
  }

  put(name: string, content: BankFile | string): void {
    writeFileSync(join(this.path, name), typeof content === 'string' ? content : bankText(content), 'latin1');
  }

  remove(name: string): void {
    rmSync(join(this.path, name));
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true });
  }
}
