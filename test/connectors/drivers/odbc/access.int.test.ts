import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection } from '../../../../connectors/driver.ts';
import { access } from '../../../../connectors/drivers/access/index.ts';
import { asIntegrationError } from '../../../../schemas/errors.ts';
import { batchesOf, failureOf, never } from '../../../contracts/driver-factory.ts';
import { driverContract } from '../../../contracts/driver.contract.ts';
import { Jackcess, missingJackcess } from '../../../support/access/jackcess.ts';
import { need } from '../../../support/need.ts';
import { missingOdbc } from '../../../support/odbc-drivers.ts';
import { describeWithSharedData, sharedData } from '../../../support/shared-data.ts';
import { mdbtools, mdbtoolsFactory } from './access-subjects.ts';

const missing = missingOdbc('libmdbodbc.so', 'odbc-mdbtools') ?? missingJackcess();

need(
  'Access by ODBC',
  missing === null,
  missing ?? '',
)('Access by mdbtools', () => {
  let jackcess: Jackcess;
  beforeAll(async () => {
    jackcess = await Jackcess.start();
  }, 120_000);
  afterAll(() => jackcess[Symbol.asyncDispose]());

  driverContract(
    'odbc, Access by mdbtools',
    mdbtoolsFactory(() => jackcess),
  );
});

const noDriver = missingOdbc('libmdbodbc.so', 'odbc-mdbtools');
need(
  'Access by ODBC',
  noDriver === null,
  noDriver ?? '',
)('one Access file by access and by odbc', () => {
  const file = sharedData('access/mdbtools-mdbtestdata/nwind.mdb');

  /** Each column of a table as both give it: `equal`, or the code of the one that refuses it. */
  async function compare(table: string): Promise<Readonly<Record<string, string>>> {
    await using plain = await access({ file }).connect(never);
    await using byOdbc = await mdbtools(file).connect(never);
    const verdicts: Record<string, string> = {};
    for (const { name } of await plain.columns(table, never)) {
      const cells = async (connection: Connection): Promise<readonly unknown[]> =>
        (await batchesOf(connection.read({ table, columns: [name], where: [], orderBy: [], batchSize: 500 }, never)))
          .flat()
          .map(([cell]) => cell);
      const expected = await cells(plain);
      const found = await cells(byOdbc).catch((thrown: unknown) => asIntegrationError(thrown).code);
      verdicts[name] = typeof found === 'string' ? found : isDeepStrictEqual(found, expected) ? 'equal' : 'different';
    }
    return verdicts;
  }

  describeWithSharedData('access', 'a column that mdbtools does not know', () => {
    test('is refused at the row that is not given, and never taken for the end of the table', async () => {
      await using byOdbc = await mdbtools(sharedData('access/jackcess/extDateTestV2019.accdb')).connect(never);
      const request = { table: 'Table1', columns: ['DateExt'], where: [], orderBy: [], batchSize: 500 };

      const failure = await failureOf(() => batchesOf(byOdbc.read(request, never)));

      expect(failure.code).toBe('SOURCE_REFUSED');
      expect(failure.message).toContain('su driver ODBC no entregó una fila, y no dice cuál ni por qué');
    });
  });

  describeWithSharedData('access', 'Northwind', () => {
    test('what mdbtools can tell is equal, and what it cannot is refused by name', async () => {
      const [customers, products, categories] = [
        await compare('Customers'),
        await compare('Products'),
        await compare('Categories'),
      ];

      // By the column's type, and by a cell that is empty.
      const [refused, empty] = ['SOURCE_DRIFTED', 'SOURCE_REFUSED'];
      expect(customers).toEqual({
        ...{ CustomerID: 'equal', CompanyName: 'equal', ContactName: 'equal', ContactTitle: 'equal', Address: 'equal' },
        ...{ City: 'equal', Region: empty, PostalCode: empty, Country: 'equal', Phone: 'equal', Fax: empty },
      });
      expect(products).toEqual({
        ...{ ProductID: refused, ProductName: 'equal', SupplierID: refused, CategoryID: refused },
        ...{ QuantityPerUnit: 'equal', UnitPrice: refused, UnitsInStock: refused, UnitsOnOrder: refused },
        ...{ ReorderLevel: refused, Discontinued: 'equal' },
      });
      expect(categories).toEqual({
        CategoryID: refused,
        CategoryName: 'equal',
        Description: 'equal',
        Picture: refused,
      });
    });
  });
});
