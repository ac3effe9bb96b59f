import { readSync } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { busy, errorCode, fileFailure, refused, unreachable } from './failures.ts';
import { layoutOf } from './layout.ts';
import type { Layout } from './layout.ts';
import { lockStamp, stampOf } from './stamp.ts';
import type { Stamp } from './stamp.ts';
import type { Bytes } from './vendor.ts';

/** What Access itself allows a file. */
const MAX_BYTES = 2 ** 31;
const CHUNK_BYTES = 2 ** 20;
const HEADER_BYTES = 4096;
const PAUSE_MS = 250;
const NOTHING = Buffer.alloc(CHUNK_BYTES);

/** The bytes of a file as they were at one moment, in a file of our own that only this process can reach. */
export class FileCopy implements Bytes, AsyncDisposable {
  readonly length: number;
  readonly layout: Layout;
  /** The state that was copied. */
  readonly stamp: Stamp;
  /** Somebody had the file open while it was copied. */
  readonly whileOpen: boolean;
  readonly #handle: FileHandle;
  readonly #folder: string;

  constructor(handle: FileHandle, folder: string, state: { layout: Layout; stamp: Stamp; whileOpen: boolean }) {
    this.#handle = handle;
    this.#folder = folder;
    this.length = state.stamp.bytes;
    this.layout = state.layout;
    this.stamp = state.stamp;
    this.whileOpen = state.whileOpen;
  }

  slice(start: number, end: number): Buffer {
    const bytes = Buffer.alloc(end - start);
    return bytes.subarray(0, readSync(this.#handle.fd, bytes, 0, bytes.length, start));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#handle.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** How much longer a reading may wait for whoever has the file open: one allowance for all the readings of a connection. */
export interface Patience {
  leftMs: number;
}

/**
 * A copy of the file during which nobody wrote to it: its size and time are the same before and after. Waits for whoever
 * has it open; when patience ends, copies it all the same and says so. SOURCE_BUSY where it does not stand still.
 */
export async function takeCopy(file: string, patience: Patience, signal: AbortSignal): Promise<FileCopy> {
  while ((await lockStamp(file)) !== null) {
    if (!(await waits(patience, signal))) break;
  }
  for (;;) {
    const copy = await copyOnce(file, signal);
    if (copy !== null) return copy;
    if (!(await waits(patience, signal)))
      throw busy(file, 'otro programa lo está escribiendo y no se pudo copiar quieto');
  }
}

async function waits(patience: Patience, signal: AbortSignal): Promise<boolean> {
  if (patience.leftMs <= 0) return false;
  const pause = Math.min(PAUSE_MS, patience.leftMs);
  await setTimeout(pause, undefined, { signal });
  patience.leftMs -= pause;
  return true;
}

/** Null where the file changed meanwhile. */
async function copyOnce(file: string, signal: AbortSignal): Promise<FileCopy | null> {
  const stamp = await stampOf(file);
  const locked = await lockStamp(file);
  await using source = await openSource(file);
  const layout = await demandLayout(file, source, stamp);
  await using made = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'libro-access-'));
  made.defer(() => rm(folder, { recursive: true, force: true }));
  const handle = await open(join(folder, 'copia'), 'wx+', 0o600);
  made.defer(() => handle.close());
  // Where the system allows it the copy loses its name at once, so that no way of dying leaves it behind.
  await rm(join(folder, 'copia')).catch(() => undefined);
  const bytes = await copyBytes(file, source, handle, stamp.bytes, signal);
  const after = await stampOf(file);
  if (bytes !== stamp.bytes || after.text !== stamp.text) return null;
  made.move();
  return new FileCopy(handle, folder, {
    layout,
    stamp,
    whileOpen: locked !== null || (await lockStamp(file)) !== null,
  });
}

/** Bytes copied; one more than expected where the file grew. Stretches of zeros are not written: they read as zeros. */
async function copyBytes(
  file: string,
  source: FileHandle,
  target: FileHandle,
  expected: number,
  signal: AbortSignal,
): Promise<number> {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let at = 0;
  try {
    await target.truncate(expected);
    while (at <= expected) {
      signal.throwIfAborted();
      const { bytesRead } = await source.read(chunk, 0, CHUNK_BYTES, at);
      if (bytesRead === 0) break;
      const read = chunk.subarray(0, bytesRead);
      if (!read.equals(NOTHING.subarray(0, bytesRead))) await target.write(read, 0, bytesRead, at);
      at += bytesRead;
    }
    return at;
  } catch (thrown) {
    if (errorCode(thrown) === 'ENOSPC')
      throw unreachable(
        file,
        `no cabe su copia en ${tmpdir()} (${String(expected)} bytes); libere espacio allí`,
        thrown,
      );
    throw errorCode(thrown) === null ? thrown : unreachable(file, 'falló la lectura del disco o de la red', thrown);
  }
}

export async function openSource(file: string): Promise<FileHandle> {
  return open(file, 'r').catch((thrown: unknown) => {
    throw fileFailure(thrown, file);
  });
}

/** The first page, and what it says that the file is; SOURCE_REFUSED where that cannot be read. */
export async function readHeader(file: string, source: FileHandle): Promise<{ layout: Layout; header: Buffer }> {
  const { buffer, bytesRead } = await source.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
  const header = buffer.subarray(0, bytesRead);
  const layout = layoutOf(header);
  if (typeof layout === 'string') throw refused(file, layout);
  if (header.length < layout.pageSize) throw refused(file, 'está cortado: no tiene ni una página entera');
  return { layout, header };
}

async function demandLayout(file: string, source: FileHandle, stamp: Stamp): Promise<Layout> {
  const { layout } = await readHeader(file, source);
  if (stamp.bytes > MAX_BYTES) throw refused(file, `tiene ${String(stamp.bytes)} bytes y Access no pasa de 2 GiB`);
  if (stamp.bytes % layout.pageSize !== 0)
    throw refused(file, `está cortado: sus ${String(stamp.bytes)} bytes no son páginas enteras`);
  return layout;
}
