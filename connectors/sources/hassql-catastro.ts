import { avaluo } from '../../schemas/entities/avaluo.ts';
import { predioAlias } from '../../schemas/entities/predio-alias.ts';
import { predioTitular } from '../../schemas/entities/predio-titular.ts';
import { predio } from '../../schemas/entities/predio.ts';
import { tercero } from '../../schemas/entities/tercero.ts';
import {
  ausente,
  codigo,
  codigoPredial,
  decimal,
  digitoVerificacion,
  dinero,
  documento,
  entero,
  fecha,
  matricula,
  numeroPredial,
  opcion,
  opcional,
  texto,
  vigencia,
} from '../fields/index.ts';
import { byVigencia, whole } from '../scope.ts';
import { defineStream } from '../source.ts';

/** One letter, as the cadastral records write it, or the DIAN's code. */
export const tipoDocumento = opcional(
  opcion('TIPO_DOC', { C: '13', N: '31', T: '12', E: '22', R: '11', 11: '11', 12: '12', 13: '13', 22: '22', 31: '31' }),
);

const oneName = ausente('Hassql guarda el nombre en un solo campo');

const predios = defineStream({
  id: 'predio',
  entity: predio,
  table: 'dbo.PREDIOS',
  scope: whole(),
  fields: {
    predio: codigo('CEDULA_CATASTRAL'),
    numero_predial: opcional(numeroPredial('NPN')),
    codigo_predial: opcional(codigoPredial('CEDULA_CATASTRAL')),
    nupre: ausente('Hassql no lo guarda'),
    matricula: opcional(matricula('MATRICULA')),
    municipio: ausente('son los primeros cinco dígitos de la cédula catastral'),
    direccion: opcional(texto('DIRECCION')),
    zona: opcional(codigo('ZONA')),
    condicion: ausente('es el dígito 22 del número predial'),
    destino: opcional(codigo('DESTINO')),
    estrato: opcional(entero('ESTRATO')),
    area_terreno: opcional(decimal('AREA_TERRENO', { scale: 2 })),
    area_construida: opcional(decimal('AREA_CONSTRUIDA', { scale: 2 })),
    avaluo: opcional(dinero('AVALUO')),
    vigencia_avaluo: opcional(vigencia('VIG_AVALUO')),
    estado: opcion('ESTADO', { A: 'activo', C: 'cancelado' }),
  },
});

const alias = defineStream({
  id: 'predio-alias',
  entity: predioAlias,
  table: 'dbo.PREDIOS_CODIGOS',
  scope: whole(),
  fields: {
    predio: codigo('CEDULA_CATASTRAL'),
    clase: opcion('TIPO_CODIGO', {
      NPN: 'numero_predial',
      ANT: 'codigo_predial',
      NUP: 'nupre',
      MAT: 'matricula',
      INT: 'interno',
    }),
    codigo: codigo('CODIGO'),
    desde: opcional(fecha('FEC_DESDE')),
    hasta: opcional(fecha('FEC_HASTA')),
    acto: opcional(texto('RESOLUCION')),
  },
});

const titulares = defineStream({
  id: 'predio-titular',
  entity: predioTitular,
  table: 'dbo.PREDIOS_PROPIETARIOS',
  scope: whole(),
  fields: {
    predio: codigo('CEDULA_CATASTRAL'),
    vigencia: ausente('Hassql guarda solo los propietarios de hoy'),
    orden: codigo('NUM_ORDEN'),
    tipo_documento: tipoDocumento,
    documento: opcional(documento('DOCUMENTO')),
    nombre: ausente('está en PROPIETARIOS'),
    porcentaje: opcional(decimal('PORCENTAJE', { scale: 4 })),
  },
});

const terceros = defineStream({
  id: 'tercero',
  entity: tercero,
  table: 'dbo.PROPIETARIOS',
  scope: whole(),
  fields: {
    tipo_documento: tipoDocumento,
    documento: documento('DOCUMENTO', { dv: { column: 'DV' } }),
    digito_verificacion: opcional(digitoVerificacion('DV')),
    sucursal: ausente('Hassql no tiene sucursales'),
    nombre: opcional(texto('NOMBRE')),
    razon_social: oneName,
    primer_apellido: oneName,
    segundo_apellido: oneName,
    primer_nombre: oneName,
    otros_nombres: oneName,
    direccion: opcional(texto('DIRECCION')),
    municipio: ausente('la dirección no dice el municipio'),
    telefono: opcional(texto('TELEFONO')),
    correo: opcional(texto('CORREO')),
    reemplazado_por: ausente('Hassql no guarda los cambios de documento'),
  },
});

/** A rectification reaches back to earlier vigencias: the scheduled whole reading finds those beyond the last two. */
const avaluos = defineStream({
  id: 'avaluo',
  entity: avaluo,
  table: 'dbo.AVALUOS',
  scope: byVigencia('VIGENCIA', { last: 2 }),
  fields: {
    predio: codigo('CEDULA_CATASTRAL'),
    vigencia: vigencia('VIGENCIA'),
    valor: dinero('AVALUO'),
    destino: opcional(codigo('DESTINO')),
    area_terreno: opcional(decimal('AREA_TERRENO', { scale: 2 })),
    area_construida: opcional(decimal('AREA_CONSTRUIDA', { scale: 2 })),
    desde: ausente('vale desde que empieza su vigencia'),
    acto: opcional(texto('RESOLUCION')),
    fecha_acto: opcional(fecha('FEC_RESOLUCION')),
    predio_anterior: ausente('está en PREDIOS_CODIGOS'),
  },
});

/** Whose the predios are, how they are called and what they are worth. */
export const catastro = [terceros, predios, alias, titulares, avaluos];
