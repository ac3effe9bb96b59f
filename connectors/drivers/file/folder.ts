import { open, readdir, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { IntegrationError } from '../../../schemas/errors.ts';
import type { FileEntry } from '../../driver.ts';
import { refusal } from './refusal.ts';

/** A year of a bank's collection is some megabytes; what is larger is not a file of this kind. */
const LARGEST_BYTES = 64 * 1024 * 1024;

export async function assertFolder(path: string): Promise<void> {
  await reaching(path, async () => {
    if ((await stat(path)).isDirectory()) return;
    throw new IntegrationError(
      'SOURCE_REFUSED',
      `La carpeta ${path} no es una carpeta sino un archivo. Revise la ruta.`,
      {
        context: { folder: path },
      },
    );
  });
}

/** Regular files whose name matches, in order of name; those still being written by Office or hidden (`~$…`, `.…`) are none. */
export async function listFiles(path: string, pattern: string, signal: AbortSignal): Promise<readonly FileEntry[]> {
  signal.throwIfAborted();
  const matches = nameMatcher(pattern);
  const names = (await reaching(path, () => readdir(path))).filter((name) => !/^(\.|~\$)/.test(name) && matches(name));
  const entries: FileEntry[] = [];
  for (const name of names.sort()) {
    signal.throwIfAborted();
    const found = await stat(join(path, name)).catch(() => null);
    if (found?.isFile() === true) entries.push({ name, bytes: found.size });
  }
  return entries;
}

/** Name, size and time of each file that matches: another text when one came, went or was written. */
export async function stampOf(path: string, pattern: string, signal: AbortSignal): Promise<string> {
  const stamps: (readonly [name: string, bytes: string, writtenNs: string])[] = [];
  for (const { name } of await listFiles(path, pattern, signal)) {
    const found = await stat(join(path, name), { bigint: true }).catch(() => null);
    if (found) stamps.push([name, String(found.size), String(found.mtimeNs)]);
  }
  return JSON.stringify(stamps);
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
function nameMatcher(pattern: string): (name: string) => boolean {
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
