import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { need } from './need.ts';

/** How the columns of a CSV become cells: as its texts, as numbers with a point, as days AAAA-MM-DD. */
export type SheetColumn = 'text' | 'number' | 'day';

export interface SheetText {
  readonly csv: string;
  readonly columns: readonly SheetColumn[];
}

const installed = (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'soffice')));

/** `describe` for tests on workbooks that LibreOffice writes. */
export const describeWithLibreOffice = need('LibreOffice', installed, 'soffice (libreoffice-calc) is not installed');

/** Workbooks that LibreOffice makes of CSV texts (`;` between cells), by the names given. */
export async function workbooksOf<Name extends string>(
  sheets: Readonly<Record<Name, SheetText>>,
  kind: 'xls' | 'xlsx',
): Promise<Readonly<Record<Name, Buffer>>> {
  const folder = await mkdtemp(join(tmpdir(), 'libro-hojas-'));
  try {
    const made: [string, Buffer][] = [];
    for (const [name, { csv, columns }] of Object.entries<SheetText>(sheets)) {
      await writeFile(join(folder, `${name}.csv`), csv);
      await convert(folder, name, kind, columns);
      made.push([name, await readFile(join(folder, `${name}.${kind}`))]);
    }
    return Object.fromEntries(made) as Record<Name, Buffer>;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const TYPES = { text: 2, number: 10, day: 5 } as const;

// Tokens of the CSV filter: separator, quote, UTF-8, first line, types of the columns.
async function convert(
  folder: string,
  name: string,
  kind: 'xls' | 'xlsx',
  columns: readonly SheetColumn[],
): Promise<void> {
  const types = columns.map((column, place) => `${place + 1}/${TYPES[column]}`).join('/');
  const target = kind === 'xls' ? 'xls:MS Excel 97' : 'xlsx';
  await promisify(execFile)(
    'soffice',
    [
      '--headless',
      '--norestore',
      `-env:UserInstallation=file://${folder}/perfil`,
      `--infilter=CSV:59,34,76,1,${types},1033`,
      '--convert-to',
      target,
      '--outdir',
      folder,
      join(folder, `${name}.csv`),
    ],
    { timeout: 120_000 },
  );
}
