import { globSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { format, getFileInfo, resolveConfig } from 'prettier';
import { documents, GENERATED } from './generated-documents.ts';
import type { GeneratedDocument } from './generated-documents.ts';

const root = resolve(import.meta.dirname, '..');

/** As the formatter of the repository leaves it; kinds that it does not know stay as they are. */
async function textOf(document: GeneratedDocument): Promise<string> {
  const path = join(root, document.path);
  const text = await document.content();
  const { inferredParser } = await getFileInfo(path);
  if (inferredParser === null) return text;
  return format(text, { ...(await resolveConfig(path)), filepath: path });
}

async function isCurrent(document: GeneratedDocument): Promise<boolean> {
  const written = await readFile(join(root, document.path), 'utf8').catch(() => null);
  return written?.replaceAll('\r\n', '\n') === (await textOf(document));
}

/** Files in the folder of generated documents that none of them is. */
function leftOver(): readonly string[] {
  const known = new Set(documents.map(({ path }) => path));
  return globSync(`${GENERATED}/**/*.*`, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !known.has(path));
}

async function check(): Promise<readonly string[]> {
  const outdated: string[] = [];
  for (const document of documents) if (!(await isCurrent(document))) outdated.push(`${document.path}: difiere`);
  return [...outdated, ...leftOver().map((path) => `${path}: sobra`)];
}

async function write(): Promise<void> {
  for (const document of documents) {
    const path = join(root, document.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await textOf(document));
  }
}

if (process.argv.includes('--check')) {
  const faults = await check();
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) {
    console.error('Lo generado no está al día: corra «npm run generate», borre lo que sobra y confirme los cambios.');
    process.exitCode = 1;
  }
} else {
  await write();
}
