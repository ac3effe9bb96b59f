import { open, readdir, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { IntegrationError } from '../../../schemas/errors.ts';
import type { FileEntry } from '../../driver.ts';
import { refusal } from './refusal.ts';

/** A year of a bank's collection is some megabytes; what is larger is not a file of this kind. */
export const LARGEST_BYTES = 64 * 1024 * 1024;

/** `witness`: a file that always lies in the folder. An empty one is then no folder without news but a share that is not mounted. */
export async function assertFolder(path: string, witness: string | undefined): Promise<void> {
  const found = await reaching(path, () => stat(path));
  if (!found.isDirectory()) {
    throw new IntegrationError(
      'SOURCE_REFUSED',
      `La carpeta ${path} no es una carpeta sino un archivo. Revise la ruta.`,
      { context: { folder: path } },
    );
  }
  if (witness === undefined || (await presentFile(path, witness)) !== null) return;
  throw new IntegrationError(
    'SOURCE_UNREACHABLE',
    `En la carpeta ${path} no está ${witness}, que siempre debe estar: su unidad de red no está conectada. Conéctela, o devuelva el archivo.`,
    { context: { folder: path, witness } },
  );
}

/** A file of the folder; its stamp is another after it was written. */
export interface StampedFile extends FileEntry {
  readonly stamp: string;
}

/** Regular files whose name matches, in order of name; those still being written by Office or hidden (`~$…`, `.…`) are none. */
export async function listFiles(
  path: string,
  matches: (name: string) => boolean,
  signal: AbortSignal,
): Promise<readonly StampedFile[]> {
  signal.throwIfAborted();
  const names = (await reaching(path, () => readdir(path))).filter((name) => !/^(\.|~\$)/.test(name) && matches(name));
  const entries: StampedFile[] = [];
  for (const name of names.sort()) {
    signal.throwIfAborted();
    const found = await presentFile(path, name);
    if (found) entries.push(found);
  }
  return entries;
}

/** Null where there is no such regular file: it may have gone since its folder was read. */
export async function presentFile(path: string, name: string): Promise<StampedFile | null> {
  const found = await reaching(join(path, name), () =>
    stat(join(path, name), { bigint: true }).catch((cause: unknown) => {
      if (isErrno(cause) && (cause.code === 'ENOENT' || cause.code === 'ELOOP')) return null;
      throw cause;
    }),
  );
  if (found?.isFile() !== true) return null;
  return { name, bytes: Number(found.size), stamp: `${String(found.size)} ${String(found.mtimeNs)}` };
}

/** The file's bytes, copied while nobody wrote to it: SOURCE_BUSY otherwise. */
export async function copyFile(path: string, entry: FileEntry, signal: AbortSignal): Promise<Uint8Array> {
  signal.throwIfAborted();
  const { name } = entry;
  if (basename(name) !== name) {
    throw new IntegrationError(
      'NOT_FOUND',
      `El archivo ${name} no está en la carpeta ${path}: se espera un nombre sin ruta.`,
    );
  }
  const handle = await reaching(join(path, name), () => open(join(path, name), 'r'));
  try {
    return await reaching(join(path, name), () => copyWhole(handle, entry, signal));
  } finally {
    await handle.close();
  }
}

async function copyWhole(handle: FileHandle, entry: FileEntry, signal: AbortSignal): Promise<Uint8Array> {
  const before = await handle.stat();
  if (before.size > LARGEST_BYTES) {
    throw refusal(entry.name, null, `ocupa ${String(before.size)} bytes y se admiten hasta ${String(LARGEST_BYTES)}`);
  }
  const bytes = await handle.readFile({ signal });
  const after = await handle.stat();
  const sizes = new Set([entry.bytes, before.size, after.size, bytes.length]);
  if (sizes.size > 1 || before.mtimeMs !== after.mtimeMs) {
    throw new IntegrationError(
      'SOURCE_BUSY',
      `El archivo ${entry.name} cambió mientras se leía: otro programa lo está escribiendo. Se puede intentar de nuevo cuando termine.`,
      { context: { file: entry.name, listed: entry.bytes, read: bytes.length, bytes: after.size } },
    );
  }
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** `*` any run of characters, `?` any one; letters of either case. */
export function nameMatcher(pattern: string): (name: string) => boolean {
  const source = pattern
    .replaceAll(/[\\^$.+()[\]{}|]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`, 'isu');
  return (name) => expression.test(name);
}

async function reaching<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (!isErrno(cause)) throw cause;
    if (cause.code === 'EACCES' || cause.code === 'EPERM') {
      throw new IntegrationError(
        'SOURCE_REFUSED',
        `No hay permiso para leer ${path}. Pida el permiso para el usuario que corre el programa.`,
        {
          cause,
          context: { path },
        },
      );
    }
    throw new IntegrationError(
      'SOURCE_UNREACHABLE',
      `No se alcanza ${path}: no existe o su unidad no está conectada. Revise la ruta.`,
      {
        cause,
        context: { path },
      },
    );
  }
}

function isErrno(thrown: unknown): thrown is NodeJS.ErrnoException {
  return thrown instanceof Error && 'syscall' in thrown;
}
