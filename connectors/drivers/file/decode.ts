import { IntegrationError } from '../../../schemas/errors.ts';
import type { Encoding } from '../../file-format.ts';
import { refusal } from './refusal.ts';

/** The file's text in the first of these encodings that all of its bytes belong to. */
export function decodeAny(file: string, content: Uint8Array, encodings: readonly Encoding[]): string {
  // Nearly any bytes are UTF-16: beside others only its mark tells it.
  const isMarked = content[0] === 0xff && content[1] === 0xfe;
  const told = encodings.filter((encoding) => encodings.length === 1 || encoding !== 'utf-16le' || isMarked);
  for (const encoding of told.slice(0, -1)) {
    try {
      return decode(file, content, encoding);
    } catch (thrown) {
      if (!(thrown instanceof IntegrationError)) throw thrown;
    }
  }
  return decode(file, content, told.at(-1) ?? 'utf-8');
}

/** The file's text in its declared encoding; bytes that do not belong to it refuse the file and name the line. */
export function decode(file: string, content: Uint8Array, encoding: Encoding): string {
  if (encoding !== 'utf-8' && startsWithUtf8Mark(content)) {
    throw refusal(file, 1, `empieza con la marca de UTF-8 y está declarado como ${encoding}; corrija la declaración`);
  }
  const text = textOf(file, content, encoding);
  const stray = unassigned[encoding]?.exec(text);
  if (!stray) return text;
  const line = text.slice(0, stray.index).split('\n').length;
  throw refusal(
    file,
    line,
    `hay un byte 0x${stray[0].charCodeAt(0).toString(16)} que no existe en ${encoding}; revise la codificación declarada`,
  );
}

/** Bytes without a character: WHATWG's decoder gives control codes for them instead of failing. */
const unassigned: Readonly<Partial<Record<Encoding, RegExp>>> = { 'windows-1252': /[\u0081\u008d\u008f\u0090\u009d]/ };

/** Bytes 0x80 to 0xff of code page 850 (Unicode's CP850.TXT); WHATWG has no decoder for it. */
const CP850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐' +
  '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

function textOf(file: string, content: Uint8Array, encoding: Encoding): string {
  switch (encoding) {
    case 'iso-8859-1':
      return latin1(content);
    case 'cp850':
      return latin1(content).replaceAll(/[\u0080-\u00ff]/g, (byte) => CP850[byte.charCodeAt(0) - 0x80] ?? '');
    case 'utf-8':
    case 'utf-16le':
    case 'windows-1252':
      return strictly(file, content, encoding);
  }
}

function strictly(file: string, content: Uint8Array, encoding: 'utf-8' | 'utf-16le' | 'windows-1252'): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content);
  } catch (cause) {
    const line = encoding === 'utf-8' ? firstBadLine(content) : null;
    throw refusal(file, line, `hay bytes que no son texto en ${encoding}; revise la codificación declarada`, cause);
  }
}

/** A line feed never is part of a longer UTF-8 sequence, so lines can be decoded one by one. */
function firstBadLine(content: Uint8Array): number | null {
  let start = 0;
  for (let line = 1; start < content.length; line += 1) {
    const feed = content.indexOf(0x0a, start);
    const end = feed < 0 ? content.length : feed + 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(content.subarray(start, end));
    } catch {
      return line;
    }
    start = end;
  }
  return null;
}

/** Byte for byte: the decoder that WHATWG calls `iso-8859-1` is the one of Windows-1252. */
function latin1(content: Uint8Array): string {
  return Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('latin1');
}

function startsWithUtf8Mark(content: Uint8Array): boolean {
  return content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf;
}
