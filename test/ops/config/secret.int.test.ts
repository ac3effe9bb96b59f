import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLibro } from '../../../ops/compose.ts';
import { api } from '../../../ops/config/api.ts';
import { Secret } from '../../../ops/config/secret.ts';

const HIDDEN = 'clave-que-nadie-ve';
const { signal } = new AbortController();

describe('un secreto', () => {
  const folder = mkdtempSync(join(tmpdir(), 'secretos '));
  const secret = new Secret('LIBRO_CLAVE');

  beforeAll(() => {
    writeFileSync(join(folder, 'clave'), `${HIDDEN}\n`);
    writeFileSync(join(folder, 'vacia'), '\n');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('viene de la variable de entorno, o del archivo que nombra la otra', () => {
    const environment = { LIBRO_CLAVE_FILE: join(folder, 'clave') };

    expect(secret.reveal({ LIBRO_CLAVE: HIDDEN })).toBe(HIDDEN);
    expect(secret.reveal(environment)).toBe(HIDDEN);
    expect(secret.reveal({ ...environment, LIBRO_CLAVE: 'primero esta' })).toBe('primero esta');
  });

  it('que falta se dice con las dos maneras de darlo', () => {
    expect(() => secret.reveal({ LIBRO_CLAVE: '' })).toThrow(
      'Falta el secreto LIBRO_CLAVE: póngalo en la variable de entorno LIBRO_CLAVE, o en un archivo y la ruta en LIBRO_CLAVE_FILE.',
    );
    expect(() => secret.reveal({ LIBRO_CLAVE_FILE: '/no/hay' })).toThrow(
      'No se pudo leer el archivo del secreto LIBRO_CLAVE, /no/hay: revise la ruta en LIBRO_CLAVE_FILE y el permiso de este usuario.',
    );
    expect(() => secret.reveal({ LIBRO_CLAVE_FILE: join(folder, 'vacia') })).toThrow(
      `El archivo del secreto LIBRO_CLAVE, ${join(folder, 'vacia')}, está vacío.`,
    );
  });

  it('no se ve al escribirlo, sea como sea', () => {
    const shown = [JSON.stringify({ secret }), String(secret), `${String(secret)}@servidor`, inspect({ secret })];

    expect(shown).toEqual(['{"secret":"***"}', '***', '***@servidor', "{ secret: secret('LIBRO_CLAVE') }"]);
  });

  it('no se ve en la configuración ni en el error de un libro que no contesta', async () => {
    const { site, use, sources, drivers } = api(folder);
    const town = site({
      nombre: 'Villa Inventada',
      entidad: '219925999',
      ledger: { url: secret },
      sources: [use(sources.recaudoBancario, { driver: drivers.folder({ path: '.' }) })],
    });
    const environment = { LIBRO_CLAVE: `postgres://libro:${HIDDEN}@127.0.0.1:1/libro` };

    const thrown: unknown = await openLibro({ site: town, folder }, environment, signal).catch(
      (error: unknown) => error,
    );

    expect(thrown).toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
    const everything = [JSON.stringify(town), inspect(town, { depth: 9 }), JSON.stringify(thrown), deep(thrown)];
    expect(everything.filter((text) => text.includes(HIDDEN))).toEqual([]);
  });
});

/** All that an error holds, its causes too. */
function deep(thrown: unknown): string {
  return inspect(thrown, { depth: 20, showHidden: true });
}
