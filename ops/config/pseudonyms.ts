import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { needsPseudonymKey, withPseudonymKey } from '../../connectors/fields/seudonimo.ts';
import { IntegrationError } from '../../schemas/errors.ts';
import type { Secret } from './secret.ts';
import type { Site } from './site.ts';

const KEY_FILE = '.libro-seudonimos.clave';
const KEY_BYTES = 32;
const OWNER_ONLY = 0o600;

/**
 * The site with its key given to every stream that makes pseudonyms. Where the configuration names no secret, the key is a
 * file beside it, readable by its owner only and made when it is first needed; a site without such streams has none.
 */
export function withPseudonyms(site: Site, folder: string, environment: NodeJS.ProcessEnv): Site {
  if (!site.sources.some(({ streams }) => streams.some(({ stream }) => needsPseudonymKey(stream)))) return site;
  const key = site.seudonimos ? givenKey(site.seudonimos, environment) : keptKey(join(folder, KEY_FILE));
  const sources = site.sources.map((used) => ({
    ...used,
    streams: used.streams.map((each) => ({ ...each, stream: withPseudonymKey(each.stream, key) })),
  }));
  return { ...site, sources };
}

/** Whoever guesses the key can try documents out: a short one is none. */
function givenKey(secret: Secret, environment: NodeJS.ProcessEnv): string {
  const key = secret.reveal(environment);
  if (key.length >= KEY_BYTES) return key;
  throw new IntegrationError(
    'CONFIG_INVALID',
    `El secreto ${secret.name}, la clave de los seudónimos, tiene ${String(key.length)} caracteres y se esperan ` +
      `${String(KEY_BYTES)} o más, al azar: con una clave que se adivina se averigua de quién es cada seudónimo.`,
  );
}

function keptKey(path: string): string {
  if (!existsSync(path)) makeKey(path);
  let key: string;
  try {
    key = readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw unusable(path, 'no se puede leer', error);
  }
  if (key.length < KEY_BYTES) throw unusable(path, 'está vacía o cortada', undefined);
  return key;
}

/** Linked into its place when it is whole: of two commands that make one at once, both read the first. */
function makeKey(path: string): void {
  const made = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(made, `${randomBytes(KEY_BYTES).toString('hex')}\n`, { flag: 'wx', mode: OWNER_ONLY });
    linkSync(made, path);
  } catch (error) {
    if (!isThere(error)) throw unusable(path, 'no se puede escribir', error);
  } finally {
    rmSync(made, { force: true });
  }
}

function isThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

function unusable(path: string, why: string, cause: unknown): IntegrationError {
  return new IntegrationError(
    'CONFIG_INVALID',
    `La clave de los seudónimos, ${path}, ${why}. Sin ella las personas de la nómina tendrían otro seudónimo: ` +
      "recupérela de la copia de seguridad, dé permiso a este usuario, o diga dónde está con seudonimos: secret('LIBRO_SEUDONIMOS').",
    { cause },
  );
}
