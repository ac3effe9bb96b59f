import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sources } from '../../../connectors/registry.ts';
import { sqlite } from '../../../connectors/drivers/sqlite/index.ts';
import { withPseudonyms } from '../../../ops/config/pseudonyms.ts';
import { Secret } from '../../../ops/config/secret.ts';
import { site } from '../../../ops/config/site.ts';
import type { Site } from '../../../ops/config/site.ts';
import { use } from '../../../ops/config/use.ts';
import { asIntegrationError } from '../../../schemas/errors.ts';

const PLACE = '.libro-seudonimos.clave';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clave ñ '));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function siteOf(source: keyof typeof sources, seudonimos?: Secret): Site {
  const used = use(sources[source], { driver: sqlite({ file: join(folder, 'x.db') }) });
  return site({ nombre: 'Villa Inventada', entidad: '219925999', sources: [used], ...(seudonimos && { seudonimos }) });
}

/** What each stream makes of one document. */
function pseudonymsOf({ sources: used }: Site): readonly unknown[] {
  return used.flatMap(({ streams }) =>
    streams.map(({ stream }) => {
      const read = stream.fields['empleado']?.compile(new Map([['CEDULA', 0]]));
      return read?.(['9950000017'], { scope: {}, observe: () => undefined });
    }),
  );
}

test('la clave se hace una vez, al lado de la configuración, y sólo la lee su dueño', () => {
  const once = pseudonymsOf(withPseudonyms(siteOf('soporteLogico'), folder, {}));
  const again = pseudonymsOf(withPseudonyms(siteOf('soporteLogico'), folder, {}));

  expect(readFileSync(join(folder, PLACE), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
  if (platform() !== 'win32') expect(statSync(join(folder, PLACE)).mode & 0o777).toBe(0o600);
  expect(again).toEqual(once);
  expect([once.length, new Set(once).size, String(once[0])]).toEqual([2, 1, expect.stringMatching(/^[0-9a-f]{32}$/)]);
});

test('un municipio sin nómina no tiene clave', () => {
  withPseudonyms(siteOf('hassql'), folder, {});

  expect(existsSync(join(folder, PLACE))).toBe(false);
});

test('la clave que la configuración nombra es la que vale, y no se hace otra', () => {
  const key = 'una clave de treinta y dos letras o más';
  const secret = new Secret('LIBRO_SEUDONIMOS');

  const named = pseudonymsOf(withPseudonyms(siteOf('soporteLogico', secret), folder, { LIBRO_SEUDONIMOS: key }));

  expect(existsSync(join(folder, PLACE))).toBe(false);
  writeFileSync(join(folder, PLACE), key);
  expect(named).toEqual(pseudonymsOf(withPseudonyms(siteOf('soporteLogico'), folder, {})));
});

test('una clave cortada no se cambia por otra: se dice, y qué hacer', () => {
  writeFileSync(join(folder, PLACE), 'abc');

  const told = said(() => withPseudonyms(siteOf('soporteLogico'), folder, {}));

  expect(told).toContain(`CONFIG_INVALID La clave de los seudónimos, ${join(folder, PLACE)}, está vacía o cortada.`);
  expect(told).toContain('recupérela de la copia de seguridad');
  expect(readFileSync(join(folder, PLACE), 'utf8')).toBe('abc');
});

test('una clave que se puede adivinar no se acepta, tampoco de la configuración', () => {
  const secret = new Secret('LIBRO_SEUDONIMOS');

  const told = said(() => withPseudonyms(siteOf('soporteLogico', secret), folder, { LIBRO_SEUDONIMOS: 'sopo2026' }));

  expect(told).toContain('tiene 8 caracteres y se esperan 32 o más');
  expect(told).not.toContain('sopo2026');
});

function said(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    const { code, message } = asIntegrationError(thrown);
    return `${code} ${message}`;
  }
  return 'nothing';
}
