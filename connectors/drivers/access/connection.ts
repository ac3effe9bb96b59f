import { access, constants, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { IntegrationError } from '../../../schemas/errors.ts';
import type {
  AccountRights,
  Column,
  Condition,
  Connection,
  RawRow,
  ReadRequest,
  TableInfo,
  TableSurvey,
} from '../../driver.ts';
import type { Patience } from './copy.ts';
import { accessFailure } from './failures.ts';
import { openCopy } from './opened-copy.ts';
import type { AccessFile, OpenedCopy } from './opened-copy.ts';
import { LOCK_WAIT_MS } from './options.ts';
import type { AccessOptions } from './options.ts';
import { countRows, rowBytes, rowReader } from './rows.ts';
import { inOrder } from './row-order.ts';
import { lockStamp, stampOf } from './stamp.ts';
import { findColumn, findTable, leftOutNotices, tableColumns, tableNames } from './tables.ts';
import type { FoundTable } from './tables.ts';

/** Folders that a program copies from and to a server: Access files in them end up torn or doubled. */
const SYNCHRONISED = /[\\/](?:OneDrive|Dropbox|Google Drive|iCloudDrive)\b[^\\/]*[\\/]/i;
const SYNCHRONISED_NOTICE =
  'está en una carpeta que se sincroniza con la nube, que no guarda entera una base de Access; pásela a otra';

/** Reads copies of one file. While a reading is open, everything asked of the connection is answered from its copy. */
export class AccessConnection implements Connection {
  readonly #file: AccessFile;
  readonly #options: AccessOptions;
  readonly #patience: Patience;
  readonly #notices = new Set<string>();
  #held: OpenedCopy | null = null;
  #readings = 0;
  /** Whoever needs a copy waits for whoever is taking one. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(file: AccessFile) {
    const { options } = file;
    this.#file = file;
    this.#options = options;
    this.#patience = { leftMs: options.lockWaitMs ?? LOCK_WAIT_MS };
    if (SYNCHRONISED.test(options.file)) this.#notices.add(`${options.file} ${SYNCHRONISED_NOTICE}`);
  }

  tables(signal: AbortSignal): Promise<readonly TableInfo[]> {
    return this.#with(signal, tableNames);
  }

  columns(table: string, signal: AbortSignal): Promise<readonly Column[]> {
    return this.#with(signal, (copy) => tableColumns(this.#table(copy, table)));
  }

  async *read(request: ReadRequest, signal: AbortSignal): AsyncIterable<readonly RawRow[]> {
    demandNoConditions(this.#options.file, request.table, request.where);
    const copy = await this.#enter(signal);
    try {
      const table = this.#table(copy, request.table);
      for (const batch of batchesOf(copy, table, request)) {
        yield batch;
        // The copy answers without ever waiting: give way, so that heartbeats and signals get their turn.
        await setImmediate();
        signal.throwIfAborted();
      }
    } catch (thrown) {
      throw accessFailure(thrown, this.#options.file, `al leer la tabla ${request.table}, `);
    } finally {
      this.#readings -= 1;
    }
  }

  count(table: string, where: readonly Condition[], signal: AbortSignal): Promise<number> {
    demandNoConditions(this.#options.file, table, where);
    return this.#with(signal, (copy) => countRows(copy.pages, this.#table(copy, table).definition));
  }

  /** Of the file, and of the one by which Access says who has it open: the time of a file held open may lag behind. */
  async changeMark(_table: string, signal: AbortSignal): Promise<string> {
    signal.throwIfAborted();
    const { file } = this.#options;
    return JSON.stringify([(await stampOf(file)).text, await lockStamp(file)]);
  }

  survey(signal: AbortSignal): Promise<readonly TableSurvey[]> {
    return this.#with(signal, (copy) =>
      tableNames(copy).map((info) => {
        const table = this.#table(copy, info.name);
        return {
          ...info,
          columns: tableColumns(table),
          key: table.definition.key,
          // The header's count may be wrong, and no row is read here.
          rows: null,
          bytes: table.definition.dataPages.length * copy.pages.layout.pageSize,
        };
      }),
    );
  }

  async rights(signal: AbortSignal): Promise<AccountRights> {
    signal.throwIfAborted();
    const { file } = this.#options;
    const { username } = userInfo();
    const permitted = await access(file, constants.W_OK).then(
      () => true,
      () => false,
    );
    // An administrator is let by everything but the mark itself.
    const mayWrite = permitted && ((await stat(file)).mode & 0o222) !== 0;
    const may = mayWrite ? 'puede escribir' : 'no puede escribir';
    return {
      account: username,
      mayWrite,
      lines: [`el usuario ${username} ${may} en ${file}; se lee siempre una copia`],
    };
  }

  notices(): readonly string[] {
    return [...this.#notices];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const held = this.#held;
    this.#held = null;
    await held?.copy[Symbol.asyncDispose]();
  }

  #table(copy: OpenedCopy, name: string): FoundTable {
    const table = findTable(this.#options.file, copy, name);
    for (const notice of leftOutNotices(table)) this.#notices.add(notice);
    return table;
  }

  async #with<Result>(signal: AbortSignal, work: (copy: OpenedCopy) => Result): Promise<Result> {
    const copy = await this.#enter(signal);
    try {
      return work(copy);
    } catch (thrown) {
      throw accessFailure(thrown, this.#options.file);
    } finally {
      this.#readings -= 1;
    }
  }

  /** The copy of a reading that begins now; whoever enters also leaves. */
  #enter(signal: AbortSignal): Promise<OpenedCopy> {
    const entered = this.#turn.then(async () => {
      signal.throwIfAborted();
      const copy = this.#readings > 0 && this.#held ? this.#held : await this.#fresh(signal);
      this.#readings += 1;
      return copy;
    });
    this.#turn = entered.catch(() => undefined);
    return entered;
  }

  /** The copy that is held, where the file is still as it was copied and nobody could be writing to it; else a new one. */
  async #fresh(signal: AbortSignal): Promise<OpenedCopy> {
    const { file } = this.#options;
    const held = this.#held;
    if (held && !held.copy.whileOpen && held.copy.stamp.text === (await stampOf(file)).text) {
      if ((await lockStamp(file)) === null) return held;
    }
    this.#held = null;
    await held?.copy[Symbol.asyncDispose]();
    this.#held = await openCopy(this.#file, this.#patience, signal);
    if (this.#held.copy.whileOpen) {
      this.#notices.add(
        `${file} fue copiado mientras estaba abierto en Access; si algo falta, está en la próxima corrida`,
      );
    }
    return this.#held;
  }
}

function demandNoConditions(file: string, table: string, where: readonly Condition[]): void {
  if (where.length === 0) return;
  throw new IntegrationError(
    'UNEXPECTED',
    `La base de Access ${file} se lee por tablas enteras: el driver no aplica condiciones.`,
    { context: { file, table } },
  );
}

function* batchesOf(
  { pages }: OpenedCopy,
  table: FoundTable,
  { columns, orderBy, batchSize }: ReadRequest,
): Generator<readonly RawRow[]> {
  const asked = [...columns, ...orderBy].map((name) => findColumn(table, name));
  const read = rowReader(pages, table.definition, asked);
  const rows = rowBytes(pages, table.definition);
  if (orderBy.length > 0) {
    yield* inOrder([...rows].map(read), columns.length, batchSize);
    return;
  }
  let batch: RawRow[] = [];
  for (const bytes of rows) {
    batch.push(read(bytes));
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
