import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { IntegrationError } from '../../schemas/errors.ts';
import { api } from './api.ts';
import type { Api } from './api.ts';
import { withPseudonyms } from './pseudonyms.ts';
import { site } from './site.ts';
import type { Site, SiteInput } from './site.ts';

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
  const site = withPseudonyms(await evaluate(path, folder), folder, process.env);
  return { site, folder };
}

async function evaluate(path: string, folder: string): Promise<Site> {
  const exported = await exportedBy(path);
  if (typeof exported !== 'function') {
    throw new IntegrationError(
      'CONFIG_INVALID',
      `${path} debe terminar en una función: export default ({ site, use, sources, drivers }) => site({ … })`,
    );
  }
  const given = api(folder);
  let result: unknown;
  try {
    result = await (exported as (given: Api) => unknown)(given);
  } catch (thrown) {
    throw failure(path, 'falló al evaluarse', thrown, given);
  }
  if (typeof result !== 'object' || result === null) {
    throw new IntegrationError(
      'CONFIG_INVALID',
      `${path}: la función no devuelve nada; se espera que devuelva site({ … }).`,
    );
  }
  return site(result as SiteInput);
}

async function exportedBy(path: string): Promise<unknown> {
  try {
    const module = (await import(pathToFileURL(path).href)) as { readonly default?: unknown };
    return module.default;
  } catch (thrown) {
    throw failure(path, 'no se puede leer', thrown);
  }
}

/** What the file itself threw, with the line where the engine says one; what the product says of it stays as it is. */
function failure(path: string, what: string, thrown: unknown, given?: Api): IntegrationError {
  if (thrown instanceof IntegrationError) return thrown;
  const [reason, stack] = thrown instanceof Error ? [thrown.message, thrown.stack ?? ''] : [String(thrown), ''];
  const line = LINE.exec(stack)?.[1];
  const where = line === undefined ? path : `${path}, línea ${line},`;
  return new IntegrationError('CONFIG_INVALID', `${where} ${what}: ${inSpanish(reason, given)}`, { cause: thrown });
}

/** The two mistakes that a configuration's own code makes most, as V8 words them. */
const ENGINE: readonly (readonly [RegExp, string])[] = [
  [/^(\S+) is not a function$/, '$1 no existe; revise cómo se llama.'],
  [
    /^(\S+) is not defined$/,
    '$1 no se conoce. Si lo da el producto, pídalo al comienzo: export default ({ site, use, $1 }) => …',
  ],
];

function inSpanish(reason: string, given: Api | undefined): string {
  const said = ENGINE.reduce((text, [pattern, spanish]) => text.replace(pattern, spanish), reason);
  const [, group = ''] = /^(\w+)\.\w+ is not a function$/.exec(reason) ?? [];
  const offered = Object.entries(given ?? {}).find(([name]) => name === group)?.[1];
  return typeof offered === 'object' ? `${said} En ${group} hay ${Object.keys(offered).sort().join(', ')}.` : said;
}

const LINE = /libro\.config\.ts:(\d+)/;

/** The configuration in the folder or above it; null when there is none. */
export function findConfig(folder: string): string | null {
  const path = join(folder, CONFIG_FILE);
  if (existsSync(path)) return path;
  const above = dirname(folder);
  return above === folder ? null : findConfig(above);
}
