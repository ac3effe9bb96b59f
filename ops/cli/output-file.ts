import { randomUUID } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { IntegrationError } from '../../schemas/errors.ts';
import { cannotWrite } from './disk-failure.ts';

/**
 * Writes a file that appears whole or not at all: into one beside it, which takes its name at the end. What was there
 * before stays until then, and for good when the work fails. NOT_FOUND, FORBIDDEN where it cannot be written.
 */
export async function writeWhole<Result>(
  path: string,
  work: (write: (piece: string | Uint8Array) => Promise<void>) => Promise<Result>,
): Promise<Result> {
  await demandFileName(path);
  const growing = join(dirname(path), `.${basename(path)}.${randomUUID()}.parcial`);
  const file = await open(growing, 'wx').catch((error: unknown) => {
    throw cannotWrite(path, error);
  });
  try {
    const result = await work(async (piece) => {
      await file.writeFile(piece).catch((error: unknown) => {
        throw cannotWrite(path, error);
      });
    });
    await placed(path, async () => {
      await file.sync();
      await file.close();
      await rename(growing, path);
    });
    return result;
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(growing, { force: true });
    throw error;
  }
}

async function placed(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

async function demandFileName(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found === null || found.isFile()) return;
  throw new IntegrationError(
    'FORBIDDEN',
    `No se puede escribir ${path}: ya existe y no es un archivo. Dé el nombre de un archivo.`,
  );
}
