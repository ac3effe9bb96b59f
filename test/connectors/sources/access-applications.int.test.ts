import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { access } from '../../../connectors/drivers/access/index.ts';
import type { Source, Stream } from '../../../connectors/source.ts';
import { controlIngresos } from '../../../connectors/sources/control-ingresos.ts';
import { necesidades } from '../../../connectors/sources/necesidades.ts';
import { plusvalia } from '../../../connectors/sources/plusvalia.ts';
import { sisben } from '../../../connectors/sources/sisben.ts';
import { copyApplications } from '../../../ops/demo/access/copy-applications.ts';
import type { RunReport } from '../../../pipelines/capture/report.ts';
import { captured } from '../../support/captured.ts';
import type { Golden } from '../../support/captured.ts';
import { databases } from '../../support/databases.ts';
import type { OpenedDatabase } from '../../support/databases.ts';
import { countsOf, TestLibro } from '../../support/libro.ts';

const streamOf = (source: Source, id: string): Stream => source.streams.find((candidate) => candidate.id === id)!;

// What is expected was taken from the files by mdb-export, an independent reader.
describe('las aplicaciones de Access de las oficinas, leídas de sus archivos', () => {
  let database: OpenedDatabase;
  let libro: TestLibro;
  let folder: string;

  beforeAll(async () => {
    database = await databases[0]!.open();
    folder = mkdtempSync(join(tmpdir(), 'aplicaciones-'));
    copyApplications(folder);
  });
  beforeEach(async () => {
    libro = await TestLibro.openEmpty(database);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await database[Symbol.asyncDispose]();
  });

  const read = (source: Source, id: string, file: string): Promise<RunReport> =>
    libro.run(streamOf(source, id), access({ file: join(folder, file) }), { source: source.id });
  const golden = async (entity: string, key: string): Promise<Golden | undefined> =>
    (await captured(libro, entity)).find((envelope) => envelope.key[0] === key);
  const upsert = (key: string, record: Golden['record']): Golden => ({
    operation: 'upsert',
    key: [key],
    scope: 'todo',
    record,
    observations: [],
  });

  it('una liquidación de plusvalía, con su valor al centavo y el predio como lo escribe Hassql', async () => {
    const report = await read(plusvalia, 'liquidacion', 'Plusvalía.mdb');

    expect(countsOf(report)).toEqual({ read: 24, published: 24, unchanged: 0, rejected: 0, deleted: 0 });
    expect(await golden('plusvalia_liquidacion', 'PV-0004')).toEqual(
      upsert('PV-0004', {
        numero: 'PV-0004',
        fecha: '2024-08-24',
        predio: '25999000000060004000',
        matricula: '999-10254',
        tipo_documento: '13',
        tercero: '9900000254',
        hecho_generador: 'incorporacion',
        acto: 'DECRETO 104',
        fecha_acto: '2024-05-26',
        firmeza: '2024-07-10',
        area: '12909.00',
        efecto: '27668.37',
        tasa: '35.0000',
        valor: '125009845.91',
        indexacion: '8750689.21',
        exigible_por: 'licencia',
        licencia: 'LIC-0004',
        fecha_exigible: '2024-11-22',
        pagado: '133760535.12',
        recibo: 'RPV-0004',
        fecha_pago: '2024-12-01',
        estado: 'pagada',
      }),
    );
  });

  it('un documento perdido, sin el relato de quien lo perdió', async () => {
    const report = await read(necesidades, 'documento-perdido', 'Necesidades.mdb');
    const places = (await captured(libro, 'documento_perdido')).map(({ record }) => String(record['lugar']).length);

    expect(countsOf(report)).toEqual({ read: 40, published: 40, unchanged: 0, rejected: 0, deleted: 0 });
    expect(Math.max(...places)).toBeGreaterThan(255);
    expect(await golden('documento_perdido', '1')).toEqual(
      upsert('1', {
        numero: '1',
        fecha: '2025-02-18',
        dependencia: 'INSPECCIÓN DE POLICÍA',
        fecha_perdida: '2025-02-09',
        lugar: 'VEREDA INVENTADA 0001, CAMINO DE LA PEÑA',
        tipo_documento: '13',
        documento: '9960000031',
        nombre: 'DENUNCIANTE INVENTADA Ñ0001',
        telefono: '3009960001',
        documento_perdido: 'CÉDULA DE CIUDADANÍA',
        numero_perdido: 'PERDIDO-0001',
        menor: false,
        estado: 'abierta',
      }),
    );
  });

  it('de una visita, la visita y la encuesta; las horas son de Colombia y la foto se deja por fuera', async () => {
    const visits = await read(controlIngresos, 'visita', 'Control de ingresos.accdb');
    const surveys = await read(controlIngresos, 'encuesta', 'Control de ingresos.accdb');

    expect(countsOf(visits)).toEqual({ read: 120, published: 120, unchanged: 0, rejected: 0, deleted: 0 });
    expect([surveys.read, surveys.published, surveys.excluded]).toEqual([120, 80, { 'no contestó la encuesta': 40 }]);
    expect(await golden('visita', '1001')).toEqual(
      upsert('1001', {
        numero: '1001',
        fecha: '2026-01-15',
        entrada: '2026-01-15T15:22:28.000Z',
        salida: '2026-01-15T16:44:59.000Z',
        dependencia: '1',
        tipo_documento: '13',
        documento: '9970000029',
        nombre: 'VISITANTE INVENTADO Ñ0001',
        telefono: '3009970001',
        correo: 'visitante0001@correo.inventado',
        funcionario: 'FUNCIONARIA INVENTADA 0003',
        asunto: 'Pregunta por su trámite inventado 0001',
      }),
    );
    expect(await golden('encuesta_satisfaccion', '1001')).toEqual(
      upsert('1001', {
        visita: '1001',
        fecha: '2026-01-15',
        dependencia: '1',
        atencion: 2,
        tiempo: 3,
        claridad: 3,
        resuelto: true,
      }),
    );
  });

  it('una solicitud del SISBEN, con su clase por el número de una lista', async () => {
    const report = await read(sisben, 'solicitud', 'Solicitud encuestas SISBEN.accdb');

    expect(countsOf(report)).toEqual({ read: 60, published: 60, unchanged: 0, rejected: 0, deleted: 0 });
    expect(await golden('solicitud_sisben', 'SIS-2026-0002')).toEqual(
      upsert('SIS-2026-0002', {
        numero: 'SIS-2026-0002',
        fecha: '2026-01-15',
        clase: 'retiro',
        tipo_documento: '13',
        documento: '9980000074',
        nombre: 'HOGAR INVENTADO NÚÑEZ 0002',
        direccion: 'CASA INVENTADA 0002',
        sector: 'SECTOR INVENTADO 0006',
        telefono: '3009980002',
        encuestador: 'ENCUESTADOR INVENTADO 0004',
        fecha_visita: '2026-01-23',
        ficha: 'FICHA-7002',
        personas: 8,
        estado: 'rechazada',
      }),
    );
  });
});
