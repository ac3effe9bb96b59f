import { afterAll, beforeAll, expect, test } from 'vitest';

import { openPostgres } from '../../../pipelines/database/postgres.ts';
import { migrate } from '../../../pipelines/ledger/migrate.ts';
import { openReader } from '../../../pipelines/ledger/reader.ts';
import { queryRoles, type QueryRole } from '../../../pipelines/ledger/roles.ts';
import { entities } from '../../../schemas/registry.ts';
import { databases, type OpenedDatabase } from '../../support/databases.ts';
import { need } from '../../support/need.ts';

const signal = new AbortController().signal;

/** One table of each kind; what each role may read of them. */
const TABLES = [
  'bi.recaudo_diario',
  'libro.recaudo',
  'libro.liquidacion_predial',
  'historia.nomina_linea',
  'libro.documento_perdido',
  'libro.visita',
  'libro.solicitud_sisben',
  'corridas.cuarentena',
];
const READABLE: Readonly<Record<QueryRole, readonly string[]>> = {
  bi: ['bi.recaudo_diario'],
  hacienda: ['bi.recaudo_diario', 'libro.recaudo', 'libro.liquidacion_predial'],
  talento_humano: ['historia.nomina_linea'],
  inspeccion: ['libro.documento_perdido'],
  recepcion: ['libro.visita'],
  sisben: ['libro.solicitud_sisben'],
};

for (const kind of databases) {
  need(
    kind.name,
    kind.missing === null,
    kind.missing ?? '',
  )(`las oficinas en ${kind.name}`, () => {
    let database: OpenedDatabase;

    beforeAll(async () => {
      database = await kind.open();
      await migrate(database, entities, signal);
    });

    afterAll(async () => {
      await database[Symbol.asyncDispose]();
    });

    test.each(queryRoles)('%s lee lo suyo y nada más', async (role) => {
      await using reader = await openReader(
        database,
        role,
        (login) => openPostgres(database.url ?? '', { login, connections: 1 }, signal),
        signal,
      );
      const reads = (table: string): Promise<boolean> =>
        reader
          .readText(`select count(*) from ${table}`, () => Promise.resolve(true), signal)
          .catch((error: unknown) => {
            expect(error).toMatchObject({ code: 'QUERY_REFUSED', context: { sqlstate: '42501' } });
            return false;
          });

      const readable: string[] = [];
      for (const table of TABLES) if (await reads(table)) readable.push(table);

      expect(readable).toEqual(READABLE[role]);
    });
  });
}
