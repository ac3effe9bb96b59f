import type { Api } from '../../../ops/config/api.ts';
import type { UseOptions } from '../../../ops/config/use.ts';
import { presupuesto } from './presupuesto.ts';
import { pagos } from './pagos.ts';

/** How this town keeps its accounts, stream by stream. */
export function contable(given: Api): NonNullable<UseOptions['streams']> {
  const { fields, scopes } = given;
  const { bandera, codigo, cuenta, decimal, digitoVerificacion, dinero, documento, entero, fecha } = fields;
  const { opcion, opcional, periodo, rubro, texto, vigencia } = fields;
  const anio = vigencia('anio');
  const scope = scopes.byVigencia('anio', { last: 2 });
  const dian = (column: string) => opcional(opcion(column, { 13: '13', 31: '31' }));
  const pesos = (column: string) => fields.dineroDeFlotante(column, 2);
  return {
    ...presupuesto(given),
    ...pagos(given),
    tercero: {
      table: 'auxiliares',
      fields: {
        tipo_documento: dian('clase'),
        documento: documento('nit', { dv: { column: 'dv' } }),
        digito_verificacion: opcional(digitoVerificacion('dv')),
        sucursal: opcional(codigo('suc')),
        razon_social: opcional(texto('empresa')),
        primer_apellido: opcional(texto('ape1')),
        segundo_apellido: opcional(texto('ape2')),
        primer_nombre: opcional(texto('nom1')),
        otros_nombres: opcional(texto('nom2')),
        direccion: opcional(texto('dir')),
        telefono: opcional(texto('tel')),
        correo: opcional(texto('email')),
        reemplazado_por: opcional(documento('nit_nuevo')),
      },
    },
    cuenta: {
      table: 'planes',
      where: [{ kind: 'equals', column: 'plan', value: 'PUC' }],
      scope,
      fields: {
        vigencia: anio,
        cuenta: cuenta('codigo'),
        nombre: opcional(texto('titulo')),
        naturaleza: opcional(opcion('nat', { D: 'D', C: 'C' })),
        nivel: opcional(entero('nivel')),
        padre: opcional(cuenta('mayor')),
        hoja: bandera('imputable', { 1: true, 0: false }),
        activa: bandera('activa', { '-1': true, 0: false }),
      },
    },
    rubro: {
      table: 'planes',
      where: [{ kind: 'equals', column: 'plan', value: 'PPTO' }],
      scope,
      fields: {
        vigencia: anio,
        rubro: rubro('codigo'),
        nombre: opcional(texto('titulo')),
        clase: opcion('nat', { I: 'ingreso', G: 'gasto' }),
        tipo: opcional(opcion('tipo', { A: 'A', C: 'C' })),
        nivel: opcional(entero('nivel')),
        padre: opcional(rubro('mayor')),
      },
    },
    'mapa-contable': {
      table: 'matriz',
      scope,
      fields: {
        vigencia: anio,
        concepto: codigo('cod'),
        clase_vigencia: opcion('edad', { A: 'actual', V: 'anterior' }),
        zona: opcional(opcion('es_rural', { 1: 'rural', 0: 'urbana' })),
        fuente: opcional(codigo('fte')),
        norma: opcional(texto('norma')),
        cuenta_debito: cuenta('db'),
        cuenta_credito: cuenta('cr'),
        rubro: opcional(rubro('ppto')),
        porcentaje: opcional(decimal('cuota', { scale: 4 })),
        beneficiario: opcional(documento('nit')),
      },
    },
    comprobante: {
      table: 'documentos',
      scope,
      fields: {
        unidad: codigo('ue'),
        vigencia: anio,
        tipo: codigo('clase'),
        numero: codigo('nro'),
        periodo: periodo('mes'),
        fecha: fecha('dia', { vigencia: 'anio' }),
        fecha_registro: opcional(fecha('grabado', { time: 'dropped' })),
        tipo_documento: dian('clase_id'),
        tercero: opcional(documento('nit')),
        concepto: opcional(texto('glosa')),
        estado: opcion('firme', { 1: 'registrado', 0: 'anulado', 2: 'pendiente' }),
        usuario: opcional(texto('quien')),
      },
    },
    movimiento: {
      table: 'asientos',
      scope,
      fields: {
        unidad: codigo('ue'),
        vigencia: anio,
        tipo: codigo('clase'),
        numero: codigo('nro'),
        consecutivo: entero('linea', { leadingZeros: 'refused' }),
        periodo: periodo('mes'),
        fecha: fecha('dia', { format: 'AAAAMMDD' }),
        fecha_registro: opcional(fecha('grabado', { time: 'dropped' })),
        cuenta: cuenta('puc'),
        debito: pesos('debe'),
        credito: pesos('haber'),
        tercero: opcional(documento('nit')),
        fuente: opcional(codigo('fte')),
        rubro: opcional(rubro('ppto')),
        centro_costo: opcional(codigo('cc')),
        cuenta_bancaria: opcional(codigo('cta')),
        referencia: opcional(texto('soporte')),
        detalle: opcional(texto('glosa')),
        vigencia_afectada: opcional(vigencia('anio_cruce')),
        tipo_afectado: opcional(codigo('clase_cruce')),
        numero_afectado: opcional(codigo('nro_cruce')),
        consecutivo_afectado: opcional(entero('linea_cruce')),
      },
    },
    'recibo-caja': {
      table: 'ingresos_caja',
      scope,
      fields: {
        vigencia: anio,
        tipo: codigo('clase'),
        numero: codigo('nro'),
        fecha: fecha('dia', { vigencia: 'anio' }),
        fecha_recaudo: opcional(fecha('pagado_el')),
        tipo_documento: dian('clase_id'),
        tercero: opcional(documento('nit')),
        banco: opcional(codigo('entidad')),
        cuenta_bancaria: opcional(codigo('cta')),
        cuenta: opcional(cuenta('puc')),
        documento_origen: opcional(codigo('fact')),
        concepto: opcional(texto('glosa')),
        valor: pesos('total'),
        tipo_comprobante: opcional(codigo('clase_doc')),
        numero_comprobante: opcional(codigo('nro_doc')),
        estado: opcion('firme', { 1: 'registrado', 0: 'anulado' }),
      },
    },
    'recibo-caja-concepto': {
      table: 'ingresos_caja_detalle',
      scope,
      fields: {
        vigencia: anio,
        tipo: codigo('clase'),
        numero: codigo('nro'),
        consecutivo: entero('linea', { leadingZeros: 'refused' }),
        concepto: opcional(codigo('cod')),
        vigencia_pagada: opcional(vigencia('anio_pagado')),
        rubro: opcional(rubro('ppto')),
        fuente: opcional(codigo('fte')),
        cuenta: opcional(cuenta('puc')),
        beneficiario: opcional(documento('nit')),
        valor: dinero('parte'),
      },
    },
  };
}
