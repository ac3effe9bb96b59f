import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Peak resident memory of this process, in bytes; null where there is no /proc. */
export function peakResident(): number | null {
  const status = read('/proc/self/status');
  return status === null ? null : kilobytes(status, 'VmHWM');
}

export interface ServerUse {
  /** Greatest sum met of what is private to each process, plus the shared pages once; in bytes, null without /proc. */
  readonly residentBytes: number | null;
  readonly cpuMs: number | null;
}

const SAMPLE_MS = 100;
/** Linux counts CPU time in hundredths of a second, whatever the machine (USER_HZ). */
const TICK_MS = 10;

/** Watches a PostgreSQL server, the postmaster and all its backends, while something runs. */
export async function watchServer<Result>(
  folder: string,
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly use: ServerUse }> {
  const postmaster = Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const before = cpuOf(postmaster);
  let peak = residentOf(postmaster);
  const timer = setInterval(() => {
    peak = Math.max(peak ?? 0, residentOf(postmaster) ?? 0);
  }, SAMPLE_MS);
  try {
    const result = await work();
    const after = cpuOf(postmaster);
    return { result, use: { residentBytes: peak, cpuMs: before === null || after === null ? null : after - before } };
  } finally {
    clearInterval(timer);
  }
}

function residentOf(postmaster: number): number | null {
  let own = 0;
  let shared = 0;
  for (const process of familyOf(postmaster)) {
    const status = read(`/proc/${String(process)}/status`);
    if (status === null) continue;
    own += kilobytes(status, 'RssAnon');
    shared = Math.max(shared, kilobytes(status, 'RssShmem'));
  }
  return own === 0 ? null : own + shared;
}

/** Also of the backends that have ended: their time is added to the postmaster's when it has waited for them. */
function cpuOf(postmaster: number): number | null {
  const family = familyOf(postmaster);
  if (family.length === 0) return null;
  return family
    .map((process) => {
      const fields = statOf(process);
      const ended = process === postmaster ? Number(fields[13]) + Number(fields[14]) : 0;
      return (Number(fields[11]) + Number(fields[12]) + ended) * TICK_MS;
    })
    .reduce((sum, each) => sum + (Number.isNaN(each) ? 0 : each), 0);
}

/** Fields of /proc/<pid>/stat from the third on: what stands before is a name, which may hold anything. */
function statOf(process: number): readonly string[] {
  const stat = read(`/proc/${String(process)}/stat`) ?? '';
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function familyOf(postmaster: number): readonly number[] {
  const children = read(`/proc/${String(postmaster)}/task/${String(postmaster)}/children`);
  return children === null ? [] : [postmaster, ...children.trim().split(' ').filter(Boolean).map(Number)];
}

function kilobytes(status: string, name: string): number {
  return 1024 * Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** What one process holds now. */
export interface Held {
  readonly residentBytes: number;
  readonly cpuMs: number;
  /** Open file descriptors, sockets among them. */
  readonly handles: number;
  readonly tcpSockets: number;
}

/** Null without /proc, and when the process is gone. */
export function heldBy(process: number): Held | null {
  const status = read(`/proc/${String(process)}/status`);
  if (status === null) return null;
  const targets = descriptorsOf(process);
  const sockets = new Set(targets.map((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1]));
  const tcp = ['tcp', 'tcp6'].flatMap((kind) => inodesOf(read(`/proc/${String(process)}/net/${kind}`) ?? ''));
  const fields = statOf(process);
  return {
    residentBytes: kilobytes(status, 'VmRSS'),
    cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS,
    handles: targets.length,
    tcpSockets: tcp.filter((inode) => sockets.has(inode)).length,
  };
}

function descriptorsOf(process: number): readonly string[] {
  const folder = `/proc/${String(process)}/fd`;
  return readdirSync(folder).flatMap((name) => {
    try {
      return [readlinkSync(join(folder, name))];
    } catch {
      return [];
    }
  });
}

/** The tenth column of /proc/net/tcp. */
function inodesOf(table: string): readonly string[] {
  return table
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/)[9] ?? '');
}
