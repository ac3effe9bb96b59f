import { readCatalogue } from './catalogue.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { openSource, readHeader, takeCopy } from './copy.ts';
import type { FileCopy, Patience } from './copy.ts';
import { readDefinition } from './definition.ts';
import type { TableDefinition } from './definition.ts';
import { accessFailure, refused } from './failures.ts';
import type { Layout } from './layout.ts';
import { CODE_PAGE } from './options.ts';
import type { AccessOptions } from './options.ts';
import { Pages } from './pages.ts';
import { stampOf } from './stamp.ts';
import { textDecoder } from './text.ts';
import type { Bytes, Decrypt, Opener } from './vendor.ts';

/** What a driver knows of its file. */
export interface AccessFile {
  readonly options: AccessOptions;
  readonly opener: Opener;
}

/** A copy whose catalogue and definitions were found in order. */
export interface OpenedCopy {
  readonly copy: FileCopy;
  readonly pages: Pages;
  readonly catalogue: readonly CatalogueEntry[];
  /** By the table's name. */
  readonly definitions: ReadonlyMap<string, TableDefinition>;
}

/** Every table's definition and map of pages is read: a file that lost its end, or was torn, shows it before a row is given. */
export async function openCopy(
  { options, opener }: AccessFile,
  patience: Patience,
  signal: AbortSignal,
): Promise<OpenedCopy> {
  await using stack = new AsyncDisposableStack();
  const copy = stack.use(await takeCopy(options.file, patience, signal));
  const decrypt = await unlock({ options, opener }, copy, copy.layout);
  const pages = new Pages(copy.layout, textDecoder(copy.layout, options.codePage ?? CODE_PAGE), decrypt, copy.length);
  try {
    const catalogue = readCatalogue(pages);
    const definitions = new Map(
      catalogue.flatMap((entry) =>
        entry.kind === 'table' ? [[entry.name, readDefinition(pages, entry.page)] as const] : [],
      ),
    );
    stack.move();
    return { copy, pages, catalogue, definitions };
  } catch (thrown) {
    throw accessFailure(thrown, options.file);
  }
}

/** Whether the file is one that can be opened, by its header alone. */
export async function demandOpens(file: AccessFile): Promise<void> {
  const { options } = file;
  await stampOf(options.file);
  await using source = await openSource(options.file);
  const { layout, header } = await readHeader(options.file, source);
  const bytes = { length: header.length, slice: (start: number, end: number) => header.subarray(start, end) };
  await unlock(file, bytes, layout);
}

async function unlock({ options, opener }: AccessFile, bytes: Bytes, layout: Layout): Promise<Decrypt> {
  const { file, password } = options;
  const opened = await opener.open(bytes, layout, password?.() ?? null).catch((thrown: unknown) => {
    throw accessFailure(thrown, file);
  });
  if (typeof opened !== 'function') throw refused(file, opened.closed);
  return opened;
}
