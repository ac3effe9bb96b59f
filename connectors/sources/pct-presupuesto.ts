import { apropiacion } from '../../schemas/entities/apropiacion.ts';
import { documentoPresupuestalLinea } from '../../schemas/entities/documento-presupuestal-linea.ts';
import { documentoPresupuestal } from '../../schemas/entities/documento-presupuestal.ts';
import { mapaFuente } from '../../schemas/entities/mapa-fuente.ts';
import { modificacionPresupuestal } from '../../schemas/entities/modificacion-presupuestal.ts';
import { rubro as rubroPresupuestal } from '../../schemas/entities/rubro.ts';
import { codigo, dinero, documento, entero, fecha, opcion, opcional, rubro, texto, vigencia } from '../fields/index.ts';
import { defineStream } from '../source.ts';
import { byYear, tipoDocumento } from './pct-columns.ts';

const rubros = defineStream({
  id: 'rubro',
  entity: rubroPresupuestal,
  table: 'dbo.RUBROS',
  scope: byYear,
  fields: {
    vigencia: vigencia('VIGENCIA'),
    rubro: rubro('CODIGO'),
    nombre: opcional(texto('NOMBRE')),
    clase: opcion('CLASE', { I: 'ingreso', G: 'gasto' }),
    tipo: opcional(opcion('TIPO', { A: 'A', C: 'C' })),
    nivel: opcional(entero('NIVEL')),
    padre: opcional(rubro('PADRE')),
  },
});

const fuente = {
  vigencia: vigencia('VIGENCIA'),
  nombre: opcional(texto('NOMBRE')),
  fuente_cuipo: codigo('COD_CUIPO'),
  norma: opcional(texto('NORMA')),
} as const;

const fuentes = defineStream({
  id: 'mapa-fuente',
  entity: mapaFuente,
  table: 'dbo.FUENTES',
  scope: byYear,
  fields: { ...fuente, fuente: codigo('CODIGO') },
});

/** The reports cut the codes to six characters: two fuentes that are then alike are no map, and are rejected by name. */
const fuentesDeInforme = defineStream({
  id: 'mapa-fuente-informe',
  entity: mapaFuente,
  table: 'dbo.FUENTES',
  scope: byYear,
  fields: { ...fuente, fuente: codigo('COD_INFORME') },
});

const clasificacion = {
  unidad: codigo('UNIDAD'),
  vigencia: vigencia('VIGENCIA'),
  seccion: opcional(codigo('SECCION')),
  rubro: rubro('RUBRO'),
  fuente: opcional(codigo('FUENTE')),
  vigencia_gasto: opcional(codigo('VIG_GASTO')),
  situacion_fondos: opcional(opcion('SIT_FONDOS', { C: 'con', S: 'sin' })),
  bpin: opcional(codigo('BPIN')),
  cpc: opcional(codigo('CPC')),
} as const;

/** The accumulated columns are PCT's own, kept beside its documents and edited in place. */
const apropiaciones = defineStream({
  id: 'apropiacion',
  entity: apropiacion,
  table: 'dbo.APROPIACIONES',
  scope: byYear,
  fields: {
    ...clasificacion,
    inicial: dinero('INICIAL'),
    adiciones: opcional(dinero('ADICIONES')),
    reducciones: opcional(dinero('REDUCCIONES')),
    creditos: opcional(dinero('CREDITOS')),
    contracreditos: opcional(dinero('CONTRACREDITOS')),
    aplazamientos: opcional(dinero('APLAZAMIENTOS')),
    desaplazamientos: opcional(dinero('DESAPLAZAMIENTOS')),
    definitiva: dinero('DEFINITIVA'),
    disponible: opcional(dinero('DISPONIBLE')),
    certificados: opcional(dinero('ACUM_CDP')),
    compromisos: opcional(dinero('ACUM_RP')),
    obligaciones: opcional(dinero('ACUM_OBL')),
    pagos: opcional(dinero('ACUM_PAGOS')),
    recaudado: opcional(dinero('ACUM_RECAUDO')),
  },
});

