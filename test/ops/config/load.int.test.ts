import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { asIntegrationError } from '../../../schemas/errors.ts';
import { loadSite } from '../../../ops/config/load.ts';

const GOOD = `export default ({ site, use, sources, drivers }) => site({
  nombre: 'Villa Inventada', entidad: '219925999',
  sources: [use(sources.recaudoBancario, { driver: drivers.folder({ path: './bancos' }) })],
});
`;

describe('libro.config.ts', () => {
  const root = mkdtempSync(join(tmpdir(), 'años y señales '));
  let folders = 0;
  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  /** A folder of its own with this configuration. */
  function folderWith(text: string): string {
    folders += 1;
    const folder = join(root, `municipio ñ ${folders}`);
    mkdirSync(folder);
    writeFileSync(join(folder, 'libro.config.ts'), text);
    return folder;
  }

  async function said(folder: string): Promise<string> {
    try {
      await loadSite(folder);
      return 'nada';
    } catch (thrown) {
      const { code, message } = asIntegrationError(thrown);
      return `${code} ${message.replaceAll(folder, '…')}`;
    }
  }

  it('se halla desde una subcarpeta, con espacios y eñes en el camino, sin node_modules ni package.json', async () => {
    const folder = folderWith(GOOD);
    const below = join(folder, 'bancos', 'julio');
    mkdirSync(below, { recursive: true });

    const loaded = await loadSite(below);

    expect(loaded.folder).toBe(folder);
    expect(loaded.site.ledger).toEqual({ kind: 'embedded', embedded: './libro' });
    expect(loaded.site.sources.map(({ source }) => source.id)).toEqual(['recaudo-bancario']);
    expect(existsSync(join(folder, 'libro'))).toBe(false);
  });

  it('sus rutas parten de su carpeta, no de donde se esté', async () => {
    const folder = folderWith(GOOD);
    mkdirSync(join(folder, 'bancos'));
    writeFileSync(join(folder, 'bancos', 'hoy.txt'), '');
    const { signal } = new AbortController();

    const { site } = await loadSite(folder);
    const driver = site.sources[0]?.streams[0]?.places[0]?.driver;
    await using connection = await driver!.connect(signal);

    expect(await connection.files!('*.txt', signal)).toEqual([{ name: 'hoy.txt', bytes: 0 }]);
  });

  it('puede tardar en contestar', async () => {
    const loaded = await loadSite(folderWith(GOOD.replace('export default (', 'export default async (')));

    expect(loaded.site.nombre).toBe('Villa Inventada');
  });

  it('que no está se pide', async () => {
    const folder = join(root, 'nada aquí');
    mkdirSync(folder);

    expect(await said(folder)).toBe(
      'CONFIG_INVALID No hay libro.config.ts en … ni más arriba. Cree uno con «libro init», o vaya a la carpeta que lo tiene.',
    );
  });

  it.each([
    ['un objeto', 'export default { nombre: 1 };\n'],
    ['nada', 'export const nombre = 1;\n'],
    ['un archivo vacío', ''],
  ])('que termina en %s y no en una función', async (_what, text) => {
    expect(await said(folderWith(text))).toBe(
      'CONFIG_INVALID …/libro.config.ts debe terminar en una función: export default ({ site, use, sources, drivers }) => site({ … })',
    );
  });

  it('que no devuelve su configuración', async () => {
    const [nothing, raw] = [
      folderWith('export default () => {};\n'),
      folderWith("export default () => ({ nombre: 'x' });\n"),
    ];

    expect(await said(nothing)).toBe(
      'CONFIG_INVALID …/libro.config.ts: la función no devuelve nada; se espera que devuelva site({ … }).',
    );
    expect(await said(raw)).toBe(
      'CONFIG_INVALID libro.config.ts:\n  entidad: falta; se espera el código CHIP de la entidad, nueve dígitos entre comillas\n  sources: falta; se espera una lista […]',
    );
  });

  it('con un error de sintaxis', async () => {
    const folder = folderWith("export default ({ site }) => site({\n  nombre: 'x' entidad: 'y',\n});\n");

    expect(await said(folder)).toMatch(/^CONFIG_INVALID …\/libro\.config\.ts.* no se puede leer: /);
  });

  it('que pide algo que el producto no da', async () => {
    const folder = folderWith('export default ({ site, drivers }) => site(drivers.orakle());\n');

    expect(await said(folder)).toBe(
      'CONFIG_INVALID …/libro.config.ts, línea 1, falló al evaluarse: drivers.orakle no existe; revise cómo se llama. En drivers hay access, folder, odbc, sqlite, sqlserver.',
    );
  });

  it('que lee un campo sin decir de qué columna', async () => {
    const options =
      "driver: drivers.sqlite({ file: 'x.db' }), streams: { recaudo: { fields: { valor: fields.dinero('') } } }";
    const folder = folderWith(
      `export default ({ use, sources, drivers, fields }) => use(sources.hassql, { ${options} });\n`,
    );

    expect(await said(folder)).toBe(
      "CONFIG_INVALID libro.config.ts: use(hassql).streams.recaudo.fields.valor: falta el nombre de la columna, como fields.codigo('COLUMNA')",
    );
  });

  it('que falla al evaluarse dice en qué línea', async () => {
    const folder = folderWith("export default ({ site }) => {\n  const nombre = 'x';\n  return site(noHay);\n};\n");

    expect(await said(folder)).toBe(
      'CONFIG_INVALID …/libro.config.ts, línea 3, falló al evaluarse: noHay no se conoce. Si lo da el producto, pídalo al comienzo: export default ({ site, use, noHay }) => …',
    );
  });
});
