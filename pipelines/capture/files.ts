import { IntegrationError, asIntegrationError } from '../../schemas/errors.ts';
import type { Connection, FileEntry, OpenedFile } from '../../connectors/driver.ts';
import { columnsOf } from '../../connectors/source.ts';
import type { Stream } from '../../connectors/source.ts';
import type { AppliedFile } from './file-state.ts';
import type { Part } from './part.ts';
import { BATCH_ROWS } from './part.ts';
import { WHOLE } from './scopes.ts';

export interface RefusedFile {
  readonly name: string;
  readonly reason: string;
}

/** Which files of the drop folder a run applies, which it may skip, and which it refuses. */
export interface FilePlan {
  readonly apply: readonly KnownFile[];
  /** Those that were applied before and still stand for their scope. */
  readonly standing: readonly KnownFile[];
  readonly skipped: number;
  readonly refused: readonly RefusedFile[];
}

interface KnownFile {
  readonly entry: FileEntry;
  readonly scope: string;
  readonly order: string;
  readonly hash: string;
}

/** Opens every file once to learn what it says of itself; a file that is not good is refused by name, the rest go on. */
export async function planFiles(
  connection: Connection,
  stream: Stream,
  applied: readonly AppliedFile[],
  declaration: string,
  signal: AbortSignal,
): Promise<FilePlan> {
  const refused: RefusedFile[] = [];
  const known: KnownFile[] = [];
  let empty = 0;
  for (const entry of await filesOf(connection, stream, signal)) {
    try {
      const file = await openFile(connection, stream, entry, signal);
      if (await saysNothing(stream, file, signal)) {
        empty += 1;
        continue;
      }
      known.push({ entry, hash: file.hash, ...identityOf(stream, file) });
    } catch (error) {
      const { code, message } = asIntegrationError(error);
      // Somebody is still writing it: it waits for the next run, the others need not.
      if (code !== 'FILE_REFUSED' && code !== 'SOURCE_BUSY') throw error;
      refused.push({ name: entry.name, reason: message });
    }
  }
  const chosen = chooseFiles(stream, known, applied, refused);
  const apply = chosen.filter((file) => !isApplied(file, applied, declaration));
  const standing = chosen.filter((file) => isApplied(file, applied, declaration));
  const left = known.filter((file) => !apply.includes(file) && refused.every(({ name }) => name !== file.entry.name));
  return { apply, standing, skipped: left.length + empty, refused };
}

/** Empty, or nothing but blanks, which its format takes for "no payments": it says nothing of anybody. */
async function saysNothing(stream: Stream, file: OpenedFile, signal: AbortSignal): Promise<boolean> {
  if (file.content.length === 0) return true;
  if (stream.scope.kind !== 'byFile' || Object.keys(file.attributes).length > 0) return false;
  const request = { table: stream.table, columns: [], where: [], orderBy: [], batchSize: 1 };
  for await (const rows of file.read(request, signal)) if (rows.length > 0) return false;
  return true;
}

/** Of one scope and order, one content; of one scope, under `replaces`, the greatest order, whatever arrived first. */
function chooseFiles(
  stream: Stream,
  files: readonly KnownFile[],
  applied: readonly AppliedFile[],
  refused: RefusedFile[],
): readonly KnownFile[] {
  if (stream.scope.kind !== 'byFile') return files;
  const good = files.filter((file) => {
    const rival = rivalOf(file, files, applied);
    if (rival !== null) refused.push({ name: file.entry.name, reason: rivalReason(file, rival) });
    return rival === null;
  });
  const distinct = good.filter((file, index) => good.findIndex((other) => sameTurn(other, file)) === index);
  if (stream.scope.resend === 'adds') return distinct;
  const orders = [...distinct, ...applied];
  return distinct.filter((file) => orders.every((other) => other.scope !== file.scope || other.order <= file.order));
}

function sameTurn(one: { scope: string; order: string }, other: { scope: string; order: string }): boolean {
  return one.scope === other.scope && one.order === other.order;
}

function rivalOf(file: KnownFile, files: readonly KnownFile[], applied: readonly AppliedFile[]): string | null {
  const before = applied.find((other) => sameTurn(other, file));
  if (before) return before.hash === file.hash ? null : 'el que ya se aplicó';
  const beside = files.find((other) => sameTurn(other, file) && other.hash !== file.hash);
  return beside ? beside.entry.name : null;
}

function rivalReason(file: KnownFile, rival: string): string {
  return (
    `El archivo ${file.entry.name} dice ser el mismo que ${rival} (${file.scope}, orden '${file.order}') y su contenido es otro. ` +
    'Deje en la carpeta el bueno, o pida al banco un reenvío con otro modificador.'
  );
}

function isApplied(file: KnownFile, applied: readonly AppliedFile[], declaration: string): boolean {
  return applied.some(
    (other) => sameTurn(other, file) && other.hash === file.hash && other.declaration === declaration,
  );
}

function identityOf(stream: Stream, file: OpenedFile): { readonly scope: string; readonly order: string } {
  if (stream.scope.kind !== 'byFile') return { scope: WHOLE, order: file.name };
  const identity = pick(file, stream.scope.identity);
  const order = pick(file, stream.scope.order);
  const adds = stream.scope.resend === 'adds';
  return { scope: `archivo=${JSON.stringify(adds ? [...identity, ...order] : identity)}`, order: order.join('\u001f') };
}

function pick(file: OpenedFile, names: readonly string[]): readonly string[] {
  return names.map((name) => {
    const value = file.attributes[name];
    if (value === undefined) {
      throw new IntegrationError(
        'FILE_REFUSED',
        `El archivo ${file.name} no dice su ${name}; sin eso no se sabe de qué es.`,
      );
    }
    return value.trim();
  });
}

async function filesOf(connection: Connection, stream: Stream, signal: AbortSignal): Promise<readonly FileEntry[]> {
  if (!connection.files || !stream.files) {
    throw new IntegrationError(
      'CONFIG_INVALID',
      `El flujo ${stream.id} se lee de archivos; dele una carpeta: driver: folder({ path }).`,
    );
  }
  return connection.files(stream.files.pattern, signal);
}

async function openFile(
  connection: Connection,
  stream: Stream,
  entry: FileEntry,
  signal: AbortSignal,
): Promise<OpenedFile> {
  if (!connection.open || !stream.files) throw new TypeError(`${stream.id} has no files`);
  return connection.open(entry, stream.files.format, signal);
}

/** One file as a part of the run. It is read again from the folder, and refused if it is no longer the same. */
export async function filePart(
  connection: Connection,
  stream: Stream,
  known: KnownFile,
  signal: AbortSignal,
): Promise<Part> {
  const file = await openFile(connection, stream, known.entry, signal);
  if (file.hash !== known.hash) {
    throw new IntegrationError(
      'SOURCE_BUSY',
      `El archivo ${file.name} cambió mientras se leía; se leerá en la próxima corrida.`,
    );
  }
  return {
    label: file.name,
    columns: columnsOf(stream),
    offered: file.columns(stream.table),
    whole: true,
    read: (columns, readSignal) =>
      file.read({ table: stream.table, columns, where: stream.where, orderBy: [], batchSize: BATCH_ROWS }, readSignal),
    notices: () => [],
    count: () => Promise.resolve(null),
    uniqueOn: () => Promise.resolve(false),
    scopeOf: () => () => known.scope,
    scopeValues: file.attributes,
    covers: (scope) => scope === known.scope,
    unbounded: null,
    file: { name: file.name, hash: file.hash, content: file.content, scope: known.scope, order: known.order },
  };
}
