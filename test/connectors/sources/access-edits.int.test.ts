import { expect, it } from 'vitest';
import type { Source } from '../../../connectors/source.ts';
import { controlIngresos } from '../../../connectors/sources/control-ingresos.ts';
import { necesidades } from '../../../connectors/sources/necesidades.ts';
import { plusvalia } from '../../../connectors/sources/plusvalia.ts';
import { sisben } from '../../../connectors/sources/sisben.ts';
import { captured } from '../../support/captured.ts';
import type { Golden } from '../../support/captured.ts';
import { describeOnOneDatabase } from '../../support/each-database.ts';
import { SqliteSource } from '../../support/sqlite-source.ts';

interface Edited {
  readonly source: Source;
  readonly id: string;
  readonly entity: string;
  /** Four rows, of which the first changes, the second can no longer be read and the third goes. */
  readonly table: string;
  readonly edits: string;
  readonly rejected: { readonly columna: string; readonly valor: string };
  readonly changed: Golden['record'];
}

const edited: readonly Edited[] = [
  {
    source: plusvalia,
    id: 'liquidacion',
    entity: 'plusvalia_liquidacion',
    table: tableOf(
      'Liquidaciones',
      {
        'No Liquidación': 'text',
        Fecha: "text default '2025-03-01 00:00:00'",
        'Cédula catastral': "text default '25999010000010001000'",
        'Hecho generador': "text default 'O'",
        'Valor participación': "text default '100.5000'",
        Estado: "text default 'Exigible'",
      },
      ['Matrícula', 'Tipo doc', 'Documento propietario', 'Acto', 'Fecha acto', 'Fecha firmeza', 'Área m2'],
      ['Efecto m2', 'Tasa', 'Indexación', 'Exigible por', 'Licencia', 'Fecha exigible', 'Valor pagado', 'Recibo'],
      ['Fecha pago'],
    ),
    edits: `update Liquidaciones set "Valor pagado" = '100.5000', Estado = 'Pagada' where "No Liquidación" = '1';
      update Liquidaciones set "Valor participación" = '100.5050' where "No Liquidación" = '2';
      delete from Liquidaciones where "No Liquidación" = '3'`,
    rejected: { columna: 'Valor participación', valor: '100.5050' },
    changed: { valor: '100.50', pagado: '100.50', estado: 'pagada' },
  },
  {
    source: necesidades,
    id: 'documento-perdido',
    entity: 'documento_perdido',
    table: tableOf(
      'Pérdida de documentos',
      {
        Consecutivo: 'text',
        'Fecha denuncia': "text default '2026-03-01 15:40:00'",
        'Documento perdido': "text default 'CÉDULA'",
        'Es menor': 'integer default -1',
        Estado: "text default 'A'",
      },
      ['Recibida en', 'Fecha pérdida', 'Lugar', 'Tipo documento', 'Número documento', 'Nombre completo'],
      ['Teléfono', 'Número perdido'],
    ),
    edits: `update "Pérdida de documentos" set "Es menor" = 0, Estado = 'H' where Consecutivo = '1';
      update "Pérdida de documentos" set "Fecha denuncia" = '2026-02-31 10:00:00' where Consecutivo = '2';
      delete from "Pérdida de documentos" where Consecutivo = '3'`,
    rejected: { columna: 'Fecha denuncia', valor: '2026-02-31 10:00:00' },
    changed: { fecha: '2026-03-01', menor: false, estado: 'hallado' },
  },
  {
    source: controlIngresos,
    id: 'visita',
    entity: 'visita',
    table: tableOf(
      'Registro de visitas',
      { Id: 'text', 'Fecha y hora de ingreso': "text default '2026-03-02 08:15:00'" },
      ['Fecha y hora de salida', 'Dependencia', 'Tipo de documento', 'Cédula', 'Nombre del visitante', 'Teléfono'],
      ['Correo electrónico', 'Funcionario', 'Asunto'],
    ),
    edits: `update "Registro de visitas" set "Fecha y hora de salida" = '2026-03-02 20:30:00' where Id = '1';
      update "Registro de visitas" set "Tipo de documento" = 'CÉDULA' where Id = '2';
      delete from "Registro de visitas" where Id = '3'`,
    rejected: { columna: 'Tipo de documento', valor: 'CÉDULA' },
    changed: { fecha: '2026-03-02', salida: '2026-03-03T01:30:00.000Z' },
  },
  {
    source: controlIngresos,
    id: 'encuesta',
    entity: 'encuesta_satisfaccion',
    table: tableOf(
      'Registro de visitas',
      {
        Id: 'text',
        'Fecha y hora de ingreso': "text default '2026-03-02 08:15:00'",
        'Contestó la encuesta': 'integer default -1',
        Atención: 'text default 4',
        'Quedó resuelto': 'integer default 0',
      },
      ['Dependencia', 'Tiempo de espera', 'Claridad'],
    ),
    // Who takes the answers back has a row still: it is left out by its rule, and so gone.
    edits: `update "Registro de visitas" set "Quedó resuelto" = -1 where Id = '1';
      update "Registro de visitas" set Atención = 'buena' where Id = '2';
      update "Registro de visitas" set "Contestó la encuesta" = 0 where Id = '3'`,
    rejected: { columna: 'Atención', valor: 'buena' },
    changed: { visita: '1', atencion: 4, resuelto: true },
  },
  {
    source: sisben,
    id: 'solicitud',
    entity: 'solicitud_sisben',
    table: tableOf(
      'Solicitudes',
      {
        'No Solicitud': 'text',
        'Fecha solicitud': "text default '2026-03-02 08:15:00'",
        'Clase de solicitud': 'integer default 1',
        Estado: "text default 'Recibida'",
      },
      ['Tipo Doc', 'Documento', 'Nombres y apellidos', 'Dirección', 'Barrio o vereda', 'Celular'],
      ['Encuestador asignado', 'Fecha de visita', 'No Ficha', 'Personas hogar'],
    ),
    edits: `update Solicitudes set Estado = 'Visitada', "Fecha de visita" = '2026-03-09' where "No Solicitud" = '1';
      update Solicitudes set "Clase de solicitud" = 9 where "No Solicitud" = '2';
      delete from Solicitudes where "No Solicitud" = '3'`,
    rejected: { columna: 'Clase de solicitud', valor: '9' },
    changed: { clase: 'nueva', fecha_visita: '2026-03-09', estado: 'visitada' },
  },
];

