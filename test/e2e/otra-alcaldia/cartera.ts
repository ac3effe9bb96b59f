import type { Driver } from '../../../connectors/driver.ts';
import type { Api } from '../../../ops/config/api.ts';
import type { UseOptions } from '../../../ops/config/use.ts';

/** What is owed, in another system: a database per vigencia for what is photographed, and one for what is of all of them. */
export function cartera(
  { fields, scopes }: Pick<Api, 'fields' | 'scopes'>,
  catastro: Driver,
): NonNullable<UseOptions['streams']> {
  const { codigo, decimal, delAmbito, dinero, documento, entero, fecha, opcion, opcional, texto, vigencia } = fields;
  const pesos = (column: string) => fields.dineroDeFlotante(column, 2);
  const coma = (column: string) => dinero(column, { decimal: ',' });
  const slashed = (column: string) => fecha(column, { format: 'DD/MM/AAAA' });
  const metros = (column: string) => decimal(column, { scale: 2, decimal: ',' });
  return {
    avaluo: {
      table: 'avaluos',
      scope: scopes.whole(),
      fields: {
        predio: codigo('ficha'),
        vigencia: delAmbito('vigencia'),
        valor: dinero('valor'),
        destino: opcional(codigo('uso')),
        area_terreno: opcional(metros('m2_lote')),
        area_construida: opcional(metros('m2_casa')),
        acto: opcional(texto('acto')),
        fecha_acto: opcional(fecha('dia_acto')),
      },
    },
    'saldo-cartera': {
      table: 'por_cobrar',
      fields: {
        predio: codigo('ficha'),
        vigencia: delAmbito('vigencia'),
        concepto: codigo('cod'),
        clase_vigencia: opcional(opcion('edad', { A: 'actual', V: 'anterior' })),
        capital: pesos('capital'),
        interes: opcional(pesos('mora')),
        estado: opcional(opcion('est', { P: 'pendiente', A: 'en_acuerdo' })),
      },
    },
    'novedad-cartera': {
      driver: catastro,
      table: 'novedades',
      fields: {
        clase: opcion('clase', { 1: 'descuento', 2: 'prescripcion', 3: 'exencion', 4: 'ajuste', 5: 'acuerdo' }),
        numero: codigo('nro'),
        predio: codigo('ficha'),
        vigencia: vigencia('anio'),
        concepto: opcional(codigo('cod')),
        fecha: slashed('dia'),
        acto: opcional(texto('acto')),
        fecha_acto: opcional(slashed('dia_acto')),
        valor: coma('capital'),
        interes: opcional(coma('mora')),
        cuotas: opcional(entero('cuotas')),
        cuota_inicial: opcional(dinero('inicial')),
        estado: opcion('est', { V: 'vigente', C: 'cumplida', I: 'incumplida', N: 'anulada' }),
      },
    },
    'valorizacion-cuota': {
      driver: catastro,
      table: 'valorizacion',
      fields: {
        proyecto: codigo('obra'),
        predio: codigo('ficha'),
        beneficiario: codigo('nro'),
        cuota: entero('cuota', { leadingZeros: 'refused' }),
        acto: opcional(texto('acto')),
        fecha_acto: opcional(fecha('dia_acto')),
        tipo_documento: opcional(opcion('clase_id', { CC: '13', NIT: '31' })),
        tercero: opcional(documento('identificacion')),
        fecha_limite: opcional(fecha('vence')),
        valor: pesos('valor'),
        abonado: opcional(pesos('abonos')),
        interes: opcional(pesos('mora')),
        factura: opcional(codigo('fact')),
        recibo: opcional(codigo('recibo')),
        fecha_pago: opcional(fecha('pagado_el')),
        estado: opcion('situacion', { 0: 'pendiente', 1: 'anulada', 2: 'pagada' }),
      },
    },
  };
}
