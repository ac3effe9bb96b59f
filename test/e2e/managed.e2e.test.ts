import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { postmasterOf } from '../../pipelines/database/managed/postmaster.ts';
import { commandLine } from '../support/command-line.ts';
import { missingManaged } from '../support/managed.ts';
import { need } from '../support/need.ts';
import { ordinaryAccount } from '../support/postgres-binaries.ts';
import { makeServerFolder } from '../support/postgres-server.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const account = ordinaryAccount();
const missing = missingManaged ?? (canRunHere() ? null : 'el usuario corriente debe poder leer este programa');

need(
  'un PostgreSQL propio',
  missing === null,
  missing ?? '',
)('un usuario corriente, con el libro en un PostgreSQL propio', () => {
  const folder = makeServerFolder('libro año ');
  const { libro, start } = commandLine(folder, account);
  const home = join(folder, 'libro-pg');

  beforeAll(async () => {
    await libro('init');
    const config = join(folder, 'libro.config.ts');
    const text = readFileSync(config, 'utf8').replace(`{ embedded: './libro' }`, `{ managed: './libro-pg' }`);
    writeFileSync(config, text);
  });

  it('la primera vez se hace la base, y el comando la apaga al terminar', async () => {
    const { code, out, err } = await libro('check');

    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^✓ libro: postgres:\/\/127\.0\.0\.1:\d+\/libro, en .*libro-pg\n/);
    expect(out).toContain(
      'lo confirmado sobrevive a un corte de luz (fsync, full_page_writes, synchronous_commit: on)',
    );
    expect(await postmasterOf(home)).toBeNull();
  });

  it('cuatro comandos a la vez comparten el servidor, y el último lo apaga', async () => {
    const words = [['sync'], ['status'], ['runs'], ['query', 'select count(*) from bi.recaudo_diario']];
    const ended = await Promise.all(words.map((each) => libro(...each)));

    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(await postmasterOf(home)).toBeNull();
  });

  it('mientras «libro up» anda, los demás comandos entran, y al irse él se apaga', async () => {
    const up = start('up');
    while ((await postmasterOf(home)) === null) await new Promise(setImmediate);
    const status = await libro('status');
    const held = await postmasterOf(home);
    up.interrupt();
    await up.ended;

    expect([status.code, status.err]).toEqual([0, '']);
    expect(held).not.toBeNull();
    expect(await postmasterOf(home)).toBeNull();
  });

  it('una carpeta en la que no puede escribir se dice con qué hacer', async () => {
    mkdirSync(join(folder, 'ajena'), { mode: 0o555 });
    const config = join(folder, 'libro.config.ts');
    writeFileSync(
      config,
      readFileSync(config, 'utf8').replace(
        `ledger: { managed: './libro-pg' }`,
        `ledger: { managed: './ajena/libro-pg' }`,
      ),
    );

    const { code, err } = await libro('status');

    expect(code).toBe(69);
    expect(err).toMatch(/^LEDGER_UNAVAILABLE: El libro en la carpeta .+libro-pg no está disponible: .+permisos/);
  });

  afterAll(() => {
    // The watcher may still be looking at its locks.
    rmSync(folder, { recursive: true, maxRetries: 10 });
  });
});

function canRunHere(): boolean {
  if (account === null) return true;
  const look = 'require("node:fs").accessSync(process.argv[1])';
  return spawnSync(process.execPath, ['-e', look, import.meta.filename], account).status === 0;
}
