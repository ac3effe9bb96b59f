import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { fieldsOf } from '../../schemas/entity.ts';
import { movimientoContable } from '../../schemas/entities/movimiento-contable.ts';
import { columnsOfTable, quoted } from '../../pipelines/ledger/tables.ts';
import { figureOf, middleOf } from './course.ts';
import type { Ground } from './course.ts';
import { BASELINE } from './figures.ts';
import type { Figure } from './figures.ts';
import { runJob } from './job.ts';

const TIMES = 3;

interface Bare {
  readonly title: string;
  readonly table: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly key: readonly string[];
}

const own = new Set(fieldsOf(movimientoContable).map(({ name }) => name));
const columns = columnsOfTable(movimientoContable);
const bares: readonly Bare[] = [
  { title: BASELINE, table: 'medida.del_libro', columns, key: ['_clave', '_origen'] },
  {
    title: 'COPY, the record’s columns',
    table: 'medida.del_registro',
    columns: columns.filter(({ name }) => own.has(name)),
    key: movimientoContable.key,
  },
];

/**
 * A bare COPY of the ledger's own rows into a table with a primary key. The text lies in a file before the clock starts,
 * and the table is new each time. `say` gets the statements.
 */
export async function measureCopies(
  ground: Ground,
  url: string,
  folder: string,
  say: (text: string) => void,
): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const bare of bares) {
    const file = join(folder, `${bare.table}.copy`);
    const list = bare.columns.map(({ name }) => quoted(name)).join(', ');
    const select = `select ${list} from libro.movimiento_contable`;
    await runJob({ kind: 'export', url, select, file }, null);
    const statement = `copy ${bare.table} (${list}) from stdin`;
    const table = `create table ${bare.table} (${[
      ...bare.columns.map(({ name, type }) => `${quoted(name)} ${type}`),
      `primary key (${bare.key.join(', ')})`,
    ].join(', ')})`;
    say(`${bare.title}:\n  ${table}\n  ${statement}`);
    const measured: Figure[] = [];
    for (let time = 0; time < TIMES; time += 1) {
      await runStatements(url, `create schema if not exists medida; drop table if exists ${bare.table}; ${table}`);
      const { result, use } = await ground.watch(() => runJob({ kind: 'copy', url, statement, file }, null));
      measured.push(figureOf(ground.engine, bare.title, result, use));
    }
    await runStatements(url, `drop table ${bare.table}`);
    rmSync(file);
    figures.push(middleOf(measured));
  }
  return figures;
}

export async function runStatements(url: string, script: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(script);
  } finally {
    await client.end();
  }
}
