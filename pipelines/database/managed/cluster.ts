import { existsSync } from 'node:fs';
import { appendFile, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pid } from 'node:process';

import { unavailable } from '../failures.ts';
import { DATABASE, HOST, newAccess, OWNER, readAccess, writeAccess, type Access } from './access.ts';
import { failed, hand, MAJOR, type Programs } from './programs.ts';

export const dataIn = (home: string): string => join(home, 'data');
/** What the product settles at every start, the last word of `postgresql.conf`. */
const SETTINGS = 'libro.conf';

/**
 * Sees that the folder holds a whole cluster of this major version, and gives its access. A new one is made beside its place
 * and moved in when it is complete, so that a death while it is made leaves nothing half done.
 */
export async function ensureCluster(home: string, programs: Programs): Promise<Access> {
  if (existsSync(join(dataIn(home), 'PG_VERSION'))) {
    await refuseOtherMajor(home);
    return readAccess(home);
  }
  await refuseOtherContent(home);
  const access = await newAccess();
  // An initdb whose command was killed may still be at work: each attempt has a place of its own.
  const growing = `${dataIn(home)}-${String(pid)}.creating`;
  await initialise(home, growing, programs);
  await makeDatabase(home, growing, programs, access);
  await writeAccess(home, access, programs.account);
  await rename(growing, dataIn(home));
  await removeLeftovers(home);
  return access;
}

/** Loopback alone, and whatever makes a commit survive a power cut; nothing of what people's rows hold reaches the log. */
export async function writeSettings(home: string, { port }: Access, programs: Programs): Promise<void> {
  const settings = {
    port: String(port),
    listen_addresses: HOST,
    unix_socket_directories: '',
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`);
  await writeOwned(join(dataIn(home), SETTINGS), lines, programs);
}

async function initialise(home: string, data: string, programs: Programs): Promise<void> {
  const letters = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const words = ['--pgdata', data, '--username=postgres', '--auth=trust', '--data-checksums', '--no-instructions'];
  const { code, said } = await programs.run('initdb', [...words, ...letters]);
  if (code !== 0) throw failed(home, 'no se pudo hacer la base', said, 'revise permisos y espacio en el disco');
  await appendFile(join(data, 'postgresql.conf'), `include '${SETTINGS}'\n`);
  await writeOwned(join(data, SETTINGS), [], programs);
  // The superuser has no password and no line here: nobody is it, but whoever owns the folder, without the server.
  const access = [`host ${DATABASE} all ${HOST}/32 scram-sha-256`];
  await writeOwned(join(data, 'pg_hba.conf'), access, programs);
}

/** In single-user mode, where no port is open and nobody has to log in. */
async function makeDatabase(home: string, data: string, programs: Programs, access: Access): Promise<void> {
  const script = [
    `CREATE ROLE ${OWNER} LOGIN CREATEROLE PASSWORD '${access.password}'`,
    `CREATE DATABASE ${DATABASE} OWNER ${OWNER} TEMPLATE template0`,
    `REVOKE ALL ON DATABASE ${DATABASE}, postgres, template1 FROM PUBLIC`,
  ];
  const words = ['--single', '-D', data, '-c', 'exit_on_error=on', 'postgres'];
  const { code, said } = await programs.run('postgres', words, { script: `${script.join(';\n')};\n` });
  // What it says may quote the statement, and with it the password.
  const reason = said.replaceAll(access.password, '***');
  if (code !== 0 || /ERROR|FATAL|PANIC/.test(said)) {
    throw failed(home, 'no se pudo hacer la base', reason, 'revise permisos y espacio en el disco');
  }
}

async function removeLeftovers(home: string): Promise<void> {
  const leftovers = (await readdir(home)).filter((name) => /^data-\d+\.creating$/.test(name));
  for (const name of leftovers) await rm(join(home, name), { recursive: true, force: true }).catch(() => undefined);
}

async function refuseOtherMajor(home: string): Promise<void> {
  const major = (await readFile(join(dataIn(home), 'PG_VERSION'), 'utf8')).trim();
  if (major === MAJOR) return;
  const reason = `sus archivos son de PostgreSQL ${major} y este programa trae el ${MAJOR}`;
  const advice =
    'con la versión anterior del programa saque una copia (pg_dump), y con ésta cárguela en una carpeta nueva (ops/manual/postgresql.md)';
  throw unavailable(home, `${reason}; ${advice}`, undefined);
}

const OURS = /^(access\.json|data|data-\d+|programs-.*)(\.creating)?$|\.lock$|^server\.log$/;

async function refuseOtherContent(home: string): Promise<void> {
  const others = (await readdir(home)).filter((name) => !OURS.test(name));
  if (others.length === 0) return;
  throw unavailable(home, `tiene otras cosas (${others.slice(0, 3).join(', ')}); elija una carpeta vacía`, undefined);
}

async function writeOwned(path: string, lines: readonly string[], programs: Programs): Promise<void> {
  await writeFile(path, `${lines.join('\n')}\n`, { mode: 0o600 });
  hand(path, programs.account);
}
