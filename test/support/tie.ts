import type { TestLibro } from './libro.ts';

/** Which amount of the ledger is altered: the first row that fits, by its key. */
export interface Altered {
  readonly table: string;
  readonly column: string;
  readonly where: string;
}

/** What a reconciliation compares and in how much it differs. */
interface Compared {
  readonly claves: number;
  readonly difieren: number;
}

/** What a reconciliation says of the ledger as it is, and while one amount of it is off by so much. */
export async function comparedTwice(
  libro: TestLibro,
  sql: string,
  { table, column, where }: Altered,
  by: string,
): Promise<readonly [tied: Compared, altered: Compared]> {
  const [one] = await libro.rows<{ origen: string; clave: string }>(
    `select _origen as origen, _clave as clave from libro.${table} where ${where} order by _clave limit 1`,
  );
  const add = (pesos: string): Promise<unknown> =>
    libro.rows(
      `update libro.${table} set ${column} = ${column} + ${pesos} where (_origen, _clave) = ('${one!.origen}', '${one!.clave}')`,
    );
  const [tied] = await libro.rows<Compared>(sql);
  await add(by);
  const [altered] = await libro.rows<Compared>(sql);
  await add(`-${by}`);
  return [tied!, altered!];
}
