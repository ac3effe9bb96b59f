import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** Why no MariaDB can be started here; null when it can. */
export function missingMariadb(): string | null {
  const there = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;
  if (!['mariadbd', 'mariadb-install-db'].every(there)) return 'mariadb-server-core is not installed';
  return there('mariadb') ? null : 'mariadb-client-core is not installed';
}

export const MARIADB_PASSWORD = 'Clave;1';

/** A MariaDB of Debian's packages, on a port and in a folder of its own. Whoever opens it disposes it. */
export class MariadbServer implements AsyncDisposable {
  readonly port: number;
  readonly #folder: string;
  readonly #process: ChildProcess;

  private constructor(port: number, folder: string, process: ChildProcess) {
    this.port = port;
    this.#folder = folder;
    this.#process = process;
  }

  static async open(): Promise<MariadbServer> {
    const folder = mkdtempSync(join(tmpdir(), 'libro-mariadb-'));
    const settings = ['--no-defaults', `--datadir=${join(folder, 'data')}`, ...runner()];
    const made = spawnSync('mariadb-install-db', [
      ...settings,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
    ]);
    if (made.status !== 0) throw new Error(`mariadb-install-db failed: ${made.stderr.toString()}`);
    const port = await freePort();
    const network = ['--bind-address=127.0.0.1', `--port=${String(port)}`, `--socket=${join(folder, 'socket')}`];
    const quick = ['--innodb-flush-log-at-trx-commit=0', '--skip-name-resolve', '--character-set-server=utf8mb4'];
    const server = spawn('mariadbd', [...settings, ...network, ...quick], { stdio: 'ignore' });
    const opened = new MariadbServer(port, folder, server);
    await opened.#ready();
    opened.run(
      `CREATE USER lector@'%' IDENTIFIED BY '${MARIADB_PASSWORD}'; GRANT SELECT ON \`prueba%\`.* TO lector@'%'`,
    );
    return opened;
  }

  /** As the owner; what the statements give, a line a row. */
  run(sql: string, database = ''): string {
    const ended = this.#client(['--batch', '--skip-column-names', '--binary-mode', database], sql);
    if (ended.status === 0) return ended.stdout.toString();
    throw new Error(`mariadb failed: ${ended.stderr.toString()}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('close', resolve));
    this.#process.kill('SIGKILL');
    await ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #ready(): Promise<void> {
    for (let tries = 0; tries < 600; tries += 1) {
      if (this.#client([], 'SELECT 1').status === 0) return;
      if (this.#process.exitCode !== null) throw new Error(`mariadbd ended: ${String(this.#process.exitCode)}`);
      await setTimeout(100);
    }
    throw new Error('mariadbd does not answer');
  }

  #client(settings: readonly string[], input: string) {
    const place = ['--no-defaults', `--socket=${join(this.#folder, 'socket')}`, '--user=root'];
    return spawnSync('mariadb', [...place, '--default-character-set=utf8mb4', ...settings.filter(Boolean)], { input });
  }
}

/** Of root it must be said that it is meant. */
function runner(): readonly string[] {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}

async function freePort(): Promise<number> {
  const listener = createServer();
  await new Promise<void>((resolve) => {
    listener.listen(0, '127.0.0.1', resolve);
  });
  const { port } = listener.address() as AddressInfo;
  await new Promise((resolve) => listener.close(resolve));
  return port;
}