const modificaciones = defineStream({
  id: 'modificacion',
  entity: modificacionPresupuestal,
  table: 'dbo.MODIFICACIONES',
  scope: byYear,
  fields: {
    unidad: codigo('UNIDAD'),
    vigencia: vigencia('VIGENCIA'),
    tipo: codigo('TIPO'),
    numero: codigo('NUMERO'),
    consecutivo: entero('CONSECUTIVO', { leadingZeros: 'refused' }),
    movimiento: opcion('MOVIMIENTO', {
      ADI: 'adicion',
      RED: 'reduccion',
      CRE: 'credito',
      CCR: 'contracredito',
      APL: 'aplazamiento',
      DES: 'desaplazamiento',
    }),
    fecha: fecha('FECHA', { vigencia: 'VIGENCIA' }),
    acto: opcional(texto('ACTO')),
    fecha_acto: opcional(fecha('FEC_ACTO')),
    seccion: opcional(codigo('SECCION')),
    rubro: rubro('RUBRO'),
    fuente: opcional(codigo('FUENTE')),
    bpin: opcional(codigo('BPIN')),
    valor: dinero('VALOR'),
    estado: opcion('ESTADO', { S: 'registrado', N: 'anulado', P: 'pendiente' }),
  },
});

/** What each type of document is a step of. */
const CLASES = {
  CDP: 'cdp',
  ACD: 'cdp',
  LCD: 'cdp',
  RP: 'rp',
  ARP: 'rp',
  LRP: 'rp',
  OBL: 'obligacion',
  AOB: 'obligacion',
  ROB: 'obligacion',
  PAG: 'pago',
  RPA: 'pago',
  REC: 'reconocimiento',
  ARE: 'reconocimiento',
  RRE: 'reconocimiento',
  RCD: 'recaudo',
  RRC: 'recaudo',
} as const;

/** And what it does to it. */
const EFECTOS = {
  CDP: 'creacion',
  ACD: 'adicion',
  LCD: 'liberacion',
  RP: 'creacion',
  ARP: 'adicion',
  LRP: 'liberacion',
  OBL: 'creacion',
  AOB: 'adicion',
  ROB: 'reversion',
  PAG: 'creacion',
  RPA: 'reversion',
  REC: 'creacion',
  ARE: 'adicion',
  RRE: 'reversion',
  RCD: 'creacion',
  RRC: 'reversion',
} as const;

/** A number comes again in every vigencia and in every type of document. Releases and reversals are negative. */
const documentos = defineStream({
  id: 'documento-presupuestal',
  entity: documentoPresupuestal,
  table: 'dbo.DOCUMENTOS_PPTO',
  scope: byYear,
  fields: {
    unidad: codigo('UNIDAD'),
    vigencia: vigencia('VIGENCIA'),
    tipo: codigo('TIPO'),
    numero: codigo('NUMERO'),
    clase: opcion('TIPO', CLASES),
    efecto: opcion('TIPO', EFECTOS),
    fecha: fecha('FECHA', { vigencia: 'VIGENCIA' }),
    fecha_registro: opcional(fecha('FEC_REGISTRO', { time: 'dropped' })),
    vence: opcional(fecha('FEC_VENCE')),
    tipo_documento: tipoDocumento,
    tercero: opcional(documento('TERCERO')),
    contrato: opcional(codigo('CONTRATO')),
    inicio_contrato: opcional(fecha('FEC_INICIO')),
    concepto: opcional(texto('CONCEPTO')),
    valor: dinero('VALOR'),
    vigencia_modificada: opcional(vigencia('ANO_MODIF')),
    tipo_modificado: opcional(codigo('TIPO_MODIF')),
    numero_modificado: opcional(codigo('NUMERO_MODIF')),
    vigencia_soporte: opcional(vigencia('ANO_SOPORTE')),
    tipo_soporte: opcional(codigo('TIPO_SOPORTE')),
    numero_soporte: opcional(codigo('NUMERO_SOPORTE')),
    estado: opcion('ESTADO', { S: 'registrado', N: 'anulado', P: 'pendiente' }),
  },
});

const lineas = defineStream({
  id: 'documento-presupuestal-linea',
  entity: documentoPresupuestalLinea,
  table: 'dbo.DOCUMENTOS_PPTO_LINEAS',
  scope: byYear,
  fields: {
    ...clasificacion,
    tipo: codigo('TIPO'),
    numero: codigo('NUMERO'),
    consecutivo: entero('CONSECUTIVO', { leadingZeros: 'refused' }),
    vigencia_recaudada: opcional(vigencia('VIG_RECAUDADA')),
    valor: dinero('VALOR'),
    vigencia_antecedente: opcional(vigencia('ANO_ANTEC')),
    tipo_antecedente: opcional(codigo('TIPO_ANTEC')),
    numero_antecedente: opcional(codigo('NUMERO_ANTEC')),
    consecutivo_antecedente: opcional(entero('CONSECUTIVO_ANTEC')),
  },
});

/** The budget: its codes, what it appropriates, and the chain of its documents. */
export const presupuesto = [rubros, fuentes, fuentesDeInforme, apropiaciones, modificaciones, documentos, lineas];
