import { copyFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { api } from '../../../ops/config/api.ts';
import type { Api } from '../../../ops/config/api.ts';
import { asIntegrationError } from '../../../schemas/errors.ts';
import { newPath } from '../../connectors/drivers/access/access-subjects.ts';
import { describeWithSharedData, sharedData } from '../../support/shared-data.ts';

const never = new AbortController().signal;
type Options = Parameters<Api['drivers']['access']>[0];

test.each([
  [{}, 'drivers.access.file: falta; se espera un texto'],
  [{ file: '' }, 'drivers.access.file: está vacío'],
  [
    { file: 'a.mdb', password: 'x' },
    "drivers.access.password: se espera secret('NOMBRE'): la clave no se escribe aquí",
  ],
  [
    { file: 'a.mdb', codePage: 'cp-nada' },
    "drivers.access.codePage: se espera una página de códigos, como 'windows-1252' o 'gbk'",
  ],
  [{ file: 'a.mdb', lockWaitMs: -1 }, 'drivers.access.lockWaitMs: se espera 0 o más'],
  [{ file: 'a.mdb', clave: 'x' }, 'drivers.access.clave: no es una opción; hay file, password, codePage, lockWaitMs'],
])('drivers.access(%j) dice lo que está mal', (options, problem) => {
  expect(said(() => api('/').drivers.access(options as Options))).toBe(`CONFIG_INVALID libro.config.ts: ${problem}`);
});

describeWithSharedData('access', 'un archivo de Access en libro.config.ts', () => {
  test('se halla desde la carpeta de la configuración y se abre con su secreto', async () => {
    const file = await newPath('Caja año 2024.accdb');
    await copyFile(sharedData('access/mdb-reader/V2010_with-password.accdb'), file);
    vi.stubEnv('CAJA_CLAVE', 'password');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const { drivers, secret } = api(dirname(file));

    const driver = drivers.access({ file: './Caja año 2024.accdb', password: secret('CAJA_CLAVE') });
    await using connection = await driver.connect(never);

    expect(await connection.tables(never)).toEqual([{ name: 'Table1', kind: 'table' }]);
  });
});

function said(work: () => unknown): string {
  try {
    work();
    return 'nada';
  } catch (thrown) {
    const { code, message } = asIntegrationError(thrown);
    return `${code} ${message}`;
  }
}
