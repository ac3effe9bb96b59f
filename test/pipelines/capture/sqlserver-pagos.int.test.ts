import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { sqlite } from '../../../connectors/drivers/sqlite/index.ts';
import { hassql } from '../../../connectors/sources/hassql.ts';
import { openBooks } from '../../../ops/demo/books.ts';
import { pagos as pagosTable } from '../../../ops/demo/hassql/collection-tables.ts';
import { writeSqlite } from '../../../ops/demo/sqlite-file.ts';
import { inventTown } from '../../../ops/demo/town/invent-town.ts';
import { driverOf, tdsServer } from '../../connectors/drivers/sqlserver/sqlserver-subjects.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import type { Given } from '../../support/tds/types/stored.ts';

const stream = hassql.streams.find(({ id }) => id === 'recaudo')!;

/** The types that such a system has them in, whatever the stand-in keeps. */
const TYPES: Readonly<Record<string, string>> = {
  VIGENCIA: 'smallint',
  FEC_PAGO: 'datetime',
  FEC_ABONO: 'date',
  VLR_PAGADO: 'money',
  CEDULA_CATASTRAL: 'char(30)',
  ORIGEN: 'char(1)',
};

describeOnEachDatabase('los PAGOS de un municipio inventado', (open) => {
  it('dan el mismo libro por SQL Server que por SQLite', async () => {
    const libro = open();
    const table = pagosTable(openBooks(inventTown({ seed: 11, predios: 40, today: '2026-11-20' })));
    const folder = mkdtempSync(join(tmpdir(), 'pagos-'));
    onTestFinished(() => {
      rmSync(folder, { recursive: true });
    });
    const rows = [...table.rows];
    writeSqlite(join(folder, 'hassql.db'), [{ ...table, rows }]);
    const server = await tdsServer({ snapshotIsolation: true });
    const columns = table.columns.map((column) => {
      const [name = ''] = column.split(' ');
      return { name, type: TYPES[name] ?? 'varchar(60)' };
    });
    server.createTable('dbo.PAGOS', { columns, primaryKey: table.key }, rows as readonly (readonly Given[])[]);

    const first = await libro.run(stream, driverOf(server), { full: true });
    const written = await libro.rows('select * from libro.recaudo order by _clave');
    const again = await libro.run(stream, sqlite({ file: join(folder, 'hassql.db'), schema: 'dbo' }), { full: true });

    expect(first.read).toBe(rows.length);
    expect([first.error, first.published, first.rejected]).toEqual([null, rows.length, 0]);
    expect([again.error, again.published, again.unchanged]).toEqual([null, 0, rows.length]);
    expect(await libro.rows('select * from libro.recaudo order by _clave')).toEqual(written);
  });
});
