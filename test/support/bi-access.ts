import { expect } from 'vitest';
import type { Ended } from './command-line.ts';

/** What `libro bi-access` says that a tool has to be given. */
export async function biAccess(
  libro: (...words: readonly string[]) => Promise<Ended>,
  ...words: readonly string[]
): Promise<{ readonly url: string; readonly password: string }> {
  const { out, err } = await libro('bi-access', ...words);
  expect(err).toBe('');
  const [, password] = /^clave +(\S+)$/m.exec(out) ?? [];
  const [, url] = /^con psql +psql "(.+)"$/m.exec(out) ?? [];
  return { url: url ?? '', password: password ?? '' };
}
