import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { asIntegrationError, IntegrationError } from '../../schemas/errors.ts';
import { api } from './api.ts';
import type { Api } from './api.ts';
import type { Site } from './site.ts';

export const CONFIG_FILE = 'libro.config.ts';

/** A site's configuration and the folder that its relative paths start from. */
export interface LoadedSite {
  readonly site: Site;
  readonly folder: string;
}

/** Finds `libro.config.ts` in the folder or above it and runs it. CONFIG_INVALID says what is wrong and where. */
export async function loadSite(start: string): Promise<LoadedSite> {
  const path = findConfig(resolve(start));
  if (path === null) {
    throw new IntegrationError(
      'CONFIG_INVALID',
      `No hay ${CONFIG_FILE} en ${resolve(start)} ni más arriba. Cree uno con «libro init», o vaya a la carpeta que lo tiene.`,
    );
  }
  const folder = dirname(path);
  const site = await evaluate(path, folder);
  return { site, folder };
}

async function evaluate(path: string, folder: string): Promise<Site> {
  let module: { readonly default?: unknown };
  try {
    module = (await import(pathToFileURL(path).href)) as { readonly default?: unknown };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new IntegrationError('CONFIG_INVALID', `${path} no se puede leer: ${reason}`, { cause });
  }
  if (typeof module.default !== 'function') {
    throw new IntegrationError(
      'CONFIG_INVALID',
      `${path} debe terminar en una función: export default ({ site, use, sources, drivers }) => site({ … })`,
    );
  }
  try {
    return (module.default as (given: Api) => Site)(api(folder));
  } catch (thrown) {
    const error = asIntegrationError(thrown);
    if (error.code !== 'UNEXPECTED') throw error;
    throw new IntegrationError('CONFIG_INVALID', `${path} falló al evaluarse: ${(thrown as Error).message}`, {
      cause: thrown,
    });
  }
}

function findConfig(folder: string): string | null {
  const path = join(folder, CONFIG_FILE);
  if (existsSync(path)) return path;
  const above = dirname(folder);
  return above === folder ? null : findConfig(above);
}
