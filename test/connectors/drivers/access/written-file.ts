import { access } from '../../../../connectors/drivers/access/index.ts';
import type { AccessOptions } from '../../../../connectors/drivers/access/index.ts';
import type { Subject } from '../../../contracts/driver-factory.ts';
import type { Jackcess } from '../../../support/access/jackcess.ts';
import { newPath } from './access-subjects.ts';

/** The file as one of its readers has it: the table `T` unless another is named. */
export function reader(file: string, options: Partial<AccessOptions> = {}, table = 'T'): Subject {
  return { driver: access({ lockWaitMs: 0, ...options, file }), file, table, format: null };
}

/** A new file with one table `T`, a row a line of marks. */
export async function writtenFile(
  jackcess: Jackcess,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  name = 'origen.accdb',
): Promise<string> {
  const file = await newPath(name);
  const format = name.endsWith('.mdb') ? 'V2003' : 'V2010';
  await jackcess.create(file, format, [['table', 'T', '', ...columns], ...rows.map((row) => ['row', ...row])]);
  return file;
}
