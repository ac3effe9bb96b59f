import type { Api } from '../../../ops/config/api.ts';
import type { UseOptions } from '../../../ops/config/use.ts';

/** What this town pays and where its money is: bank and account are one text, flags are numbers. */
export function pagos({ fields, scopes }: Api): NonNullable<UseOptions['streams']> {
  const { bandera, codigo, cuenta, decimal, dinero, documento, entero, extraer, fecha, opcion, opcional } = fields;
  const { texto, vigencia } = fields;
  const anio = vigencia('anio');
  const scope = scopes.byVigencia('anio', { last: 2 });
  const pesos = (column: string) => fields.dineroDeFlotante(column, 2);
  const dia = (column: string) => fecha(column, { format: 'DD/MM/AAAA' });
  const numero = { vigencia: anio, tipo: codigo('clase'), numero: codigo('nro') };
  return {
    egreso: {
      table: 'pagos_girados',
      scope,
      fields: {
        ...numero,
        fecha: fecha('dia', { format: 'DD/MM/AAAA', vigencia: 'anio' }),
        fecha_pago: opcional(dia('pagado_el')),
        tipo_documento: opcional(opcion('clase_id', { 13: '13', 31: '31' })),
        tercero: opcional(documento('nit')),
        vigencia_obligacion: opcional(extraer('paga_a', /^(\d+)-/, vigencia)),
        tipo_obligacion: opcional(extraer('paga_a', /^\d+-(\w+)-/, codigo)),
        numero_obligacion: opcional(extraer('paga_a', /-(\d+)$/, codigo)),
        banco: opcional(extraer('de_donde', /^(\d+) /, codigo)),
        cuenta_bancaria: opcional(extraer('de_donde', / (\d+)$/, codigo)),
        medio: opcional(opcion('forma', { 1: 'cheque', 2: 'transferencia' })),
        documento_pago: opcional(codigo('papel')),
        concepto: opcional(texto('glosa')),
        bruto: pesos('total'),
        deducciones: pesos('menos'),
        neto: pesos('girado'),
        tipo_comprobante: opcional(codigo('clase_doc')),
        numero_comprobante: opcional(codigo('nro_doc')),
        estado: opcion('firme', { 1: 'registrado', 2: 'girado', 0: 'anulado' }),
      },
    },
    'egreso-deduccion': {
      table: 'descuentos',
      scope,
      fields: {
        ...numero,
        consecutivo: entero('linea', { leadingZeros: 'refused' }),
        concepto: codigo('cod'),
        base: opcional(dinero('base')),
        tarifa: opcional(decimal('tasa', { scale: 4, decimal: ',' })),
        valor: dinero('parte'),
        cuenta: opcional(cuenta('puc')),
        beneficiario: opcional(documento('nit')),
      },
    },
    'cuenta-bancaria': {
      table: 'depositos',
      fields: {
        banco: codigo('entidad'),
        cuenta: codigo('cta'),
        clase: opcional(opcion('ahorro', { 1: 'ahorros', 0: 'corriente' })),
        nombre: opcional(texto('titulo')),
        fuente: opcional(codigo('fte')),
        cuenta_contable: opcional(cuenta('puc')),
        apertura: opcional(fecha('ini')),
        cierre: opcional(fecha('fin')),
        activa: opcional(bandera('activa', { '-1': true, 0: false })),
      },
    },
    'saldo-bancario': {
      table: 'arqueos',
      scope,
      fields: {
        banco: codigo('entidad'),
        cuenta: codigo('cta'),
        fecha_corte: dia('dia'),
        saldo_extracto: opcional(dinero('segun_banco')),
        saldo_tesoreria: opcional(dinero('segun_caja')),
        saldo_contabilidad: opcional(pesos('segun_libros')),
      },
    },
  };
}
