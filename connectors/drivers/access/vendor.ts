import { Damage } from './failures.ts';
import type { Layout } from './layout.ts';

/** A file's bytes by position, without having them all in memory. */
export interface Bytes {
  readonly length: number;
  slice(start: number, end: number): Buffer;
}

/** What is used of mdb-reader's `Database`: it knows the passwords and takes the encryption off the pages. */
interface VendorDatabase {
  getPassword(): string | null;
  getPage(page: number): Buffer;
}

type VendorConstructor = new (buffer: object, password: string) => VendorDatabase;

/** Takes the encryption off a page; `number` counts from 0. */
export type Decrypt = (number: number) => Buffer;

/** Why the bytes stay closed, in Spanish. */
export interface Closed {
  readonly closed: string;
}

/** A database that was opened, by bytes that may be exchanged for others with the same first page. */
interface Opened {
  readonly header: Buffer;
  readonly password: string;
  readonly database: VendorDatabase;
  readonly source: { bytes: Bytes };
}

/**
 * Opens the copies of one file. mdb-reader gives rows, but not exactly (ADR 0010), and does not export what it reads them
 * from. So it is asked for pages: of its own modules the one that opens a file, whose version package.json pins.
 */
export class Opener {
  /** A password may take a second to check; the same first page and password need it once. */
  #last: Opened | null = null;

  async open(bytes: Bytes, layout: Layout, password: string | null): Promise<Decrypt | Closed> {
    const header = bytes.slice(0, layout.pageSize);
    const last = this.#last;
    if (last?.header.equals(header) === true && last.password === (password ?? '')) return pagesOf(last, bytes);
    const opened = await openDatabase(bytes, header, layout, password);
    if ('closed' in opened) return opened;
    this.#last = opened;
    return pagesOf(opened, bytes);
  }
}

function pagesOf({ database, source }: Opened, bytes: Bytes): Decrypt {
  return (number) => {
    source.bytes = bytes;
    return database.getPage(number);
  };
}

async function openDatabase(
  bytes: Bytes,
  header: Buffer,
  layout: Layout,
  password: string | null,
): Promise<Opened | Closed> {
  const module = (await import(new URL('Database.js', import.meta.resolve('mdb-reader')).href)) as {
    readonly Database: VendorConstructor;
  };
  const source = { bytes };
  // The constructor looks at single bytes of the first page; pages are asked for by `slice` alone.
  const buffer = {
    ...Object.fromEntries(header.entries()),
    get length() {
      return source.bytes.length;
    },
    slice: (start: number, end: number) => source.bytes.slice(start, end),
    copy: header.copy.bind(header),
  };
  try {
    const database = new module.Database(buffer, password ?? '');
    // Jet keeps the password in the header and does not encrypt by it, so the library does not compare it.
    const kept = layout.passwordInHeader ? database.getPassword() : null;
    if (password !== null && kept !== null && kept !== password) return { closed: WRONG };
    return { header, password: password ?? '', database, source };
  } catch (thrown) {
    return { closed: reasonOf(thrown, password) };
  }
}

const WRONG = 'la clave no es la del archivo';
const MISSING = "está cifrado con clave; diga cuál en password: secret('NOMBRE')";
const UNKNOWN =
  'está cifrado de un modo que no se sabe abrir; en Access quite la clave, o póngala de nuevo con Access 2010 o posterior';

function reasonOf(thrown: unknown, password: string | null): string {
  if (thrown instanceof Damage) throw thrown;
  if (thrown instanceof Error && thrown.message === 'Wrong password') return password === null ? MISSING : WRONG;
  return UNKNOWN;
}
