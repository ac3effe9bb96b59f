import type { Api } from '../../../ops/config/api.ts';
import { cartera } from './cartera.ts';
import { contable } from './contable.ts';

/** Another town hall with the same facts as the demo: nothing is called, written or stored as the profiles say. */
export default (given: Api) => {
  const { site, use, sources, drivers, fields, rows, scopes } = given;
  const { codigo, decimal, delAmbito, digitoVerificacion, dinero, documento, entero, fecha, opcion, opcional } = fields;
  const { texto, traducido, vigencia } = fields;
  const catastro = drivers.sqlite({ file: './sistemas/catastro.db' });

  const anio = vigencia('anio');
  const deLaBase = delAmbito('vigencia');
  const scope = scopes.whole();
  const clase = opcional(opcion('clase_id', { CC: '13', NIT: '31' }));
  const zona = opcional(opcion('es_rural', { 1: 'rural', 0: 'urbana' }));
  const pesos = (column: string) => fields.dineroDeFlotante(column, 2);

  return site({
    nombre: 'Municipio de Otra Parte',
    entidad: '219925999',
    ledger: { embedded: './libro' },
    sources: [
      use(sources.hassql, {
        places: [2024, 2025, 2026].map((year) => ({
          vigencia: year,
          driver: drivers.sqlite({ file: `./sistemas/predial_${year}.db` }),
        })),
        streams: {
          ...cartera(given, catastro),
          tercero: {
            driver: catastro,
            table: 'contribuyentes',
            fields: {
              tipo_documento: clase,
              documento: documento('identificacion', { dv: 'dashed' }),
              digito_verificacion: opcional(digitoVerificacion('identificacion', { in: 'dashed' })),
              nombre: opcional(texto('nombre_completo')),
              direccion: opcional(texto('dir_envio')),
              telefono: opcional(texto('tel')),
              correo: opcional(texto('email')),
            },
          },
          predio: {
            driver: catastro,
            table: 'inmuebles',
            fields: {
              predio: codigo('ficha'),
              numero_predial: opcional(fields.numeroPredial('codigo_nal')),
              codigo_predial: opcional(fields.codigoPredial('ficha')),
              matricula: opcional(fields.matricula('folio')),
              direccion: opcional(texto('nomenclatura')),
              zona: opcional(codigo('sector')),
              destino: opcional(codigo('uso')),
              estrato: opcional(entero('estrato')),
              area_terreno: opcional(decimal('m2_lote', { scale: 2, decimal: ',' })),
              area_construida: opcional(decimal('m2_casa', { scale: 2, decimal: ',' })),
              avaluo: opcional(dinero('avaluo_catastral')),
              vigencia_avaluo: opcional(vigencia('anio_avaluo')),
              estado: opcion('activo', { 1: 'activo', 0: 'cancelado' }),
            },
          },
          'predio-alias': {
            driver: catastro,
            table: 'inmuebles_codigos',
            fields: {
              predio: codigo('ficha'),
              clase: opcion('tipo', { 1: 'numero_predial', 4: 'matricula' }),
              codigo: codigo('valor'),
              desde: opcional(fecha('ini')),
              hasta: opcional(fecha('fin')),
              acto: opcional(texto('acto')),
            },
          },
          'predio-titular': {
            driver: catastro,
            table: 'inmuebles_duenos',
            fields: {
              predio: codigo('ficha'),
              orden: codigo('nro'),
              tipo_documento: clase,
              documento: opcional(documento('identificacion')),
              porcentaje: opcional(decimal('cuota', { scale: 4 })),
            },
          },
          liquidacion: {
            table: 'cartera',
            scope,
            fields: {
              predio: codigo('ficha'),
              vigencia: deLaBase,
              concepto: codigo('cod'),
              base: opcional(pesos('base')),
              tarifa: opcional(decimal('x_mil', { scale: 4 })),
              valor: pesos('impuesto'),
              descuento: opcional(pesos('dcto')),
              interes: opcional(pesos('mora')),
              pagado: opcional(pesos('abonos')),
              saldo: opcional(pesos('debe')),
              fecha_liquidacion: opcional(fecha('liquidada')),
              fecha_corte: opcional(fecha('corte')),
              estado: opcion('est', { P: 'pendiente', C: 'pagada', A: 'en_acuerdo' }),
              factura: opcional(codigo('fact')),
            },
          },
          factura: {
            table: 'facturas',
            scope,
            fields: {
              vigencia: deLaBase,
              numero: codigo('nro'),
              emision: codigo('vez'),
              fecha_emision: opcional(fecha('expedida')),
              predio: codigo('ficha'),
              tipo_documento: clase,
              documento: opcional(documento('identificacion')),
              total: opcional(dinero('total', { decimal: ',' })),
              referencia: opcional(texto('codigo_barras')),
              estado: opcion('est', { V: 'vigente', P: 'pagada', R: 'reemplazada', N: 'anulada' }),
            },
          },
          'factura-vigencia': {
            table: 'facturas_detalle',
            scope,
            fields: {
              vigencia: deLaBase,
              numero: codigo('nro'),
              emision: codigo('vez'),
              vigencia_facturada: anio,
              valor: dinero('capital'),
              interes: opcional(dinero('mora')),
            },
          },
          'factura-plazo': {
            table: 'facturas_fechas',
            scope,
            fields: {
              vigencia: deLaBase,
              numero: codigo('nro'),
              emision: codigo('vez'),
              plazo: entero('plazo', { leadingZeros: 'refused' }),
              fecha_limite: fecha('vence'),
              total: dinero('total'),
              descuento: opcional(dinero('dcto')),
            },
          },
          recaudo: {
            table: 'recaudos',
            scope,
            fields: {
              vigencia: deLaBase,
              numero: codigo('recibo'),
              banco: opcional(codigo('entidad')),
              cuenta: opcional(codigo('cta')),
              fecha_recaudo: fecha('pagado_el', { format: 'DD/MM/AAAA', vigencia: deLaBase }),
              fecha_abono: opcional(fecha('abonado_el', { format: 'DD/MM/AAAA' })),
              lote: opcional(codigo('planilla')),
              secuencia: opcional(codigo('linea')),
              referencia: opcional(texto('codigo_barras')),
              factura: opcional(codigo('fact')),
              predio: opcional(codigo('ficha')),
              valor: pesos('pagado'),
              medio: opcional(codigo('forma')),
              origen: opcion('a_mano', { 1: 'M', 0: 'A' }),
              estado: opcion('anulado', { 1: 'anulado', 0: 'aplicado' }),
            },
          },
          'recaudo-concepto': {
            table: 'recaudos_conceptos',
            scope,
            rows: [
              rows.unpivot({
                keep: ['recibo', 'anio', 'ficha', 'es_rural'],
                into: { label: 'concepto', values: ['valor'] },
                columns: {
                  '01': ['valor_concepto1'],
                  '02': ['valor_concepto2'],
                  '03': ['valor_concepto3'],
                  '04': ['valor_concepto4'],
                  '05': ['valor_concepto5'],
                  '06': ['valor_concepto6'],
                },
              }),
            ],
            fields: {
              vigencia: deLaBase,
              numero: codigo('recibo'),
              vigencia_pagada: anio,
              concepto: codigo('concepto'),
              predio: opcional(codigo('ficha')),
              zona,
              valor: pesos('valor'),
              // No column says whose the environmental share is: its concept does.
              beneficiario: opcional(
                traducido(
                  'concepto',
                  { '01': '', '02': '', '03': '', '04': '999900001', '05': '', '06': '' },
                  documento,
                ),
              ),
            },
          },
          lote: {
            table: 'planillas',
            scope,
            fields: {
              banco: codigo('entidad'),
              cuenta: opcional(codigo('cta')),
              fecha_recaudo: fecha('dia'),
              lote: opcional(codigo('planilla')),
              registros: entero('cuantos'),
              valor: pesos('reportado'),
              pagos_dobles: opcional(pesos('dobles')),
              ajustes: opcional(pesos('ajustes')),
              valor_acumulado: opcional(pesos('aplicado')),
            },
          },
        },
      }),
      use(sources.pct, {
        driver: drivers.sqlite({ file: './sistemas/contable.db' }),
        streams: contable(given),
      }),
      use(sources.recaudoBancario, {
        driver: drivers.folder({ path: './buzon' }),
        streams: {
          recaudo: { files: { pattern: '*.dat', format: { kind: 'asobancaria-2001', empty: 'no payments' } } },
          lote: { files: { pattern: '*.dat', format: { kind: 'asobancaria-2001', empty: 'no payments' } } },
        },
      }),
      use(sources.igac, { driver: drivers.folder({ path: './catastro/20' }) }),
      use(sources.igacNpn, { driver: drivers.folder({ path: './catastro/30' }) }),
      use(sources.pse, { driver: drivers.folder({ path: './pasarela' }) }),
      use(sources.chip, {
        driver: drivers.folder({ path: './reportes' }),
        streams: {
          'saldo-inicial': false,
          'ingresos-programacion': false,
          'gastos-programacion': false,
          'gastos-ejecucion': false,
        },
      }),
    ],
  });
};
