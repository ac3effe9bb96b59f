import type { Books } from '../books.ts';
import type { StandInTable } from '../sqlite-file.ts';
import { dineroText } from '../town/town.ts';
import type { Town } from '../town/town.ts';
import { documentOf } from './cells.ts';
import type { Row } from './cells.ts';

export function propietarios({ propietarios: all }: Books): StandInTable {
  return {
    name: 'PROPIETARIOS',
    columns: ['TIPO_DOC TEXT', 'DOCUMENTO TEXT', 'DV TEXT', 'NOMBRE TEXT', 'DIRECCION TEXT', 'TELEFONO TEXT', 'CORREO TEXT'],
    key: ['TIPO_DOC', 'DOCUMENTO'],
    rows: all.map(({ persona, dv }) => [...documentOf(persona), dv, persona.nombre, persona.direccion, null, null]),
  };
}

export function predios({ predios: all, vigencias }: Town): StandInTable {
  const last = vigencias.at(-1) ?? 0;
  return {
    name: 'PREDIOS',
    columns: [
      'CEDULA_CATASTRAL TEXT PRIMARY KEY',
      'NPN TEXT',
      'MATRICULA TEXT',
      'DIRECCION TEXT',
      'ZONA TEXT',
      'DESTINO TEXT',
      'ESTRATO INTEGER',
      'AREA_TERRENO TEXT',
      'AREA_CONSTRUIDA TEXT',
      'AVALUO TEXT',
      'VIG_AVALUO INTEGER',
      'ESTADO TEXT',
    ],
    key: ['NPN'],
    rows: all.map((predio) => [
      predio.codigo,
      predio.npn,
      predio.matricula,
      predio.direccion,
      predio.codigo.slice(5, 7),
      predio.destino,
      predio.estrato,
      dineroText(predio.areaTerreno),
      dineroText(predio.areaConstruida),
      dineroText(predio.avaluo.get(last) ?? 0),
      last,
      'A',
    ]),
  };
}

export function codigos({ predios: all }: Town): StandInTable {
  return {
    name: 'PREDIOS_CODIGOS',
    columns: ['CEDULA_CATASTRAL TEXT', 'TIPO_CODIGO TEXT', 'CODIGO TEXT', 'FEC_DESDE TEXT', 'FEC_HASTA TEXT', 'RESOLUCION TEXT'],
    key: ['CEDULA_CATASTRAL', 'TIPO_CODIGO', 'CODIGO'],
    rows: all.flatMap(({ codigo, npn, matricula, desde }): Row[] => [
      [codigo, 'NPN', npn, `${String(desde)}-01-01`, null, null],
      [codigo, 'MAT', matricula, `${String(desde)}-01-01`, null, null],
    ]),
  };
}

export function titulares({ predios: all }: Town): StandInTable {
  return {
    name: 'PREDIOS_PROPIETARIOS',
    columns: ['CEDULA_CATASTRAL TEXT', 'NUM_ORDEN TEXT', 'TIPO_DOC TEXT', 'DOCUMENTO TEXT', 'PORCENTAJE TEXT'],
    key: ['CEDULA_CATASTRAL', 'NUM_ORDEN'],
    rows: all.flatMap((predio) =>
      predio.titulares.map(({ orden, persona, porcentaje }): Row => [
        predio.codigo,
        orden,
        ...documentOf(persona),
        `${String(porcentaje)}.0000`,
      ]),
    ),
  };
}

/** One for each vigencia in which the predio exists. */
export function avaluos({ predios: all, vigencias }: Town): StandInTable {
  return {
    name: 'AVALUOS',
    columns: [
      'CEDULA_CATASTRAL TEXT',
      'VIGENCIA INTEGER',
      'AVALUO TEXT',
      'DESTINO TEXT',
      'AREA_TERRENO TEXT',
      'AREA_CONSTRUIDA TEXT',
      'RESOLUCION TEXT',
      'FEC_RESOLUCION TEXT',
    ],
    key: ['CEDULA_CATASTRAL', 'VIGENCIA'],
    rows: all.flatMap(({ codigo, desde, avaluo, destino, areaTerreno, areaConstruida }) =>
      vigencias
        .filter((vigencia) => vigencia >= desde)
        .map((vigencia): Row => [
          codigo,
          vigencia,
          dineroText(avaluo.get(vigencia) ?? 0),
          destino,
          dineroText(areaTerreno),
          dineroText(areaConstruida),
          `RESOLUCION INVENTADA 001 DE ${String(vigencia - 1)}`,
          `${String(vigencia - 1)}-12-28`,
        ]),
    ),
  };
}
