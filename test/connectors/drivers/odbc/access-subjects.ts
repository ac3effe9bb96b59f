import { stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cell } from '../../../../connectors/driver.ts';
import { odbc } from '../../../../connectors/drivers/odbc/index.ts';
import { shuffled } from '../../../contracts/driver-factory.ts';
import type { DriverFactory, Facet, KnownColumn, Outcome, Subject } from '../../../contracts/driver-factory.ts';
import { textMark } from '../../../support/access/expected.ts';
import type { Jackcess } from '../../../support/access/jackcess.ts';
import { ODBC_ENVIRONMENT, odbcDriver } from '../../../support/odbc-drivers.ts';
import { newPath } from '../access/access-subjects.ts';
import type { ErrorCode } from '../../../../schemas/errors.ts';

export const mdbtools = (file: string) =>
  odbc({
    dialect: 'access',
    connection: `Driver=${odbcDriver('libmdbodbc.so') ?? ''};DBQ=${file}`,
    environment: ODBC_ENVIRONMENT,
  });

const subjectAt = (file: string): Subject => ({ driver: mdbtools(file), file, table: 'T', format: null });
const PAGE_BYTES = 4096;

/** Sources written by an independent program, read by mdbtools. */
export function mdbtoolsFactory(jackcess: () => Jackcess): DriverFactory {
  const holding = async (type: string, marks: readonly string[], cells: readonly Cell[]): Promise<KnownColumn> => {
    const file = await newPath('Ano de prueba.mdb');
    const rows = marks.map((mark, index) => [
      'row',
      mark,
      textMark(`x${String(index)}`),
      `B${String(index % 2 === 0)}`,
    ]);
    await jackcess().create(file, 'V2003', [
      ['table', 'T', '', `C:${type}`, 'OTRA:TEXT:10', 'PAGADO:BOOLEAN'],
      ...rows,
    ]);
    return { ...subjectAt(file), column: 'C', cells };
  };
  const texts = (cells: readonly (string | null)[]) =>
    holding(
      'TEXT:255',
      cells.map((cell) => (cell === null ? 'N' : textMark(cell))),
      cells,
    );
  const days = (cell: string) => holding('SHORT_DATE_TIME', [`T${cell}T00:00`], [`${cell} 00:00:00`]);
  /** By the column's type, unless another code is said. */
  const refused = async (subject: Promise<Subject>, code: ErrorCode = 'SOURCE_DRIFTED'): Promise<Outcome> => ({
    ...(await subject),
    refused: code,
  });

  const facets: Readonly<Record<Facet, () => Promise<Outcome>>> = {
    'negative amount': () => refused(holding('MONEY', ['D-42.50', 'D-0.01'], [])),
    'amount of zero': () => refused(holding('MONEY', ['D0.00'], [])),
    'amount of 19 digits': () => refused(holding('NUMERIC:28:2', ['D99999999999999999.99'], [])),
    'day at midnight': () => refused(days('2025-03-01')),
    'day 1899-12-30': () => refused(days('1899-12-30')),
    'day 9999-12-31': () => refused(days('9999-12-31')),
    'null and empty text': () => refused(texts(['A', null, '', null]), 'SOURCE_REFUSED'),
    'text of Windows-1252': () => texts(['Ñoño Güepsa – “5 €” ’']),
    'blanks around': () => texts([' A-1 ', 'A-1\u00a0', '\tA-1\n']),
    'no cell for it': () => refused(holding('BINARY:10', ['XAAH/'], [])),
  };

  return {
    capabilities: {
      filters: false,
      counts: false,
      sums: false,
      uniqueKeys: false,
      clock: false,
      groups: false,
      versions: false,
      marks: false,
      catalogue: false,
      files: false,
      snapshots: false,
    },
    counted: (rows) => texts(shuffled(rows)),
    changing: async () => {
      const subject = await texts(['a', 'b', 'c']);
      const change = (): Promise<void> =>
        jackcess().edit(subject.file, [
          ['use', 'T'],
          ['change', textMark('b'), textMark('changed')],
          ['row', textMark('d'), textMark('x4'), 'Btrue'],
        ]);
      return { ...subject, change };
    },
    holding: (facet) => facets[facet](),
    table: null,
    server: null,
    absent: () => Promise.resolve(subjectAt(join(tmpdir(), 'no-existe', 'origen.mdb'))),
    foreign: async () => {
      const file = await newPath('origen.mdb');
      await writeFile(file, 'Esto no es una base de datos. '.repeat(1000));
      return subjectAt(file);
    },
    cutShort: async () => {
      const { file } = await texts(shuffled(1009));
      await truncate(file, (await stat(file)).size - 3 * PAGE_BYTES);
      return subjectAt(file);
    },
  };
}
