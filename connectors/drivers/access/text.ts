import { Damage } from './failures.ts';
import type { Layout } from './layout.ts';

export type DecodeText = (bytes: Buffer) => string;

/** How the texts of a file are read: by its code page up to Access 97, as UTF-16 since. */
export function textDecoder(layout: Layout, codePage: string): DecodeText {
  if (!layout.codePage) return decodeUnicode;
  const decoder = new TextDecoder(codePage, { fatal: true, ignoreBOM: true });
  return (bytes) => {
    try {
      return decoder.decode(bytes);
    } catch {
      throw new Damage(
        `trae bytes que no son de la página de códigos ${codePage}; diga en codePage la del equipo en que se escribió`,
      );
    }
  };
}

/** A text that begins with FF FE is compressed: a byte a letter, until a zero byte turns to two bytes a letter and back. */
function decodeUnicode(bytes: Buffer): string {
  if (bytes.length < 2 || bytes[0] !== 0xff || bytes[1] !== 0xfe) return bytes.toString('utf16le');
  const wide = Buffer.alloc(2 * bytes.length);
  let [at, end, compressed] = [2, 0, true];
  while (at < bytes.length) {
    if (bytes[at] === 0) {
      compressed = !compressed;
      at += 1;
    } else {
      const step = compressed ? 1 : 2;
      bytes.copy(wide, end, at, at + step);
      at += step;
      end += 2;
    }
  }
  return wide.toString('utf16le', 0, end);
}
