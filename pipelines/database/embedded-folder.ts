import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, realpath, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

import { unwritable } from './embedded-lock.ts';
import { unavailable } from './failures.ts';

const CLUSTER_MAJOR = '18';

/** Makes the folder when it is missing, and gives its one real name, under which it is locked. */
export async function prepareFolder(folder: string): Promise<string> {
  try {
    await mkdir(resolve(folder), { recursive: true });
    return await realpath(folder);
  } catch (thrown) {
    throw unwritable(resolve(folder), thrown);
  }
}

/**
 * Sees that the folder holds a whole cluster of this version. A new one is made beside it and moved in when it is
 * complete, so that a death while it is made leaves nothing half done in the folder.
 */
export async function ensureCluster(folder: string, create: (folder: string) => Promise<void>): Promise<void> {
  if (existsSync(join(folder, 'PG_VERSION'))) {
    await refuseOtherVersion(folder);
    return;
  }
  try {
    await refuseOtherContent(folder);
    const growing = `${folder}.creating`;
    await rm(growing, { recursive: true, force: true });
    await mkdir(growing, { recursive: true });
    await create(growing);
    await rm(folder, { recursive: true });
    await mkdir(dirname(folder), { recursive: true });
    await rename(growing, folder);
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'IntegrationError') throw thrown;
    throw unwritable(folder, thrown);
  }
}

async function refuseOtherVersion(folder: string): Promise<void> {
  const major = (await readFile(join(folder, 'PG_VERSION'), 'utf8')).trim();
  if (major === CLUSTER_MAJOR) return;
  const reason = `sus archivos son de PostgreSQL ${major} y este programa lee los de ${CLUSTER_MAJOR}`;
  throw unavailable(`la carpeta ${folder}`, `${reason}; ábrala con la versión anterior del programa y pásela`, null);
}

async function refuseOtherContent(folder: string): Promise<void> {
  if ((await readdir(folder)).length === 0) return;
  throw unavailable(`la carpeta ${folder}`, 'tiene otras cosas y no una base; elija una carpeta vacía', null);
}
