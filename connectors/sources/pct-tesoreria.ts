import { cuentaBancaria } from '../../schemas/entities/cuenta-bancaria.ts';
import { egresoDeduccion } from '../../schemas/entities/egreso-deduccion.ts';
import { egreso } from '../../schemas/entities/egreso.ts';
import { reciboCajaConcepto } from '../../schemas/entities/recibo-caja-concepto.ts';
import { reciboCaja } from '../../schemas/entities/recibo-caja.ts';
import { saldoBancario } from '../../schemas/entities/saldo-bancario.ts';
import {
  bandera,
  codigo,
  cuenta,
  decimal,
  dinero,
  documento,
  entero,
  fecha,
  opcion,
  opcional,
  rubro,
  texto,
  vigencia,
} from '../fields/index.ts';
import { whole } from '../scope.ts';
import { defineStream } from '../source.ts';
import { byYear, tipoDocumento } from './pct-columns.ts';

const recibos = defineStream({
  id: 'recibo-caja',
  entity: reciboCaja,
  table: 'dbo.RECIBOS_CAJA',
  scope: byYear,
  fields: {
    vigencia: vigencia('VIGENCIA'),
    tipo: codigo('TIPO'),
    numero: codigo('NUMERO'),
    fecha: fecha('FECHA', { vigencia: 'VIGENCIA' }),
    fecha_recaudo: opcional(fecha('FEC_RECAUDO')),
    tipo_documento: tipoDocumento,
    tercero: opcional(documento('TERCERO')),
    banco: opcional(codigo('COD_BANCO')),
    cuenta_bancaria: opcional(codigo('CTA_BANCARIA')),
    cuenta: opcional(cuenta('CUENTA')),
    documento_origen: opcional(codigo('ID_RECAUDO')),
    concepto: opcional(texto('CONCEPTO')),
    valor: dinero('VALOR'),
    tipo_comprobante: opcional(codigo('TIPO_CPTE')),
    numero_comprobante: opcional(codigo('NUMERO_CPTE')),
    estado: opcion('ESTADO', { S: 'registrado', N: 'anulado' }),
  },
});

const reciboConceptos = defineStream({
  id: 'recibo-caja-concepto',
  entity: reciboCajaConcepto,
  table: 'dbo.RECIBOS_CAJA_CONCEPTOS',
  scope: byYear,
  fields: {
    vigencia: vigencia('VIGENCIA'),
    tipo: codigo('TIPO'),
    numero: codigo('NUMERO'),
    consecutivo: entero('CONSECUTIVO', { leadingZeros: 'refused' }),
    concepto: opcional(codigo('CONCEPTO')),
    vigencia_pagada: opcional(vigencia('VIG_PAGADA')),
    rubro: opcional(rubro('RUBRO')),
    fuente: opcional(codigo('FUENTE')),
    cuenta: opcional(cuenta('CUENTA')),
    beneficiario: opcional(documento('NIT_BENEFICIARIO')),
    valor: dinero('VALOR'),
  },
});

/** A voucher that was annulled keeps its amounts. */
const egresos = defineStream({
  id: 'egreso',
  entity: egreso,
  table: 'dbo.EGRESOS',
  scope: byYear,
  fields: {
    vigencia: vigencia('VIGENCIA'),
    tipo: codigo('TIPO'),
    numero: codigo('NUMERO'),
    fecha: fecha('FECHA', { vigencia: 'VIGENCIA' }),
    fecha_pago: opcional(fecha('FEC_PAGO')),
    tipo_documento: tipoDocumento,
    tercero: opcional(documento('TERCERO')),
    vigencia_obligacion: opcional(vigencia('ANO_OBL')),
    tipo_obligacion: opcional(codigo('TIPO_OBL')),
    numero_obligacion: opcional(codigo('NUMERO_OBL')),
    banco: opcional(codigo('COD_BANCO')),
    cuenta_bancaria: opcional(codigo('CTA_BANCARIA')),
    medio: opcional(opcion('MEDIO', { C: 'cheque', T: 'transferencia', E: 'efectivo', N: 'nota_debito' })),
    documento_pago: opcional(codigo('NUM_DOCUMENTO')),
    concepto: opcional(texto('CONCEPTO')),
    bruto: dinero('BRUTO'),
    deducciones: dinero('DEDUCCIONES'),
    neto: dinero('NETO'),
    tipo_comprobante: opcional(codigo('TIPO_CPTE')),
    numero_comprobante: opcional(codigo('NUMERO_CPTE')),
    estado: opcion('ESTADO', { S: 'registrado', G: 'girado', N: 'anulado' }),
  },
});

const deducciones = defineStream({
  id: 'egreso-deduccion',
  entity: egresoDeduccion,
  table: 'dbo.EGRESOS_DEDUCCIONES',
  scope: byYear,
  fields: {
    vigencia: vigencia('VIGENCIA'),
    tipo: codigo('TIPO'),
    numero: codigo('NUMERO'),
    consecutivo: entero('CONSECUTIVO', { leadingZeros: 'refused' }),
    concepto: codigo('CONCEPTO'),
    base: opcional(dinero('BASE')),
    tarifa: opcional(decimal('TARIFA', { scale: 4 })),
    valor: dinero('VALOR'),
    cuenta: opcional(cuenta('CUENTA')),
    beneficiario: opcional(documento('NIT_BENEFICIARIO')),
  },
});

const cuentas = defineStream({
  id: 'cuenta-bancaria',
  entity: cuentaBancaria,
  table: 'dbo.CUENTAS_BANCARIAS',
  scope: whole(),
  fields: {
    banco: codigo('COD_BANCO'),
    cuenta: codigo('NUMERO'),
    clase: opcional(opcion('CLASE', { A: 'ahorros', C: 'corriente', F: 'fiducia', O: 'otra' })),
    nombre: opcional(texto('NOMBRE')),
    fuente: opcional(codigo('FUENTE')),
    cuenta_contable: opcional(cuenta('CUENTA')),
    apertura: opcional(fecha('FEC_APERTURA')),
    cierre: opcional(fecha('FEC_CIERRE')),
    activa: opcional(bandera('ACTIVA', { S: true, N: false })),
  },
});

/** What treasury writes down when it reconciles an account: the bank's balance as it copied it, and those of the two books. */
const saldos = defineStream({
  id: 'saldo-bancario',
  entity: saldoBancario,
  table: 'dbo.CONCILIACIONES',
  scope: byYear,
  fields: {
    banco: codigo('COD_BANCO'),
    cuenta: codigo('CTA_BANCARIA'),
    fecha_corte: fecha('FEC_CORTE'),
    saldo_extracto: opcional(dinero('SALDO_EXTRACTO')),
    saldo_tesoreria: opcional(dinero('SALDO_TESORERIA')),
    saldo_contabilidad: opcional(dinero('SALDO_CONTABILIDAD')),
  },
});

/** Treasury: what comes in, what goes out, and where the money is. */
export const tesoreria = [recibos, reciboConceptos, egresos, deducciones, cuentas, saldos];
