import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { need } from './need.ts';

const root = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

/** A folder of the real data that lies beside the checkout; not all of it may be copied into it. */
export function sharedData(folder: string): string {
  return `${root}${folder}`;
}

/** `describe` for tests on real data; where it is missing they are skipped by name. */
export function describeWithSharedData(folder: string, title: string, suite: () => void): void {
  need(
    'shared data',
    existsSync(sharedData(folder)),
    `../shared/data/${folder} is not beside the checkout`,
  )(title, suite);
}
