import { Damage } from './failures.ts';
import type { Layout } from './layout.ts';
import type { DecodeText } from './text.ts';
import type { Decrypt } from './vendor.ts';

const KINDS = { data: 1, definition: 2, usage: 5 } as const;

/** The low bits of a row's offset; above them stand two flags. */
const OFFSET = 0x1fff;
const DELETED = 0x8000;
const ELSEWHERE = 0x4000;

/** The pages of one copy. Every pointer is held against the file's size before it is followed. */
export class Pages {
  readonly layout: Layout;
  readonly decode: DecodeText;
  readonly #decrypt: Decrypt;
  readonly bytes: number;
  readonly #count: number;

  constructor(layout: Layout, decode: DecodeText, decrypt: Decrypt, bytes: number) {
    this.layout = layout;
    this.decode = decode;
    this.#decrypt = decrypt;
    this.bytes = bytes;
    this.#count = Math.floor(bytes / layout.pageSize);
  }

  page(number: number, kind: keyof typeof KINDS): Buffer {
    this.demand(number);
    const page = this.#decrypt(number);
    if (page[0] !== KINDS[kind])
      throw new Damage(`está dañado: la página ${String(number)} no es de las que se esperan allí`);
    return page;
  }

  demand(number: number): void {
    if (number > 0 && number < this.#count) return;
    throw new Damage(`está cortado o dañado: tiene ${String(this.#count)} páginas y le falta la ${String(number)}`);
  }

  /** The row that a pointer names: its number in the lowest byte, its page in the three above. */
  pointed(pointer: number): Buffer {
    return this.row(this.page(pointer >>> 8, 'data'), pointer & 0xff).bytes;
  }

  rowCount(page: Buffer): number {
    return page.readUInt16LE(this.layout.rowCountAt);
  }

  row(
    page: Buffer,
    number: number,
  ): { readonly deleted: boolean; readonly elsewhere: boolean; readonly bytes: Buffer } {
    const { rowCountAt, pageSize } = this.layout;
    const at = rowCountAt + 2 + 2 * number;
    const start = page.readUInt16LE(at);
    const end = number === 0 ? pageSize : page.readUInt16LE(at - 2) & OFFSET;
    if (number >= this.rowCount(page) || (start & OFFSET) > end || end > pageSize)
      throw new Damage('está dañado: una página dice de una fila que está donde no puede estar');
    return {
      deleted: (start & DELETED) !== 0,
      elsewhere: (start & ELSEWHERE) !== 0,
      bytes: page.subarray(start & OFFSET, end),
    };
  }
}

/** The pages that a usage map marks, in their order. `pointer` names the row that the map stands in. */
export function usedPages(pages: Pages, pointer: number): readonly number[] {
  const map = pages.pointed(pointer);
  if (map[0] === 0) return marked(map.subarray(5), map.readUInt32LE(1));
  if (map[0] !== 1) throw new Damage('está dañado: un mapa de páginas es de una clase que no se conoce');
  const covered = (pages.layout.pageSize - 4) * 8;
  const found: number[] = [];
  for (let at = 1; at + 4 <= map.length; at += 4) {
    const page = map.readUInt32LE(at);
    if (page === 0) continue;
    for (const number of marked(pages.page(page, 'usage').subarray(4), ((at - 1) / 4) * covered)) found.push(number);
  }
  return found;
}

function marked(bits: Buffer, first: number): readonly number[] {
  const found: number[] = [];
  for (const [index, byte] of bits.entries()) {
    if (byte === 0) continue;
    for (let bit = 0; bit < 8; bit += 1) if ((byte & (1 << bit)) !== 0) found.push(first + 8 * index + bit);
  }
  return found;
}
