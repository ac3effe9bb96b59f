import type { FileEntry } from '../../driver.ts';
import { IntegrationError, asIntegrationError } from '../../../schemas/errors.ts';
import { copyFile, listFiles, nameMatcher, presentFile } from './folder.ts';
import type { ZippedFile } from './zip.ts';

/** Between an archive's name and the path of a file in it. */
const INSIDE = '/';

/**
 * The files of a drop folder, those inside of its `.zip` files as if they lay in the folder: their names are the archive's,
 * `/`, and their path in it. An archive that cannot be taken is listed itself, and opening it says why.
 */
export class Drop {
  readonly #path: string;
  /** The archive that was read last: files of one are listed and opened one after the other. */
  #last: { readonly name: string; readonly stamp: string; readonly files: readonly ZippedFile[] } | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  async list(pattern: string, signal: AbortSignal): Promise<readonly FileEntry[]> {
    const matches = nameMatcher(pattern);
    const plain = await listFiles(this.#path, (name) => matches(name) && !isArchive(name), signal);
    const entries = plain.map(({ name, bytes }) => ({ name, bytes }));
    // The name of a file that is there: no archive need be looked into.
    if (entries.length > 0 && !/[*?]/.test(pattern)) return entries;
    for (const archive of await listFiles(this.#path, isArchive, signal)) {
      entries.push(...(await this.#listArchive(archive, matches, signal)));
    }
    return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  /** Name, size and time of each file that matches and of each archive: another text when one came, went or was written. */
  async stamp(pattern: string, signal: AbortSignal): Promise<string> {
    const matches = nameMatcher(pattern);
    const files = await listFiles(this.#path, (name) => matches(name) || isArchive(name), signal);
    return JSON.stringify(files.map(({ name, stamp }) => [name, stamp]));
  }

  /** SOURCE_BUSY when the file, or its archive, was written since it was listed. */
  async read(entry: FileEntry, signal: AbortSignal): Promise<Uint8Array> {
    const [name = '', ...inside] = entry.name.split(INSIDE);
    if (inside.length === 0 && !isArchive(name)) return copyFile(this.#path, entry, signal);
    // An archive that is listed by its own name could not be taken: this says why.
    const files = await this.#filesOf(name, signal);
    const path = inside.join(INSIDE);
    const found = files.find((file) => file.path === path && file.bytes === entry.bytes);
    if (found) return found.read();
    throw new IntegrationError(
      'SOURCE_BUSY',
      `El archivo ${entry.name} cambió mientras se leía; se leerá en la próxima corrida.`,
      { context: { file: entry.name } },
    );
  }

  async #listArchive(
    { name, bytes }: FileEntry,
    matches: (name: string) => boolean,
    signal: AbortSignal,
  ): Promise<readonly FileEntry[]> {
    try {
      const files = await this.#filesOf(name, signal);
      return files
        .filter(({ path }) => matches(baseName(path)))
        .map((file) => ({ name: `${name}${INSIDE}${file.path}`, bytes: file.bytes }));
    } catch (thrown) {
      const { code } = asIntegrationError(thrown);
      if (code === 'FILE_REFUSED' || code === 'SOURCE_BUSY') return [{ name, bytes }];
      throw thrown;
    }
  }

  async #filesOf(name: string, signal: AbortSignal): Promise<readonly ZippedFile[]> {
    const found = await presentFile(this.#path, name);
    if (found !== null && this.#last?.name === name && this.#last.stamp === found.stamp) return this.#last.files;
    const { zippedFiles } = await import('./zip.ts');
    const files = await zippedFiles(name, await copyFile(this.#path, found ?? { name, bytes: 0 }, signal));
    this.#last = { name, stamp: found?.stamp ?? '', files };
    return files;
  }
}

const isArchive = nameMatcher('*.zip');

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
