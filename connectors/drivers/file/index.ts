import { IntegrationError } from '../../../schemas/errors.ts';
import type { Column, Connection, Driver, FileEntry, OpenedFile, RawRow, TableInfo } from '../../driver.ts';
import type { FileFormat } from '../../file-format.ts';
import { Drop } from './drop.ts';
import { assertFolder } from './folder.ts';
import { openFile } from './opened-file.ts';
import type { FileContents } from './opened-file.ts';

export interface FolderOptions {
  /** The drop folder. Its files are read and never moved, renamed or written. */
  readonly path: string;
  /** A file that always lies in the folder, on a network share. When it is missing the share is not there: SOURCE_UNREACHABLE. */
  readonly witness?: string;
}

/** Reads the files that people or banks leave in a folder. */
export function folder(options: FolderOptions): Driver {
  return {
    kind: 'file',
    capabilities: {
      filters: false,
      counts: false,
      sums: false,
      uniqueKeys: false,
      clock: false,
      groups: false,
      versions: false,
      marks: true,
      catalogue: false,
      files: true,
      snapshots: true,
    },
    connect: async (signal) => {
      signal.throwIfAborted();
      await assertFolder(options.path, options.witness);
      return new FolderConnection(options);
    },
  };
}

/** A folder has no tables of its own: they are inside its files, once opened. */
class FolderConnection implements Connection {
  readonly #path: string;
  readonly #witness: string | undefined;
  readonly #drop: Drop;

  constructor({ path, witness }: FolderOptions) {
    this.#path = path;
    this.#witness = witness;
    this.#drop = new Drop(path);
  }

  async tables(signal: AbortSignal): Promise<readonly TableInfo[]> {
    const files = await this.files('*', signal);
    return files.map(({ name }) => ({ name, kind: 'file' }));
  }

  columns(table: string, signal: AbortSignal): Promise<readonly Column[]> {
    return Promise.reject(signal.aborted ? (signal.reason as Error) : this.#noTable(table));
  }

  read(request: { readonly table: string }): AsyncIterable<readonly RawRow[]> {
    const failed = (): Promise<never> => Promise.reject(this.#noTable(request.table));
    return { [Symbol.asyncIterator]: () => ({ next: failed }) };
  }

  async files(pattern: string, signal: AbortSignal): Promise<readonly FileEntry[]> {
    const files = await this.#drop.list(pattern, signal);
    // A share may have gone since it was connected to: an empty list would be its mount point's.
    await assertFolder(this.#path, this.#witness);
    return files;
  }

  async changeMark(pattern: string, signal: AbortSignal): Promise<string> {
    const stamp = await this.#drop.stamp(pattern, signal);
    await assertFolder(this.#path, this.#witness);
    return stamp;
  }

  async open(entry: FileEntry, format: FileFormat, signal: AbortSignal): Promise<OpenedFile> {
    const content = await this.#drop.read(entry, signal);
    const contents = await contentsOf(entry.name, content, format, signal);
    signal.throwIfAborted();
    return openFile(entry.name, content, contents);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }

  #noTable(table: string): IntegrationError {
    return new IntegrationError(
      'NOT_FOUND',
      `La tabla ${table} no está en la carpeta ${this.#path}: las tablas están dentro de sus archivos, que se abren por su nombre.`,
      { context: { folder: this.#path, table } },
    );
  }
}

async function contentsOf(
  name: string,
  content: Uint8Array,
  format: FileFormat,
  signal: AbortSignal,
): Promise<FileContents> {
  switch (format.kind) {
    case 'asobancaria-2001': {
      const { parseAsobancaria } = await import('./asobancaria.ts');
      return parseAsobancaria(name, content, format);
    }
    case 'csv': {
      const { parseCsv } = await import('./csv.ts');
      return parseCsv(name, content, format);
    }
    case 'fixed-width': {
      const { parseFixedWidth } = await import('./fixed-width.ts');
      return parseFixedWidth(name, content, format);
    }
    case 'one-of': {
      const { formatOf } = await import('./one-of.ts');
      return contentsOf(name, content, formatOf(name, content, format), signal);
    }
    case 'xls': {
      const { parseXls } = await import('./xls.ts');
      return parseXls(name, content, format, signal);
    }
    case 'xlsx': {
      const { parseXlsx } = await import('./xlsx.ts');
      return parseXlsx(name, content, format);
    }
  }
}
