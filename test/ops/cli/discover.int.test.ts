import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { commandLine } from '../../support/command-line.ts';

vi.setConfig({ testTimeout: 120_000 });

describe('discover sobre la configuración', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mirar '));
  const { libro } = commandLine(folder);

  beforeAll(() => {
    using database = new DatabaseSync(join(folder, 'pct.db'));
    database.exec('create table CUENTAS (CODIGO text, NOMBRE text)');
    writeFileSync(
      join(folder, 'SISBEN.accdb'),
      gunzipSync(readFileSync('ops/demo/access/Solicitud encuestas SISBEN.accdb.gz')),
    );
    writeFileSync(
      join(folder, 'libro.config.ts'),
      `export default ({ site, use, sources, drivers }) => site({
         nombre: 'Villa Inventada', entidad: '219925999',
         sources: [
           use(sources.hassql, { driver: drivers.sqlite({ file: './no-esta.db', schema: 'dbo' }) }),
           use(sources.pct, { driver: drivers.sqlite({ file: './pct.db', schema: 'dbo' }) }),
         ] })`,
    );
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('una fuente que no se alcanza se dice, y las demás se ven', async () => {
    const seen = await libro('discover');
    const alone = await libro('discover', 'hassql');

    expect([seen.code, alone.code]).toEqual([77, 69]);
    expect(seen.out).toMatch(/✗ hassql: SOURCE_UNREACHABLE: [^\n]*no-esta\.db[^]*pct: 1 tabla/);
  });

  it('del catálogo, sólo la tabla que se pide; la que no está se dice', async () => {
    const file = ['discover', '--catalogue', '--file', 'SISBEN.accdb'];

    const one = await libro(...file, '--table', 'Solicitudes');
    const none = await libro(...file, '--table', 'NADA');

    expect(one.out).toMatch(/^SISBEN\.accdb: 1 tabla, 0 vistas\n\nSolicitudes/);
    expect(none.err).toContain('No hay tabla NADA en SISBEN.accdb. Hay: Clases de solicitud, Solicitudes.');
  });
});
