import { avaluo } from '../../schemas/entities/avaluo.ts';
import { predioAlias } from '../../schemas/entities/predio-alias.ts';
import { predioTitular } from '../../schemas/entities/predio-titular.ts';
import { predio } from '../../schemas/entities/predio.ts';
import {
  ausente,
  codigo,
  codigoPredial,
  constante,
  decimal,
  dinero,
  divipola,
  documento,
  extraer,
  fecha,
  matricula,
  numeroPredial,
  opcion,
  opcional,
  texto,
  traducido,
  vigencia,
} from '../fields/index.ts';
import { onlyRows } from '../rows/index.ts';
import { byFile } from '../scope.ts';
import { defineSource, defineStream } from '../source.ts';
import { registrosIgac, registrosIgacNpn } from './igac-registros.ts';

const r1 = { pattern: '*_R1_*', format: registrosIgac };
const r2 = { pattern: '*_R2_*', format: registrosIgac };
const r1Npn = { pattern: '*_R1_*', format: registrosIgacNpn };

/** A file holds the whole municipality: the last one handed over stands, and what it no longer has is gone. */
const today = byFile(['municipio'], { order: ['vigencia_archivo', 'entrega'], resend: 'replaces' });
/** What is said of a vigencia stands until the same vigencia is handed over again. */
const ofVigencia = byFile(['municipio', 'vigencia_archivo'], { order: ['entrega'], resend: 'replaces' });

/** By the file's name: a line says only since when its values hold. */
const delArchivo = vigencia('vigencia_archivo');

/** Areas and avalúo repeat in the line of each owner: counted there, they would count more than once. */
const principal = onlyRows(
  { column: 'orden', in: ['001'] },
  'otro propietario del mismo predio: el predio y su avalúo se cuentan una vez, en el orden 001',
);

/** Hectares and square metres stand one behind the other, four digits for the latter: together they are square metres. */
const metros = (column: string) => opcional(decimal(column, { scale: 2 }));

const predioFields = {
  predio: codigo('codigo'),
  nupre: ausente('los registros no lo traen'),
  matricula: ausente('está en el registro 2'),
  municipio: divipola('divipola'),
  direccion: opcional(texto('direccion')),
  zona: codigo('zona'),
  destino: opcional(codigo('destino')),
  estrato: ausente('está en el registro 2, por construcción'),
  area_terreno: metros('area_terreno'),
  area_construida: metros('area_construida'),
  avaluo: opcional(dinero('avaluo')),
  vigencia_avaluo: delArchivo,
  estado: ausente('los registros traen solo los predios inscritos'),
} as const;

const titularFields = {
  predio: codigo('codigo'),
  vigencia: delArchivo,
  orden: codigo('orden'),
  // X: without a document, or not known.
  tipo_documento: opcional(
    traducido('tipo_documento', { C: '13', N: '31', T: '12', E: '22', R: '11', P: '41', X: '' }, (column) =>
      opcion(column, { 11: '11', 12: '12', 13: '13', 22: '22', 31: '31', 41: '41' }),
    ),
  ),
  documento: opcional(documento('documento')),
  nombre: opcional(texto('nombre')),
  porcentaje: ausente('los registros no lo traen'),
} as const;

const avaluoFields = {
  predio: codigo('codigo'),
  vigencia: delArchivo,
  valor: dinero('avaluo'),
  destino: opcional(codigo('destino')),
  area_terreno: metros('area_terreno'),
  area_construida: metros('area_construida'),
  desde: fecha('vigencia', { format: 'DDMMAAAA', vigencia: 'vigencia_archivo' }),
  acto: ausente('los registros no lo traen'),
  fecha_acto: ausente('los registros no la traen'),
} as const;

const aliasFields = {
  predio: codigo('codigo'),
  desde: ausente('los registros no lo dicen'),
  hasta: ausente('los registros no lo dicen'),
  acto: ausente('los registros no lo traen'),
} as const;

const OWNER = 'Secretaría de Planeación';

/** The cadastral registers of the era of 20 digits. Where a place differs, a site gives its own table of positions. */
export const igac = defineSource({
  id: 'igac',
  title: 'Catastro, registros R1 y R2 de 20 dígitos',
  owner: OWNER,
  streams: [
    defineStream({
      id: 'predio',
      entity: predio,
      table: 'r1',
      scope: today,
      files: r1,
      rows: [principal],
      fields: {
        ...predioFields,
        numero_predial: ausente('los registros de 20 dígitos no lo traen'),
        codigo_predial: codigoPredial('codigo'),
        condicion: ausente('el código de 20 dígitos no la dice'),
      },
    }),
    defineStream({
      id: 'predio-titular',
      entity: predioTitular,
      table: 'r1',
      scope: ofVigencia,
      files: r1,
      fields: titularFields,
    }),
    defineStream({
      id: 'avaluo',
      entity: avaluo,
      table: 'r1',
      scope: ofVigencia,
      files: r1,
      rows: [principal],
      fields: { ...avaluoFields, predio_anterior: ausente('los registros de 20 dígitos no lo traen') },
    }),
    defineStream({
      id: 'predio-alias',
      entity: predioAlias,
      table: 'r2',
      scope: today,
      files: r2,
      rows: [
        onlyRows(
          { column: 'orden', in: ['001'] },
          'otro registro 2 del mismo predio: la matrícula está en el orden 001',
        ),
        onlyRows({ column: 'matricula', notMatching: /^0*$/ }, 'sin matrícula inmobiliaria'),
      ],
      fields: { ...aliasFields, clase: constante('matricula'), codigo: matricula('matricula') },
    }),
  ],
});

/**
 * Register R1 with the número predial nacional. It is a source of its own: the same predio has another code here, and the
 * bridge between both is the code that it bore before.
 */
export const igacNpn = defineSource({
  id: 'igac-npn',
  title: 'Catastro, registro R1 de 30 dígitos',
  owner: OWNER,
  streams: [
    defineStream({
      id: 'predio',
      entity: predio,
      table: 'r1',
      scope: today,
      files: r1Npn,
      rows: [principal],
      fields: {
        ...predioFields,
        numero_predial: numeroPredial('codigo'),
        codigo_predial: anterior(),
        condicion: codigo('condicion'),
      },
    }),
    defineStream({
      id: 'predio-titular',
      entity: predioTitular,
      table: 'r1',
      scope: ofVigencia,
      files: r1Npn,
      fields: titularFields,
    }),
    defineStream({
      id: 'avaluo',
      entity: avaluo,
      table: 'r1',
      scope: ofVigencia,
      files: r1Npn,
      rows: [principal],
      fields: { ...avaluoFields, predio_anterior: anterior() },
    }),
    defineStream({
      id: 'predio-alias',
      entity: predioAlias,
      table: 'r1',
      scope: today,
      files: r1Npn,
      rows: [principal, onlyRows({ column: 'predio_anterior', notMatching: /^0*$/ }, 'sin predial anterior')],
      fields: { ...aliasFields, clase: constante('codigo_predial'), codigo: codigoPredial('predio_anterior') },
    }),
  ],
});

/** The code before; zeros stand for none. Anything else must be a code. */
function anterior() {
  return opcional(extraer('predio_anterior', /^(?!0*$)(.+)$/, codigoPredial));
}
