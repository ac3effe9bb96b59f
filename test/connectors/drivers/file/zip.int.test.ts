import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Connection } from '../../../../connectors/driver.ts';
import { folder } from '../../../../connectors/drivers/file/index.ts';
import { asIntegrationError } from '../../../../schemas/errors.ts';
import { archive } from './workbook-writer.ts';

const never = new AbortController().signal;
const format = { kind: 'csv', encoding: 'utf-8', delimiter: ';', name: '^(?<mes>\\w+)\\.csv$' } as const;
const MAX = 64 * 1024 * 1024;

let path = '';
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'libro-zip-'));
});
afterEach(() => {
  rmSync(path, { recursive: true });
});

const put = (name: string, content: string | Uint8Array): void => {
  writeFileSync(join(path, name), content);
};

const names = async (connection: Connection, pattern = '*.csv'): Promise<readonly string[]> =>
  (await connection.files!(pattern, never)).map(({ name }) => name);

/** What every file that matches gives: its attributes and first cells, or why it is refused. */
async function readAll(pattern = '*.csv'): Promise<Readonly<Record<string, unknown>>> {
  await using connection = await folder({ path }).connect(never);
  const found: [string, unknown][] = [];
  for (const entry of await connection.files!(pattern, never)) {
    try {
      const file = await connection.open!(entry, format, never);
      const request = { table: 'filas', columns: ['A'], where: [], orderBy: [], batchSize: 10 };
      const cells: unknown[] = [];
      for await (const rows of file.read(request, never)) cells.push(...rows.map(([cell]) => cell));
      found.push([entry.name, { ...file.attributes, cells }]);
    } catch (thrown) {
      const { code, message } = asIntegrationError(thrown);
      found.push([entry.name, `${code}: ${message}`]);
    }
  }
  return Object.fromEntries(found);
}

describe('an archive in the drop folder', () => {
  test('is read as if its files lay in the folder, whatever folder of it they are in', async () => {
    put('enero.csv', 'A;B\n1;x');
    put(
      'MARZO.ZIP',
      archive({
        'marzo.csv': 'A;B\n3;x',
        'Nueva carpeta/': '',
        'Nueva carpeta/febrero.csv': 'A;B\n2;x',
        'notas.txt': 'nada',
        '__MACOSX/._marzo.csv': 'x',
        '.oculto.csv': 'x',
      }),
    );

    const found = await readAll();

    expect(found).toEqual({
      'MARZO.ZIP/Nueva carpeta/febrero.csv': { archivo: 'febrero.csv', mes: 'febrero', cells: ['2'] },
      'MARZO.ZIP/marzo.csv': { archivo: 'marzo.csv', mes: 'marzo', cells: ['3'] },
      'enero.csv': { archivo: 'enero.csv', mes: 'enero', cells: ['1'] },
    });
  });

  test('is another when it was written, and its files are busy until they are listed again', async () => {
    put('drop.zip', archive({ 'marzo.csv': 'A\n3' }));
    await using connection = await folder({ path }).connect(never);
    const before = await connection.changeMark!('*.csv', never);
    const [entry] = await connection.files!('*.csv', never);

    put('drop.zip', archive({ 'marzo.csv': 'A\n3\n4' }));
    const after = await connection.changeMark!('*.csv', never);
    const opening = connection.open!(entry!, format, never);

    expect(after).not.toBe(before);
    await expect(opening).rejects.toMatchObject({ code: 'SOURCE_BUSY' });
    expect(await names(connection)).toEqual(['drop.zip/marzo.csv']);
  });
});

const encrypted = (): Buffer => {
  const bytes = archive({ 'marzo.csv': 'A\n3' });
  bytes.writeUInt16LE(1, 6);
  bytes.writeUInt16LE(1, bytes.indexOf('PK\u0001\u0002', 'latin1') + 8);
  return bytes;
};
const twice = (): Buffer => {
  const bytes = archive({ 'marzo.csv': 'A\n3', 'mayo1.csv': 'A\n3' });
  for (let at = bytes.indexOf('mayo1.csv'); at >= 0; at = bytes.indexOf('mayo1.csv')) bytes.write('marzo.csv', at);
  return bytes;
};
const good = archive({ 'marzo.csv': 'A\n3' });

describe('an archive is refused whole, by name, and the files beside it are read', () => {
  test.each([
    ['one name goes up', archive({ 'a.csv': 'A\n1', '../fuera.csv': 'A\n1' }), 'nombre peligroso ("../fuera.csv")'],
    ['one name goes up on Windows', archive({ '..\\fuera.csv': 'A\n1' }), 'nombre peligroso'],
    ['one name is absolute', archive({ '/etc/passwd.csv': 'A\n1' }), 'nombre peligroso ("/etc/passwd.csv")'],
    ['one name has a drive', archive({ 'C:/fuera.csv': 'A\n1' }), 'nombre peligroso'],
    ['one name has a NUL', archive({ 'a\0b.csv': 'A\n1' }), 'nombre peligroso ("a\\u0000b.csv")'],
    ['one name has a line break', archive({ 'a\nb.csv': 'A\n1' }), 'nombre peligroso'],
    ['a name is twice in it', twice(), 'trae dos veces el archivo marzo.csv'],
    ['a file has a password', encrypted(), 'su archivo marzo.csv tiene contraseña'],
    ['it holds an archive', archive({ 'a.csv': 'A\n1', 'otro.zip': good }), 'trae otro archivo comprimido, otro.zip'],
    ['it is a bomb', archive({ 'a.csv': Buffer.alloc(8 * 1024 * 1024) }), 'crece más de 250 veces al descomprimirse'],
    [
      'it says to be larger than may be',
      archive({ 'a.csv': 'A\n1' }, { unpacked: MAX + 1 }),
      'descomprimido pasa de lo admitido',
    ],
    [
      'its files are too many',
      archive(Object.fromEntries(Array.from({ length: 2001 }, (_, place) => [`${place}.csv`, 'A\n1']))),
      'trae 2001 archivos y se admiten hasta 2000',
    ],
    ['it is cut', good.subarray(0, good.length - 10), 'no es un .zip entero: está dañado o cortado'],
    ['it is no archive', Buffer.from('A;B\n1;2'), 'no es un .zip entero'],
    ['it is empty', Buffer.alloc(0), 'no es un .zip entero'],
  ])('when %s', async (_, content, why) => {
    put('drop.zip', content);
    put('junio.csv', 'A\n6');

    const found = await readAll();

    expect(Object.keys(found)).toEqual(['drop.zip', 'junio.csv']);
    expect(found['drop.zip']).toContain('FILE_REFUSED: El archivo drop.zip se rechaza entero: ');
    expect(found['drop.zip']).toContain(why);
    expect(found['junio.csv']).toEqual({ archivo: 'junio.csv', mes: 'junio', cells: ['6'] });
  });

  test.each([
    ['larger than it says', { unpacked: 2 }],
    ['smaller than it says', { unpacked: 400 }],
    ['other than its sum says', { crc: 1 }],
  ])('when a file of it is %s', async (_, lie) => {
    put('drop.zip', archive({ 'marzo.csv': 'A\n3' }, lie));

    const found = await readAll();

    expect(found['drop.zip/marzo.csv']).toContain(
      'FILE_REFUSED: El archivo drop.zip se rechaza entero: no es un .zip entero',
    );
  });
});
