import { execFile } from 'node:child_process';
import { chmod, copyFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { describeWithSharedData, sharedData } from '../../../support/shared-data.ts';
import { newPath } from './access-subjects.ts';

const run = promisify(execFile);

describeWithSharedData('generado-cuipo', 'un archivo de Access de 2 GiB', () => {
  // By the processor's clock: the wall's says how busy the machine is.
  test('se lee sin tenerlo en memoria, en menos de 10 segundos de procesador', { timeout: 180_000 }, async () => {
    const file = await newPath('cuipo.accdb');
    await copyFile(sharedData('generado-cuipo/cuipo_generado_ace14.accdb'), file);
    await chmod(file, 0o600);
    await truncate(file, 2 ** 31);

    const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'read-whole.child.ts'), file]);
    const [rows, kilobytes, microseconds] = stdout.split(' ').map(Number);

    expect(rows).toBe(13_787);
    expect(kilobytes).toBeLessThan(600 * 1000);
    expect(microseconds).toBeLessThan(10_000_000);
  });
});
