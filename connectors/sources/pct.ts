import { comprobante } from '../../schemas/entities/comprobante.ts';
import { cuentaContable } from '../../schemas/entities/cuenta-contable.ts';
import { mapaContable } from '../../schemas/entities/mapa-contable.ts';
import { movimientoContable } from '../../schemas/entities/movimiento-contable.ts';
import { tercero } from '../../schemas/entities/tercero.ts';
import {
  ausente,
  bandera,
  codigo,
  cuenta,
  decimal,
  digitoVerificacion,
  dinero,
  documento,
  entero,
  fecha,
  opcion,
  opcional,
  periodo,
  rubro,
  texto,
  vigencia,
} from '../fields/index.ts';
import { whole } from '../scope.ts';
import { defineSource, defineStream } from '../source.ts';
import { byYear, tipoDocumento } from './pct-columns.ts';
import { presupuesto } from './pct-presupuesto.ts';
import { tesoreria } from './pct-tesoreria.ts';

const terceros = defineStream({
  id: 'tercero',
  entity: tercero,
  table: 'dbo.TERCEROS',
  scope: whole(),
  fields: {
    tipo_documento: tipoDocumento,
    documento: documento('NUMERO', { dv: { column: 'DV' } }),
    digito_verificacion: opcional(digitoVerificacion('DV')),
    sucursal: opcional(codigo('SUCURSAL')),
    nombre: ausente('PCT separa los nombres de las personas'),
    razon_social: opcional(texto('RAZON_SOCIAL')),
    primer_apellido: opcional(texto('APELLIDO1')),
    segundo_apellido: opcional(texto('APELLIDO2')),
    primer_nombre: opcional(texto('NOMBRE1')),
    otros_nombres: opcional(texto('NOMBRE2')),
    direccion: opcional(texto('DIRECCION')),
    municipio: ausente('la dirección no dice el municipio'),
    telefono: opcional(texto('TELEFONO')),
    correo: opcional(texto('CORREO')),
    reemplazado_por: opcional(documento('NUMERO_NUEVO')),
  },
});

const cuentas = defineStream({
  id: 'cuenta',
  entity: cuentaContable,
  table: 'dbo.CUENTAS',
  scope: byYear,
  fields: {
    vigencia: vigencia('VIGENCIA'),
    cuenta: cuenta('CODIGO'),
    nombre: opcional(texto('NOMBRE')),
    naturaleza: opcional(opcion('NATURALEZA', { D: 'D', C: 'C' })),
    nivel: opcional(entero('NIVEL')),
    padre: opcional(cuenta('PADRE')),
    hoja: bandera('MOVIMIENTO', { S: true, N: false }),
    activa: bandera('ACTIVA', { S: true, N: false }),
  },
});

/** The posting matrix; PCT's concepts bear the codes that Hassql gives them. */
const mapa = defineStream({
  id: 'mapa-contable',
  entity: mapaContable,
  table: 'dbo.MAPA_CONTABLE',
  scope: byYear,
  fields: {
    vigencia: vigencia('VIGENCIA'),
    concepto: codigo('CONCEPTO'),
    clase_vigencia: opcion('CLASE_VIGENCIA', { A: 'actual', V: 'anterior', D: 'dificil' }),
    zona: opcional(opcion('ZONA', { U: 'urbana', R: 'rural' })),
    fuente: opcional(codigo('FUENTE')),
    norma: opcional(texto('NORMA')),
    cuenta_debito: cuenta('CTA_DEBITO'),
    cuenta_credito: cuenta('CTA_CREDITO'),
    rubro: opcional(rubro('RUBRO')),
    porcentaje: opcional(decimal('PORCENTAJE', { scale: 4 })),
    beneficiario: opcional(documento('NIT_BENEFICIARIO')),
  },
});

/** A number comes again in every vigencia and in every type of voucher. */
const comprobantes = defineStream({
  id: 'comprobante',
  entity: comprobante,
  table: 'dbo.COMPROBANTES',
  scope: byYear,
  fields: {
    unidad: codigo('UNIDAD'),
    vigencia: vigencia('VIGENCIA'),
    tipo: codigo('TIPO'),
    numero: codigo('NUMERO'),
    periodo: periodo('PERIODO'),
    fecha: fecha('FECHA', { vigencia: 'VIGENCIA' }),
    fecha_registro: opcional(fecha('FEC_REGISTRO', { time: 'dropped' })),
    tipo_documento: tipoDocumento,
    tercero: opcional(documento('TERCERO')),
    concepto: opcional(texto('CONCEPTO')),
    estado: opcion('ESTADO', { S: 'registrado', N: 'anulado', P: 'pendiente' }),
    usuario: opcional(texto('USUARIO')),
  },
});

const movimientos = defineStream({
  id: 'movimiento',
  entity: movimientoContable,
  table: 'dbo.MOVIMIENTOS',
  scope: byYear,
  fields: {
    unidad: codigo('UNIDAD'),
    vigencia: vigencia('VIGENCIA'),
    tipo: codigo('TIPO'),
    numero: codigo('NUMERO'),
    consecutivo: entero('CONSECUTIVO', { leadingZeros: 'refused' }),
    periodo: periodo('PERIODO'),
    fecha: fecha('FECHA'),
    fecha_registro: opcional(fecha('FEC_REGISTRO', { time: 'dropped' })),
    cuenta: cuenta('CUENTA'),
    debito: dinero('DEBITO'),
    credito: dinero('CREDITO'),
    tercero: opcional(documento('TERCERO')),
    fuente: opcional(codigo('FUENTE')),
    rubro: opcional(rubro('RUBRO')),
    centro_costo: opcional(codigo('CENTRO_COSTO')),
    cuenta_bancaria: opcional(codigo('CTA_BANCARIA')),
    referencia: opcional(texto('REFERENCIA')),
    detalle: opcional(texto('DETALLE')),
    vigencia_afectada: opcional(vigencia('ANO_AFECT')),
    tipo_afectado: opcional(codigo('TIPO_AFECT')),
    numero_afectado: opcional(codigo('NUMERO_AFECT')),
    consecutivo_afectado: opcional(entero('CONSECUTIVO_AFECT')),
  },
});

/**
 * Budget, accounting and treasury. Its vendor publishes no schema: the names are those of the stand-in, and a site says what
 * differs.
 */
export const pct = defineSource({
  id: 'pct',
  title: 'PCT: presupuesto, contabilidad y tesorería',
  owner: 'Secretaría de Desarrollo Institucional',
  driver: 'sqlserver',
  streams: [terceros, cuentas, ...presupuesto, mapa, comprobantes, movimientos, ...tesoreria],
});
