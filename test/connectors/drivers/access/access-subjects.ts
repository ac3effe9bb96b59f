import { chmod, mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Cell } from '../../../../connectors/driver.ts';
import { access } from '../../../../connectors/drivers/access/index.ts';
import { shuffled } from '../../../contracts/driver-factory.ts';
import type { DriverFactory, Facet, KnownColumn, Outcome, Subject } from '../../../contracts/driver-factory.ts';
import { textMark } from '../../../support/access/expected.ts';
import type { Jackcess } from '../../../support/access/jackcess.ts';

/** A path in a new folder, which goes with the test. */
export async function newPath(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'libro-access-prueba-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, name);
}

const subjectAt = (file: string, table = 'T'): Subject => ({ driver: access({ file }), file, table, format: null });

/** Sources written by an independent program. It is asked for when the first one is needed. */
export function accessFactory(jackcess: () => Jackcess): DriverFactory {
  const holding = async (type: string, marks: readonly string[], cells: readonly Cell[]): Promise<KnownColumn> => {
    const file = await newPath('Año de prueba.accdb');
    const table = ['table', 'T', '', `C:${type}`, 'VALOR:MONEY', 'DIA:SHORT_DATE_TIME', 'PAGADO:BOOLEAN', 'TASA:FLOAT'];
    const rows = marks.map((mark, index) => [
      ...['row', mark, `D-${String(index)}.25`, 'T2025-03-01T00:00', `B${String(index % 2 === 0)}`, 'S3e19999a'],
    ]);
    await jackcess().create(file, 'V2010', [table, ...rows]);
    return { ...subjectAt(file), column: 'C', cells };
  };
  const texts = (cells: readonly (string | null)[]) =>
    holding(
      'TEXT:255',
      cells.map((cell) => (cell === null ? 'N' : textMark(cell))),
      cells,
    );
  const days = (cell: string) => holding('SHORT_DATE_TIME', [`T${cell}T00:00`], [`${cell} 00:00:00`]);
  const amounts = (cells: readonly string[]) =>
    holding(
      'NUMERIC:28:2',
      cells.map((cell) => `D${cell}`),
      cells,
    );

  const facets: Readonly<Record<Facet, () => Promise<Outcome>>> = {
    'negative amount': () => holding('MONEY', ['D-42.50', 'D-0.01'], ['-42.5000', '-0.0100']),
    'amount of zero': () => holding('MONEY', ['D0.00'], ['0.0000']),
    'amount of 19 digits': () => amounts(['99999999999999999.99', '-12345678901234567.89']),
    'day at midnight': () => days('2025-03-01'),
    'day 1899-12-30': () => days('1899-12-30'),
    'day 9999-12-31': () => days('9999-12-31'),
    'null and empty text': () => texts([null, '', null]),
    'text of Windows-1252': () => texts(['Ñoño Güepsa – “5 €” ’']),
    'blanks around': () => texts([' A-1 ', 'A-1\u00a0', '\tA-1\n']),
    'no cell for it': () => holding('BINARY:10', ['XAAH/'], [new Uint8Array([0, 1, 255])]),
  };

  const keyed = async (key: readonly string[]): Promise<Subject> => {
    const file = await newPath('origen.mdb');
    const columns = ['OTRA', ...key].map((name) => `${name}:TEXT:20`);
    await jackcess().create(file, 'V2003', [['table', 'T', key.join('|'), ...columns]]);
    return subjectAt(file);
  };

  return {
    capabilities: {
      filters: false,
      counts: true,
      sums: false,
      uniqueKeys: false,
      clock: false,
      groups: false,
      versions: false,
      marks: true,
      catalogue: true,
      files: false,
      snapshots: true,
    },
    counted: (rows) => texts(shuffled(rows)),
    changing: async () => {
      const subject = await texts(['a', 'b', 'c']);
      const change = (): Promise<void> =>
        jackcess().edit(subject.file, [
          ['use', 'T'],
          ['change', textMark('b'), textMark('changed')],
          ['row', textMark('d'), 'N', 'N', 'Btrue', 'N'],
        ]);
      return { ...subject, change };
    },
    holding: (facet) => facets[facet](),
    table: null,
    server: {
      versioned: () => Promise.reject(new Error('Access keeps no versions of rows')),
      keyed,
      account: async (mayWrite) => {
        const subject = await keyed(['CLAVE']);
        await chmod(subject.file, mayWrite ? 0o644 : 0o444);
        return subject;
      },
    },
    absent: () => Promise.resolve(subjectAt(join(tmpdir(), 'no-existe', 'origen.accdb'))),
    foreign: async () => {
      const file = await newPath('origen.accdb');
      await writeFile(file, 'Esto no es una base de datos. '.repeat(1000));
      return subjectAt(file);
    },
    cutShort: async () => {
      const { file } = await texts(shuffled(1009));
      // Whole pages: only the table's own map of pages tells that some are missing.
      await truncate(file, (await stat(file)).size - 3 * PAGE_BYTES);
      return subjectAt(file);
    },
  };
}

const PAGE_BYTES = 4096;
