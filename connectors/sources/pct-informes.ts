import { ejecucionGastos } from '../../schemas/entities/ejecucion-gastos.ts';
import { ejecucionIngresos } from '../../schemas/entities/ejecucion-ingresos.ts';
import type { FileFormat, Title } from '../file-format.ts';
import {
  ausente,
  codigo,
  constante,
  delAmbito,
  dineroDeFlotante,
  extraer,
  fecha,
  opcional,
  rubro,
  texto,
  vigencia,
} from '../fields/index.ts';
import { inherited, onlyRows } from '../rows/index.ts';
import { byFile } from '../scope.ts';
import { defineSource, defineStream } from '../source.ts';

/** A report by period has a column for what was done in it beside each accumulated one, which is the one that counts. */
const amount = (name: string, group: string, ...others: readonly string[]): Title => [
  name,
  ...others,
  `${group} / ${name} / Acumulado`,
  ...[name, ...others].map((other) => `${other} / Acumulado`),
];

const RUBRO: Title = ['RUBRO', 'IDENTIFICACION PRESUPUESTAL*', 'RUBRO PRESUPUESTAL'];
const CONCEPTO: Title = ['CONCEPTO', 'DESCRIPCION'];

/** Whose report it is, up to which day, and when it was printed: above the titles. */
const heading = [
  String.raw`\bNIT\W*(?<entidad>\d{6,15})`,
  String.raw`\bA (?<corte>\d\d/\d\d/\d{4})\b`,
  String.raw`\bIMPRESO\D*(?<dia>\d\d)/(?<mes>\d\d)/(?<anio>\d{4})\b`,
];

/** PCT writes .xls; people save it again as .xlsx or CSV. */
function report(titles: readonly Title[]): FileFormat {
  const region = { titles, titleRows: [1, 3] as const, heading };
  return {
    kind: 'one-of',
    formats: [
      { kind: 'xls', sheet: null, ...region },
      { kind: 'xlsx', sheet: null, ...region },
      { kind: 'csv', encoding: ['utf-8', 'windows-1252'], delimiter: [';', '\t', ','], ragged: true, ...region },
    ],
  };
}

/** A report that is printed again stands for the one of an earlier day. */
const scope = byFile(['entidad', 'corte'], { order: ['anio', 'mes', 'dia'], resend: 'replaces' });

/**
 * `unidad - rubro - fuente`: what has no fuente is a sum of others, a title or a signature. A fuente of another form is one
 * all the same: its row is rejected by name, not left out.
 */
const leaves = onlyRows({ column: 'RUBRO', matches: /^\d{2,8} - [\d.]+ - / }, 'no es hoja: sin unidad, rubro y fuente');

/** A project's number is only in the text of the rubro above its lines, at times misspelt or glued to other letters. */
const bpin = inherited({
  into: 'BPIN',
  from: { column: 'CONCEPTO', pattern: /BPIN\s*(\d{4}[MN]?\d{9,11})/ },
  code: { column: 'RUBRO', pattern: /^(\d{2,8} - [\d.]+)/ },
});

/** A number, or text with the marks of Colombia; a site whose sheets have the other marks says so. */
const valor = (column: string) => dineroDeFlotante(column, 2, { text: { decimal: ',', thousands: '.' } });

const noSeImprime = ausente('el informe no lo trae');

const printed = {
  entidad: delAmbito('entidad', codigo),
  vigencia: delAmbito('corte', (corte) => extraer(corte, /(\d{4})$/, vigencia)),
  periodo_corte: delAmbito('corte', (corte) => fecha(corte, { format: 'DD/MM/AAAA' })),
  envio: noSeImprime,
  recibido_en: noSeImprime,
  unidad: constante('pesos'),
  rubro: extraer('RUBRO', /^\d{2,8} - ([\d.]+) - /, rubro),
  nombre: opcional(texto('CONCEPTO')),
  fuente: extraer('RUBRO', / - ([0-9A-Za-z]{1,6})$/, texto),
  cpc: noSeImprime,
  detalle_sectorial: noSeImprime,
  politica_publica: noSeImprime,
  tercero: noSeImprime,
} as const;

