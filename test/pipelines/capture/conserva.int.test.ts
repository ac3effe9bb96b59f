import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { folder as drop } from '../../../connectors/drivers/file/index.ts';
import { sqlite } from '../../../connectors/drivers/sqlite/index.ts';
import { ausente, codigo, documento, fecha, opcional, texto } from '../../../connectors/fields/index.ts';
import { byFile, whole } from '../../../connectors/scope.ts';
import { defineStream } from '../../../connectors/source.ts';
import { visita } from '../../../schemas/entities/visita.ts';
import { decodeSegment } from '../../../pipelines/log/segment.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import type { TestLibro } from '../../support/libro.ts';

const notKept = ausente('el registro no lo guarda');

const visitas = defineStream({
  id: 'visita',
  entity: visita,
  table: 'VISITAS',
  scope: whole(),
  fields: {
    numero: codigo('NUM'),
    fecha: fecha('FECHA'),
    entrada: notKept,
    salida: notKept,
    dependencia: opcional(texto('DEPENDENCIA')),
    tipo_documento: notKept,
    documento: opcional(documento('CEDULA')),
    nombre: opcional(texto('NOMBRE')),
    telefono: notKept,
    correo: notKept,
    funcionario: notKept,
    asunto: notKept,
  },
});

/** A register with four visits: two on either side of 2024-11-20, and a bad one that nobody can read. */
const VISITAS = `
  create table VISITAS (NUM text primary key, FECHA text, DEPENDENCIA text, CEDULA text, NOMBRE text);
  insert into VISITAS values
    ('1', '2024-11-19', 'Hacienda', '9900000001', 'PERSONA INVENTADA 0001'),
    ('2', '2024-11-20', 'Hacienda', '9900000002', 'PERSONA INVENTADA 0002'),
    ('3', '2026-03-05', 'Planeación', '9900000003', 'PERSONA INVENTADA 0003'),
    ('4', '2024-11-21', 'Planeación', 'no la trajo §', 'PERSONA INVENTADA 0004')`;

