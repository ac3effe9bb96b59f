import { readFile, truncate, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { failureOf, never, wholeOf } from '../../../contracts/driver-factory.ts';
import { asIntegrationError } from '../../../../schemas/errors.ts';
import { numbersFrom } from '../../../support/numbers.ts';
import { describeWithSharedData, sharedData } from '../../../support/shared-data.ts';
import { newPath } from './access-subjects.ts';
import { reader } from './written-file.ts';

describeWithSharedData('access', 'un archivo de Access que no sirve se nombra, y no se carga nada de él', () => {
  /** A copy of a real file with some of its bytes changed. */
  const spoiled = async (file: string, spoil: (bytes: Buffer) => Buffer): Promise<string> => {
    const path = await newPath(basename(file));
    await writeFile(path, spoil(await readFile(sharedData(file))));
    return path;
  };
  const same = (bytes: Buffer): Buffer => bytes;
  const NEPTUNO = 'access/neptuno-es/Neptuno.mdb';
  const overwritten = (at: number, ...values: readonly number[]) =>
    spoiled(NEPTUNO, (bytes) =>
      Buffer.concat([bytes.subarray(0, at), Buffer.from(values), bytes.subarray(at + values.length)]),
    );

  test.each([
    ['vacío', () => spoiled(NEPTUNO, () => Buffer.alloc(0)), 'no es una base de Access'],
    [
      'de otra cosa',
      () => spoiled(NEPTUNO, () => Buffer.from('PK\u0003\u0004'.repeat(2000))),
      'no es una base de Access',
    ],
    [
      'con solo el comienzo',
      () => spoiled(NEPTUNO, (bytes) => bytes.subarray(0, 3000)),
      'no tiene ni una página entera',
    ],
    ['cortado en media página', () => spoiled(NEPTUNO, (bytes) => bytes.subarray(0, -1)), 'no son páginas enteras'],
    [
      'cortado entre páginas',
      () => spoiled(NEPTUNO, (bytes) => bytes.subarray(0, 400 * 4096)),
      'está cortado o dañado',
    ],
    ['de Money', () => overwritten(4, ...Buffer.from('MSISAM Database')), 'Microsoft Money'],
    ['de una versión futura', () => overwritten(0x14, 0x09), 'una versión de Access que no se conoce (9)'],
    ['sin catálogo', () => overwritten(2 * 4096, 0), 'la página 2 no es de las que se esperan allí'],
  ])('%s', async (_, make, reason) => {
    const file = await make();

    const failure = await failureOf(() => wholeOf(reader(file, {}, 'Clientes')));

    expect(failure.code).toBe('SOURCE_REFUSED');
    expect(failure.message).toContain(`No se puede leer la base de Access ${file}: `);
    expect(failure.message).toContain(reason);
  });

  test('uno de más de 2 GiB', async () => {
    const file = await spoiled(NEPTUNO, same);
    await truncate(file, 2 ** 31 + 4096);

    const failure = await failureOf(() => wholeOf(reader(file, {}, 'Clientes')));

    expect(failure.message).toContain('tiene 2147487744 bytes y Access no pasa de 2 GiB');
  });

  test.each([
    ['access/mdb-reader/V2010_with-password.accdb', 'otra clave', 'la clave no es la del archivo'],
    ['access/mdb-reader/V2010_with-password.accdb', undefined, "diga cuál en password: secret('NOMBRE')"],
    ['access/jackcessencrypt/db2013-enc.accdb', 'otra clave', 'la clave no es la del archivo'],
    ['access/mdb-reader/V2000_with-password.mdb', 'otra clave', 'la clave no es la del archivo'],
  ])('%s con la clave %s', async (file, password, reason) => {
    const path = await spoiled(file, same);
    const options = password === undefined ? {} : { password: () => password };

    const failure = await failureOf(() => reader(path, options).driver.connect(never));

    expect(failure.code).toBe('SOURCE_REFUSED');
    expect(failure.message).toContain(reason);
    expect(`${failure.message} ${JSON.stringify(failure.context)}`).not.toContain('otra clave');
  });

  test('uno con textos de otra página de códigos', async () => {
    const file = await spoiled('access/ucanaccess/charsetGBK.mdb', same);

    const failure = await failureOf(() => wholeOf(reader(file, { codePage: 'utf-8' }, 'table1')));

    expect(failure.code).toBe('SOURCE_REFUSED');
    expect(failure.message).toContain('bytes que no son de la página de códigos utf-8; diga en codePage');
  });

  test.each([
    ['access/jackcess/complexDataTestV2007.accdb', 'Table1'],
    ['access/jackcess/overflowTestV1997.mdb', 'Table1'],
    ['access/neptuno-es/Neptuno.mdb', 'Empleados'],
  ])('%s, con páginas dañadas al azar, se lee o se rechaza, y nunca de otro modo', async (file, table) => {
    const numbers = numbersFrom(20_240_301);
    const path = await newPath(basename(file));
    const content = await readFile(sharedData(file));
    const codes = new Set<string>();

    for (let turn = 0; turn < 60; turn += 1) {
      const bytes = Buffer.from(content);
      for (let change = 0; change < 40; change += 1) {
        bytes[24 + Math.floor(numbers() * (bytes.length - 24))] = Math.floor(numbers() * 256);
        bytes[4096 + Math.floor(numbers() * 16 * 4096)] = Math.floor(numbers() * 256);
      }
      await writeFile(path, bytes);
      codes.add(await wholeOf(reader(path, {}, table)).then(() => 'leído', codeOf));
    }

    expect([...codes].filter((code) => !['leído', 'SOURCE_REFUSED', 'NOT_FOUND'].includes(code))).toEqual([]);
    expect(codes).toContain('SOURCE_REFUSED');
  });
});

function codeOf(thrown: unknown): string {
  const error = asIntegrationError(thrown);
  return error.code === 'UNEXPECTED' ? error.message : error.code;
}
