import { stat, statfs } from 'node:fs/promises';
import type { Disk } from './observed.ts';

/** The disks under these folders, each once, under the first folder that lies on it; those that do not tell are left out. */
export async function disksUnder(folders: readonly string[]): Promise<readonly Disk[]> {
  const disks = new Map<number, Disk>();
  for (const place of folders) {
    try {
      const { dev } = await stat(place);
      const { bavail, blocks, bsize } = await statfs(place);
      if (!disks.has(dev)) disks.set(dev, { place, freeBytes: bavail * bsize, totalBytes: blocks * bsize });
    } catch {
      // A folder that is not there, or a system without the call.
    }
  }
  return [...disks.values()];
}
