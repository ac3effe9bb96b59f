import { readFileSync, readdirSync } from 'node:fs';

/** The child processes of ODBC that this process has, by what Linux tells of each. */
export function odbcChildren(): readonly number[] {
  const parent = `PPid:\t${String(process.pid)}\n`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => toldOf(name, 'status').includes(parent) && toldOf(name, 'cmdline').includes('drivers/odbc/child'))
    .map(Number);
}

/** The most memory that the process ever had, in MB. */
export function peakMemoryMb(pid: number): number {
  const [, kilobytes = 'NaN'] = /VmHWM:\s+(\d+)/.exec(toldOf(String(pid), 'status')) ?? [];
  return Number(kilobytes) / 1024;
}

/** Empty when the process has ended meanwhile. */
function toldOf(pid: string, what: string): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8');
  } catch {
    return '';
  }
}