describeOnOneDatabase('las aplicaciones de Access llevadas a otra base, con Sí/No como -1 y 0', (libro) => {
  it.each(edited)('$entity: una fila cambia, una ya no se puede leer y una se va', async (given) => {
    const stream = given.source.streams.find(({ id }) => id === given.id)!;
    using source = new SqliteSource(given.table, null);
    await libro().run(stream, source.driver);

    source.run(given.edits);
    const report = await libro().run(stream, source.driver);
    const [, , , , ...later] = await captured(libro(), given.entity);

    const { published, unchanged, rejected, deleted } = report;
    expect({ published, unchanged, rejected, deleted }).toEqual({
      published: 1,
      unchanged: 1,
      rejected: 1,
      deleted: 1,
    });
    expect(later.map(({ operation, key }) => [operation, ...key])).toEqual([
      ['upsert', '1'],
      ['delete', '3'],
    ]);
    expect(later[0]?.record).toMatchObject(given.changed);
    expect(await libro().rows('select clave, columna, valor from corridas.cuarentena')).toEqual([
      { clave: '["2"]', ...given.rejected },
    ]);
  });
});

/** Four rows numbered from 1 in the first column; what is not said has no value. */
function tableOf(
  name: string,
  said: Readonly<Record<string, string>>,
  ...blank: readonly (readonly string[])[]
): string {
  const columns = [
    ...Object.entries(said).map(([column, definition]) => `"${column}" ${definition}`),
    ...blank.flat().map((column) => `"${column}" text`),
  ];
  const [key = ''] = Object.keys(said);
  return `create table "${name}" (${columns.join(', ')}, unique ("${key}"));
    insert into "${name}" ("${key}") values ('1'), ('2'), ('3'), ('4')`;
}
