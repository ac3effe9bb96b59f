import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { hassql } from '../../connectors/sources/hassql.ts';
import { tdsServer } from '../connectors/drivers/sqlserver/sqlserver-subjects.ts';
import { commandLine } from '../support/command-line.ts';
import { PASSWORD } from '../support/tds/server.ts';
import type { TdsServer } from '../support/tds/server.ts';

vi.setConfig({ testTimeout: 300_000 });

async function townHall(user: string, options = ''): Promise<{ readonly server: TdsServer; readonly folder: string }> {
  const server = await tdsServer();
  const texts = ['COD_BANCO', 'CUENTA', 'LOTE', 'SECUENCIA', 'REFERENCIA', 'NUM_FACTURA', 'CEDULA_CATASTRAL', 'MEDIO'];
  const columns = [
    { name: 'VIGENCIA', type: 'smallint' },
    { name: 'NUM_RECIBO', type: 'varchar(20)' },
    { name: 'FEC_PAGO', type: 'datetime', nullable: false },
    { name: 'FEC_ABONO', type: 'date' },
    ...texts.map((name) => ({ name, type: 'varchar(60)' })),
    { name: 'VLR_PAGADO', type: 'money' },
    { name: 'ORIGEN', type: 'char(1)' },
    { name: 'ANULADO', type: 'char(1)' },
  ];
  const none = texts.map(() => null);
  server.createTable('dbo.PAGOS', { columns, primaryKey: ['VIGENCIA', 'NUM_RECIBO'] }, [
    [2026, 'R-1', '2026-03-02', null, ...none, '1250.50', 'A', 'N'],
    [2026, 'R-2', '2026-03-03', null, ...none, '99.99', 'A', 'N'],
  ]);
  await server.createView('dbo.ANULADOS', "SELECT NUM_RECIBO FROM dbo.PAGOS WHERE ANULADO = 'S'");
  const folder = mkdtempSync(join(tmpdir(), 'alcaldía '));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const without = hassql.streams.filter(({ id }) => id !== 'recaudo').map(({ id }) => `'${id}': false`);
  writeFileSync(
    join(folder, 'libro.config.ts'),
    `export default ({ site, use, sources, drivers, secret }) => site({
      nombre: 'Alcaldía de prueba', entidad: '215825758',
      sources: [use(sources.hassql, {
        driver: drivers.sqlserver({
          server: '127.0.0.1', port: ${String(server.port)}, database: 'HASSQL', user: '${user}',
          password: secret('HASSQL_CLAVE'), encrypt: false, ${options}
        }),
        streams: { ${without.join(', ')} },
      })],
    });`,
  );
  vi.stubEnv('HASSQL_CLAVE', PASSWORD);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  return { server, folder };
}

describe('una alcaldía con SQL Server', () => {
  it('discover muestra tablas, vistas, columnas, clave y filas', async () => {
    const { folder, server } = await townHall('lector');
    const { libro } = commandLine(folder);

    const text = await libro('discover', 'hassql', '--catalogue');
    const json = await libro('discover', 'hassql', '--catalogue', '--json');

    expect([text.code, text.err]).toEqual([0, '']);
    expect(text.out).toMatch(/^hassql: 1 tabla, 1 vista\n/);
    expect(text.out).toMatch(/dbo\.PAGOS \(tabla; 2 filas; .+; clave VIGENCIA, NUM_RECIBO\)\n/);
    expect(text.out).toMatch(/VLR_PAGADO +money +puede faltar/);
    expect(JSON.parse(json.out)).toMatchObject([
      { source: 'hassql', problem: null, tables: [{ name: 'dbo.ANULADOS' }, { name: 'dbo.PAGOS', rows: 2 }] },
    ]);
    expect(server.recording.texts.filter((statement) => statement.includes('FROM [dbo]'))).toEqual([]);
  });

  it.each([
    ['lector', '✓ hassql: cuenta lector'],
    ['dueno', '⚠ hassql: cuenta dueno'],
  ])('check dice qué puede hacer la cuenta %s', async (user, line) => {
    const { folder } = await townHall(user);

    const { code, out } = await commandLine(folder).libro('check');

    expect(code).toBe(0);
    expect(out).toContain(line);
    expect(out).toContain('✓ hassql/recaudo: dbo.PAGOS: 2 filas, columnas en orden');
    expect(out.includes('pida que se le deje sólo lectura')).toBe(user === 'dueno');
  });

  it('sync la lee al libro, y la segunda vez no hay nada nuevo', async () => {
    const { folder } = await townHall('lector');
    const { libro } = commandLine(folder);

    const first = await libro('sync');
    const second = await libro('sync');
    const query = await libro(
      'query',
      'select numero, valor from libro.recaudo order by numero',
      '--rol',
      'hacienda',
      '--format',
      'csv',
    );

    expect([first.code, second.code]).toEqual([0, 0]);
    expect(query.out).toBe('numero,valor\r\nR-1,1250.50\r\nR-2,99.99\r\n');
  });

  it('la clave equivocada se dice sin mostrarla', async () => {
    const { folder } = await townHall('lector');
    vi.stubEnv('HASSQL_CLAVE', 'Clave-equivocada');

    const { code, out, err } = await commandLine(folder).libro('check');

    expect(code).not.toBe(0);
    expect(out).toContain('usuario o clave equivocados');
    expect(out + err).not.toContain('Clave-equivocada');
  });

  it('una opción mal escrita se nombra', async () => {
    const { folder } = await townHall('lector', 'tlsMinVersion: "SSL", instancia: "X"');

    const { code, err } = await commandLine(folder).libro('check');

    expect(code).not.toBe(0);
    expect(err).toContain('drivers.sqlserver.tlsMinVersion: se espera TLSv1 o TLSv1.1 o TLSv1.2 o TLSv1.3');
    expect(err).toContain('drivers.sqlserver.instancia: no es una opción; hay server, port, database');
  });
});
