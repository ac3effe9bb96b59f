import { stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { fileFailure, refused } from './failures.ts';

/** What tells one state of a file from another without reading it. */
export interface Stamp {
  readonly bytes: number;
  /** Size, times and identity: another after any write, or when another file took the name. */
  readonly text: string;
}

export async function stampOf(file: string): Promise<Stamp> {
  const found = await stat(file, { bigint: true }).catch((thrown: unknown) => {
    throw fileFailure(thrown, file);
  });
  if (!found.isFile()) throw refused(file, 'no es un archivo');
  return { bytes: Number(found.size), text: [found.size, found.mtimeNs, found.ctimeNs, found.ino].join(' ') };
}

/**
 * The stamp of the file beside it by which Access says that somebody has it open (.ldb up to 2003, .laccdb since); null
 * where there is none. It may have been left by a program that ended badly.
 */
export async function lockStamp(file: string): Promise<string | null> {
  const stem = join(dirname(file), basename(file, extname(file)));
  for (const extension of ['.ldb', '.laccdb', '.LDB', '.LACCDB']) {
    const found = await stat(stem + extension, { bigint: true }).catch(() => null);
    if (found) return [extension, found.size, found.mtimeNs].join(' ');
  }
  return null;
}
