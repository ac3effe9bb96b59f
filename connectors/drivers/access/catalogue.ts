import { reasonLeftOut } from './column-types.ts';
import { Damage } from './failures.ts';
import { readDefinition } from './definition.ts';
import type { TableDefinition } from './definition.ts';
import type { Pages } from './pages.ts';
import { rowBytes, rowReader } from './rows.ts';

/** What a name in the file stands for. */
export type CatalogueEntry =
  | { readonly kind: 'table'; readonly name: string; readonly page: number }
  /** `target` says where it leads, for people; never a password of its connection. */
  | { readonly kind: 'link'; readonly name: string; readonly target: string }
  | { readonly kind: 'query'; readonly name: string };

/** The catalogue of every file begins at this page. */
const CATALOGUE_PAGE = 2;
const COLUMNS = ['Id', 'Name', 'Type', 'Flags', 'Database', 'ForeignName', 'Connect'] as const;

const [TABLE, ODBC_LINK, QUERY, LINK] = [1, 4, 5, 6];
/** Tables of the system and those that Access hides (DatabaseImpl.SYSTEM_OBJECT_FLAGS of Jackcess 4.0). */
const SYSTEM = 0x80000000 | 0x02;

/** Tables, links and saved queries that are not the system's own, in order of name. */
export function readCatalogue(pages: Pages): readonly CatalogueEntry[] {
  const definition = readDefinition(pages, CATALOGUE_PAGE);
  const columns = COLUMNS.map((name) => columnNamed(definition, name));
  const read = rowReader(pages, definition, columns);
  const found: CatalogueEntry[] = [];
  for (const bytes of rowBytes(pages, definition)) {
    const [id, name, type, flags, database, foreign, connect] = read(bytes);
    if ((Number(flags) & SYSTEM) !== 0) continue;
    const entry = entryOf(String(name), Number(type), Number(id), [database, foreign, connect].map(textOf));
    if (entry) found.push(entry);
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function columnNamed(definition: TableDefinition, name: string): TableDefinition['columns'][number] {
  const column = definition.columns.find((candidate) => candidate.name === name);
  if (column && reasonLeftOut(column) === null) return column;
  throw new Damage('está dañado: su catálogo no tiene las columnas que debe tener');
}

function textOf(cell: unknown): string {
  return typeof cell === 'string' ? cell : '';
}

function entryOf(name: string, type: number, id: number, link: readonly string[]): CatalogueEntry | null {
  const [database = '', foreign = '', connect = ''] = link;
  switch (type) {
    case TABLE:
      return { kind: 'table', name, page: id & 0x00ffffff };
    case QUERY:
      return { kind: 'query', name };
    case LINK:
      return { kind: 'link', name, target: `la tabla ${foreign} de ${database}` };
    case ODBC_LINK:
      return { kind: 'link', name, target: `la tabla ${foreign} de ${odbcPlace(connect)}` };
    default:
      return null;
  }
}

/** Of a connection text only what says where it leads. */
function odbcPlace(connect: string): string {
  const parts = connect.split(';').filter((part) => /^(?:dsn|server|database)=/i.test(part));
  return parts.length === 0 ? 'una base ODBC' : `la base ODBC ${parts.join(' ')}`;
}
