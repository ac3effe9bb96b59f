import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { LARGEST_BYTES } from './folder.ts';
import { refusal } from './refusal.ts';

/** A month of a bank's files is some hundred. */
const MOST_ENTRIES = 2000;
const LARGEST_TOTAL = 4 * LARGEST_BYTES;
/** Lines of fixed width, mostly blanks, pack some fifty to one; what packs better was made to fill a disk. */
const HIGHEST_RATIO = 250;
/** Below it no ratio harms. */
const SMALL_BYTES = 1024 * 1024;

export interface ZippedFile {
  /** Its path inside of the archive. */
  readonly path: string;
  readonly bytes: number;
  read(): Promise<Uint8Array>;
}

/**
 * The files of an archive, hidden ones apart, whatever folder of it they are in. FILE_REFUSED, for all of it, when one has a
 * name that leaves the archive, is encrypted or an archive itself, or when they are more, larger or better packed than files
 * of offices are.
 */
export async function zippedFiles(archive: string, content: Uint8Array): Promise<readonly ZippedFile[]> {
  const { fromBufferPromise } = await import('yauzl');
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  try {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true });
    if (zip.entryCount > MOST_ENTRIES) {
      throw refusal(
        archive,
        null,
        `trae ${String(zip.entryCount)} archivos y se admiten hasta ${String(MOST_ENTRIES)}`,
      );
    }
    return await filesOf(archive, zip);
  } catch (thrown) {
    throw damaged(archive, thrown);
  }
}

async function filesOf(archive: string, zip: ZipFile): Promise<readonly ZippedFile[]> {
  const files = new Map<string, ZippedFile>();
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    assertName(archive, entry);
    total += entry.uncompressedSize;
    if (entry.fileName.endsWith('/')) continue;
    assertContent(archive, entry, total);
    const path = entry.fileName;
    if (files.has(path)) throw refusal(archive, null, `trae dos veces el archivo ${path}`);
    if (!isHidden(path)) {
      files.set(path, { path, bytes: entry.uncompressedSize, read: () => unpacked(archive, zip, entry) });
    }
  }
  return [...files.values()];
}

/** The library refuses paths that are absolute or go up; with characters of control a name could pass for another. */
function assertName(archive: string, { fileName, fileNameRaw }: Entry): void {
  if (fileName !== '' && fileNameRaw.every((byte) => byte >= 0x20 && byte !== 0x7f)) return;
  const name = JSON.stringify(fileNameRaw.toString('latin1'));
  throw refusal(archive, null, `trae un archivo de nombre peligroso (${name})`);
}

function assertContent(archive: string, entry: Entry, total: number): void {
  const { fileName, uncompressedSize: size, compressedSize: packed } = entry;
  if (entry.isEncrypted())
    throw refusal(archive, null, `su archivo ${fileName} tiene contraseña; mándelo sin contraseña`);
  if (/\.zip$/i.test(fileName)) {
    throw refusal(archive, null, `trae otro archivo comprimido, ${fileName}; deje en la carpeta el de adentro`);
  }
  if (size > LARGEST_BYTES || total > LARGEST_TOTAL) {
    throw refusal(
      archive,
      null,
      `descomprimido pasa de lo admitido: ${String(LARGEST_BYTES)} bytes cada archivo y ${String(LARGEST_TOTAL)} todos (${fileName})`,
    );
  }
  if (size > SMALL_BYTES && size > packed * HIGHEST_RATIO) {
    throw refusal(
      archive,
      null,
      `su archivo ${fileName} crece más de ${String(HIGHEST_RATIO)} veces al descomprimirse: parece hecho para hacer daño`,
    );
  }
}

function isHidden(path: string): boolean {
  return path.split('/').some((part) => /^(\.|~\$|__MACOSX$)/.test(part));
}

async function unpacked(archive: string, zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  try {
    // Ends with an error as soon as there is more, or less, than the archive says.
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
  } catch (thrown) {
    throw damaged(archive, thrown);
  }
  const bytes = Buffer.concat(chunks);
  if (crc32(bytes) !== entry.crc32) throw damaged(archive, new Error(`CRC-32 of ${entry.fileName}`));
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** What the library says of a name that leaves the archive; version 3.4. */
const ESCAPES = /^(?:absolute path|invalid relative path|invalid characters in fileName): /;

function damaged(archive: string, thrown: unknown): unknown {
  if (!(thrown instanceof Error) || 'code' in thrown) return thrown;
  if (ESCAPES.test(thrown.message)) {
    const name = JSON.stringify(thrown.message.replace(ESCAPES, ''));
    return refusal(archive, null, `trae un archivo de nombre peligroso (${name})`, thrown);
  }
  return refusal(archive, null, `no es un .zip entero: está dañado o cortado (${thrown.message})`, thrown);
}