describeOnEachDatabase('lo que se conserva por un tiempo', (open) => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'visitas '));
    change(VISITAS);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const path = (): string => join(folder, 'visitas.db');
  const driver = () => sqlite({ file: path() });
  function change(statements: string): void {
    using database = new DatabaseSync(path());
    database.exec(statements);
  }

  /** Everywhere in the ledger's database where a person's name still stands. */
  async function namesIn(libro: TestLibro): Promise<Readonly<Record<string, readonly string[]>>> {
    const found = (text: string): Promise<readonly { n: string }[]> => libro.rows(text);
    const segments = await libro.rows<{ contenido: Uint8Array }>(
      'select contenido from log.segmento order by topico, primer_offset',
    );
    const inLog = segments.flatMap(({ contenido }) =>
      decodeSegment(contenido).envelopes.map(({ record }) => record['nombre'] ?? '-'),
    );
    return {
      libro: (await found('select nombre as n from libro.visita order by numero')).map(({ n }) => n.slice(-1)),
      historia: (await found('select nombre as n from historia.visita order by numero')).map(({ n }) => n.slice(-1)),
      cuarentena: (await found(`select fila ->> 'NOMBRE' as n from corridas.cuarentena order by id`)).map(({ n }) =>
        n.slice(-1),
      ),
      log: inLog.map((name) => String(name).slice(-1)),
    };
  }

  it('lo que pasó su tiempo no entra, y se cuenta como excluido', async () => {
    const libro = open();

    const run = await libro.run(visitas, driver(), { keepFrom: '2024-11-20' });

    expect([run.read, run.published, run.rejected, run.excluded]).toEqual([
      4,
      2,
      1,
      { 'pasó el tiempo por el que se conserva': 1 },
    ]);
    expect(await namesIn(libro)).toEqual({ libro: ['2', '3'], historia: [], cuarentena: ['4'], log: ['2', '3'] });
  });

  it('lo que pasa su tiempo sale del libro, de su historia, de la cuarentena y del registro, y no cuenta como borrado', async () => {
    const libro = open();
    await libro.run(visitas, driver(), { keepFrom: '2024-11-19' });
    change(`update VISITAS set DEPENDENCIA = 'Tesorería' where NUM in ('1', '3')`);
    await libro.run(visitas, driver(), { keepFrom: '2024-11-19' });
    const before = await namesIn(libro);

    const run = await libro.run(visitas, driver(), { keepFrom: '2024-11-22' });
    const again = await libro.run(visitas, driver(), { keepFrom: '2024-11-22' });

    expect(before).toEqual({
      libro: ['1', '2', '3'],
      historia: ['1', '3'],
      cuarentena: ['4'],
      log: ['1', '2', '3', '1', '3'],
    });
    expect([run.read, run.published, run.unchanged, run.deleted, run.notes]).toEqual([
      4,
      0,
      1,
      0,
      ['2 registros anteriores al 2024-11-22 se retiraron del libro: pasó el tiempo por el que se conserva'],
    ]);
    expect(await namesIn(libro)).toEqual({
      libro: ['3'],
      historia: ['3'],
      cuarentena: [],
      log: ['-', '-', '3', '-', '3'],
    });
    expect([again.published, again.unchanged, again.deleted, again.notes]).toEqual([0, 1, 0, []]);
  });

  it('sale del registro por largo que este sea', async () => {
    const libro = open();
    for (let time = 1; time <= 10; time += 1) {
      change(`update VISITAS set DEPENDENCIA = 'Oficina ${String(time)}' where NUM in ('1', '3')`);
      await libro.run(visitas, driver(), { keepFrom: '2024-11-19' });
    }
    const before = (await namesIn(libro))['log'];

    await libro.run(visitas, driver(), { keepFrom: '2024-11-20' });

    const tenTimes = (names: readonly string[]): readonly string[] => Array.from({ length: 10 }, () => names).flat();
    expect(before).toEqual(['1', '2', ...tenTimes(['1', '3']).slice(1)]);
    expect((await namesIn(libro))['log']).toEqual(['-', '2', ...tenTimes(['-', '3']).slice(1)]);
  });

  it('quien lee el registro desde el comienzo halla el mismo libro', async () => {
    const libro = open();
    await libro.run(visitas, driver(), { keepFrom: '2024-11-19' });
    await libro.run(visitas, driver(), { keepFrom: '2024-11-22' });
    const kept = await libro.rows('select numero, nombre from libro.visita where _eliminado_en is null');
    await libro.database.execute('truncate libro.visita, historia.visita; delete from corridas.posicion', libro.signal);

    await libro.caughtUp();

    const told = await libro.rows('select numero, nombre from libro.visita where _eliminado_en is null');
    expect(kept).toEqual([{ numero: '3', nombre: 'PERSONA INVENTADA 0003' }]);
    expect(told).toEqual(kept);
  });

  it('verify cuadra con lo que se dejó de conservar', async () => {
    const libro = open();
    await libro.run(visitas, driver(), { keepFrom: '2024-11-19' });
    await libro.run(visitas, driver(), { keepFrom: '2024-11-22' });

    const report = await libro.verify(libro.task(visitas, driver(), { keepFrom: '2024-11-22' }));

    expect(report).toMatchObject({ ok: true, error: null, excluded: { rows: 3 }, ledger: { rows: 1 } });
  });

  it('los bytes de un archivo salen cuando todo lo que pudo decir pasó su tiempo, y el archivo no vuelve a ser nuevo', async () => {
    const libro = open();
    writeFileSync(
      join(folder, 'visitas_2026.csv'),
      'NUM;FECHA;DEPENDENCIA;CEDULA;NOMBRE\n1;2024-11-19;Hacienda;9900000001;X\n',
    );
    const files = { pattern: '*.csv', format: { kind: 'csv', encoding: 'utf-8', delimiter: ';' } } as const;
    const dropped = {
      ...visitas,
      table: 'filas',
      files,
      scope: byFile(['archivo'], { order: [], resend: 'replaces' }),
    };
    const kept = () =>
      libro.rows(`select encode(contenido, 'escape') like '%9900000001%' as persona from corridas.bytes`);
    await libro.run(dropped, drop({ path: folder }), { keepFrom: '2024-11-19' });

    await libro.run(dropped, drop({ path: folder }), { keepFrom: '2024-11-20' });
    const before = await kept();
    await libro.run(dropped, drop({ path: folder }), { keepFrom: '2999-01-01' });
    const after = await kept();
    const again = await libro.run(dropped, drop({ path: folder }), { keepFrom: '2999-01-01' });

    expect([before, after]).toEqual([[{ persona: true }], []]);
    expect([again.error, again.read, await kept()]).toEqual([null, 0, []]);
  });

  it('un ensayo no retira nada', async () => {
    const libro = open();
    await libro.run(visitas, driver(), { keepFrom: '2024-11-19' });

    await libro.sync(libro.task(visitas, driver(), { keepFrom: '2024-11-22', dryRun: true }));

    expect((await namesIn(libro))['libro']).toEqual(['1', '2', '3']);
  });
});
