import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { copyFile } from '../../../../connectors/drivers/file/folder.ts';
import { failureOf, never } from '../../../contracts/driver-factory.ts';

test('a file that is written over while it is read, its size the same, is busy', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'libro-folder-'));
  const [path, bytes] = [join(folder, 'dia.txt'), 32 * 1024 * 1024];
  writeFileSync(path, '');
  truncateSync(path, bytes);
  const writing = new AbortController();
  const writer = (async () => {
    for (let second = 1; !writing.signal.aborted; second += 1) {
      await utimes(path, second, second);
      await setImmediate();
    }
  })();

  const failure = await failureOf(() => copyFile(folder, { name: 'dia.txt', bytes }, never));
  writing.abort();
  await writer;
  const quiet = await copyFile(folder, { name: 'dia.txt', bytes }, never);
  rmSync(folder, { recursive: true });

  expect([failure.code, failure.retry, quiet.length]).toEqual(['SOURCE_BUSY', true, bytes]);
});
