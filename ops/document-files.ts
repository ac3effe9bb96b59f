import { globSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { format, getFileInfo, resolveConfig } from 'prettier';

/** A document of the repository that is derived from declarations. */
export interface GeneratedDocument {
  /** From the top of the repository, with `/`. */
  readonly path: string;
  content(): string | Promise<string>;
}

/** The folder that holds generated documents and nothing else. */
export const GENERATED = 'ops/manual/generated';

/** Writes every document below `root`. */
export async function writeDocuments(root: string, documents: readonly GeneratedDocument[]): Promise<void> {
  for (const document of documents) {
    const path = join(root, document.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await textOf(path, document));
  }
}

/** What is wrong with the documents below `root`, a line each: those that differ or lack, and files left over. */
export async function faultsOf(root: string, documents: readonly GeneratedDocument[]): Promise<readonly string[]> {
  const outdated: string[] = [];
  for (const document of documents) {
    if (!(await isCurrent(join(root, document.path), document))) outdated.push(`${document.path}: difiere`);
  }
  return [...outdated, ...leftOver(root, documents).map((path) => `${path}: sobra`)];
}

async function isCurrent(path: string, document: GeneratedDocument): Promise<boolean> {
  const written = await readFile(path, 'utf8').catch(() => null);
  return written?.replaceAll('\r\n', '\n') === (await textOf(path, document));
}

/** As the formatter of the repository leaves it; kinds that it does not know stay as they are. */
async function textOf(path: string, document: GeneratedDocument): Promise<string> {
  const text = await document.content();
  const { inferredParser } = await getFileInfo(path);
  return inferredParser === null ? text : format(text, { ...(await resolveConfig(path)), filepath: path });
}

function leftOver(root: string, documents: readonly GeneratedDocument[]): readonly string[] {
  const known = new Set(documents.map(({ path }) => path));
  return globSync(`${GENERATED}/**/*.*`, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !known.has(path))
    .sort();
}
