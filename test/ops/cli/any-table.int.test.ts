import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sheets97 } from '../../connectors/drivers/file/workbook97-writer.ts';
import { commandLine } from '../../support/command-line.ts';

vi.setConfig({ testTimeout: 120_000 });

describe('sin configuración', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sin nada ñ '));
  const { libro } = commandLine(folder);

  beforeAll(() => {
    using database = new DatabaseSync(join(folder, 'caja.db'));
    database.exec(`
      create table CAJA (NUM integer, VALOR text, DETALLE text, ARCHIVO blob);
      insert into CAJA values (1, '9007199254740993.10', 'año, "nuevo"', x'00ff'), (9007199254740993, null, '', null);
      create table OTRA (ID integer)`);
    writeFileSync(join(folder, 'pagos.csv'), Buffer.from('N\xfamero;Valor\r\n007;1.234,50\r\n', 'latin1'));
    const rows = [['MUNICIPIO DE VILLA INVENTADA'], [], ['RUBRO', 'NOMBRE', 'VALOR'], ['01.1', 'Predial', 1500.5]];
    const sources = [
      ['CODIGO', 'NOMBRE'],
      ['1.2.1.0.00', 'Ingresos corrientes'],
    ];
    writeFileSync(join(folder, 'informe.xls'), sheets97({ Enero: rows, Vacía: [], Fuentes: sources }));
    const text = 'SOPÓ, CUNDINAMARCA\r\n\r\nRUBRO;INICIAL;RECAUDO\r\n01;1.000,00;2,50\r\n02;3,00;4,00\r\n';
    writeFileSync(join(folder, 'ingresos.xls'), text);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('preview da cualquier tabla entera y exacta', async () => {
    const csv = await libro('preview', '--file', 'caja.db', '--table', 'CAJA', '--all', '--format', 'csv');
    const json = await libro('preview', '--file', 'pagos.csv', '--format', 'ndjson');

    expect(csv).toMatchObject({
      code: 0,
      out: 'NUM,VALOR,DETALLE,ARCHIVO\r\n1,9007199254740993.10,"año, ""nuevo""",0x00ff\r\n9007199254740993,,"",\r\n',
    });
    expect(json).toMatchObject({ code: 0, out: '{"Número":"007","Valor":"1.234,50"}\n' });
  });

  it('preview da cada hoja de un libro como tabla, y lo que no tiene títulos lo nombra por letras', async () => {
    const report = await libro('preview', '--file', 'informe.xls', '--table', 'Enero', '--all', '--format', 'csv');
    const plain = await libro('preview', '--file', 'informe.xls', '--table', 'Fuentes', '--all', '--format', 'csv');
    const asked = await libro('preview', '--file', 'informe.xls');

    expect(report.out).toBe(
      'A,B,C\r\nMUNICIPIO DE VILLA INVENTADA,,\r\n,,\r\nRUBRO,NOMBRE,VALOR\r\n01.1,Predial,1500.5\r\n',
    );
    expect(plain.out).toBe('CODIGO,NOMBRE\r\n1.2.1.0.00,Ingresos corrientes\r\n');
    expect(asked.err).toMatch(/Diga --table: hay Enero, Fuentes\./);
  });

  it('preview lee por lo que el archivo es, con el separador de sus renglones y no el de su encabezado', async () => {
    const { out } = await libro('preview', '--file', 'ingresos.xls', '--all', '--format', 'csv');

    expect(out).toBe(
      'A,B,C\r\n"SOPÓ, CUNDINAMARCA",,\r\nRUBRO,INICIAL,RECAUDO\r\n01,"1.000,00","2,50"\r\n02,"3,00","4,00"\r\n',
    );
  });

  it('preview dice qué tablas hay cuando no se dice cuál', async () => {
    const asked = await libro('preview', '--file', 'caja.db');

    expect(asked.code).not.toBe(0);
    expect(asked.err).toMatch(/Diga --table: hay CAJA, OTRA\./);
  });

  it('discover mira un archivo, y dice que dos filas no prueban una clave', async () => {
    const seen = await libro('discover', '--file', 'caja.db');

    expect(seen.code).toBe(0);
    expect(seen.out).toMatch(/CAJA \(2 filas\)\n[^]*Con 2 filas no se prueba ninguna clave: hacen falta 30\./);
  });

  it.each([
    [['discover', '--file', 'nada.xyz'], /No se sabe con qué leer nada\.xyz: diga --driver access/],
    [['discover', '--driver', 'sqlserver'], /--driver sqlserver necesita --connection "server=/],
    [['preview', '--driver', 'access'], /--driver access necesita --file/],
    [
      ['discover', '--driver', 'sqlserver', '--connection', 'server=S;clave=X'],
      /--connection no admite clave; .* La clave va en --password\./,
    ],
    [['preview', '--file', 'no-esta.csv'], /no-esta\.csv/],
    [['preview'], /Diga qué mirar/],
    [
      ['preview', 'pct/egreso', '--all', '--format', 'csv'],
      /Sobran --format, --all: van sólo con --file o --connection/,
    ],
    [['discover', 'pct', '--file', 'caja.db'], /Diga pct, de la configuración, o --file/],
  ] as const)('%j dice qué falta', async (command, message) => {
    const ended = await libro(...command);

    expect(ended.code).not.toBe(0);
    expect(ended.err).toMatch(message);
  });
});