/**
 * The executions that PCT prints. Its codes of fuente are cut to six characters: `pct/mapa-fuente-informe` says what they
 * stand for. Reserves and accounts payable are printed under unidades of their own.
 */
export const pctInformes = defineSource({
  id: 'pct-informes',
  title: 'PCT: informes de ejecución presupuestal',
  owner: 'Presupuesto',
  streams: [
    defineStream({
      id: 'ejecucion-gastos',
      entity: ejecucionGastos,
      table: 'filas',
      scope,
      files: {
        pattern: 'InfMesPptoCDP*',
        format: report([
          RUBRO,
          CONCEPTO,
          amount('INICIAL', 'APROPIACION'),
          amount('ADICIONES', 'APROPIACION'),
          amount('REDUCCIONES', 'APROPIACION'),
          amount('CREDITOS', 'APROPIACION'),
          amount('CONTRACREDITOS', 'APROPIACION'),
          amount('DEFINITIVA', 'APROPIACION'),
          amount('CERTIFICADOS', 'CERTIFICADOS', 'CDP'),
          amount('COMPROMISOS', 'COMPROMISOS', 'RP', 'REGISTROS'),
          amount('OBLIGACIONES', 'OBLIGACIONES'),
          amount('PAGOS', 'PAGOS'),
        ]),
      },
      rows: [bpin, leaves],
      fields: {
        ...printed,
        formulario: constante('InfMesPptoCDP'),
        vigencia_gasto: ausente('la dice la unidad, según cada alcaldía'),
        seccion: extraer('RUBRO', /^(\d{2,8}) - /, texto),
        programa_mga: noSeImprime,
        producto_mga: noSeImprime,
        sector: noSeImprime,
        bpin: opcional(codigo('BPIN')),
        situacion_fondos: noSeImprime,
        apropiacion_inicial: valor('INICIAL'),
        adiciones: valor('ADICIONES'),
        reducciones: valor('REDUCCIONES'),
        creditos: valor('CREDITOS'),
        contracreditos: valor('CONTRACREDITOS'),
        aplazamientos: noSeImprime,
        desaplazamientos: noSeImprime,
        apropiacion_definitiva: valor('DEFINITIVA'),
        certificados: valor('CERTIFICADOS'),
        compromisos: valor('COMPROMISOS'),
        obligaciones: valor('OBLIGACIONES'),
        pagos: valor('PAGOS'),
      },
    }),
    defineStream({
      id: 'ejecucion-ingresos',
      entity: ejecucionIngresos,
      table: 'filas',
      scope,
      files: {
        pattern: 'InfMesPptoIng*',
        format: report([
          RUBRO,
          CONCEPTO,
          amount('INICIAL', 'PRESUPUESTO'),
          amount('ADICIONES', 'PRESUPUESTO'),
          amount('REDUCCIONES', 'PRESUPUESTO'),
          amount('DEFINITIVO', 'PRESUPUESTO', 'DEFINITIVA'),
          amount('RECAUDO', 'RECAUDO', 'RECAUDOS', 'RECAUDADO'),
        ]),
      },
      rows: [leaves],
      fields: {
        ...printed,
        formulario: constante('InfMesPptoIng'),
        tipo_norma: noSeImprime,
        numero_fecha_norma: noSeImprime,
        destinacion_especifica: noSeImprime,
        tipo_norma_destinacion: noSeImprime,
        presupuesto_inicial: valor('INICIAL'),
        adiciones: valor('ADICIONES'),
        reducciones: valor('REDUCCIONES'),
        presupuesto_definitivo: valor('DEFINITIVO'),
        recaudo_actual_sin_fondos: noSeImprime,
        recaudo_actual_con_fondos: noSeImprime,
        recaudo_anterior_sin_fondos: noSeImprime,
        recaudo_anterior_con_fondos: noSeImprime,
        total_recaudo: valor('RECAUDO'),
      },
    }),
  ],
});
