import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const ENDING = '.gz';

/**
 * Puts the Access applications into the demo's folder: the same in every municipality, for nothing here can write such
 * files. Their predios are those of the municipality that the demo invents by itself.
 */
export function copyApplications(folder: string): void {
  for (const name of readdirSync(import.meta.dirname).filter((each) => each.endsWith(ENDING))) {
    writeFileSync(join(folder, name.slice(0, -ENDING.length)), gunzipSync(readFileSync(join(import.meta.dirname, name))));
  }
}
