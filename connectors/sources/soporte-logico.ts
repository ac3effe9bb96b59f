import { nominaLinea } from '../../schemas/entities/nomina-linea.ts';
import { pagoNomina } from '../../schemas/entities/pago-nomina.ts';
import {
  codigo,
  cuenta,
  decimal,
  dinero,
  documento,
  entero,
  fecha,
  opcion,
  opcional,
  periodo,
  rubro,
  seudonimo,
  texto,
  vigencia,
} from '../fields/index.ts';
import { byVigencia } from '../scope.ts';
import { defineSource, defineStream } from '../source.ts';

const byYear = byVigencia('ANIO', { last: 2 });

const nomina = {
  vigencia: vigencia('ANIO'),
  mes: periodo('MES'),
  nomina: codigo('COD_NOMINA'),
  empleado: seudonimo('CEDULA'),
} as const;

/** One line per concept; what recovers an earlier payment is negative. */
const lineas = defineStream({
  id: 'nomina',
  entity: nominaLinea,
  table: 'dbo.NOMINA_LIQUIDACION',
  scope: byYear,
  fields: {
    ...nomina,
    concepto: codigo('COD_CONCEPTO'),
    consecutivo: opcional(entero('CONSECUTIVO', { leadingZeros: 'refused' })),
    nombre: opcional(texto('NOM_CONCEPTO')),
    clase: opcion('CLASE', { D: 'devengado', R: 'deduccion', A: 'aporte', P: 'provision' }),
    seccion: opcional(codigo('SECCION')),
    dependencia: opcional(texto('DEPENDENCIA')),
    cargo: opcional(texto('CARGO')),
    rubro: opcional(rubro('RUBRO')),
    fuente: opcional(codigo('FUENTE')),
    cuenta_gasto: opcional(cuenta('CTA_GASTO')),
    cuenta_pasivo: opcional(cuenta('CTA_PASIVO')),
    beneficiario: opcional(documento('NIT_ENTIDAD', { dv: 'dashed' })),
    administradora: opcional(codigo('COD_PILA')),
    cantidad: opcional(decimal('CANTIDAD', { scale: 2 })),
    valor: dinero('VALOR'),
  },
});

/** What payroll ordered and what it believes of it; the account that is paid into is not read. */
const pagos = defineStream({
  id: 'pago',
  entity: pagoNomina,
  table: 'dbo.NOMINA_GIROS',
  scope: byYear,
  fields: {
    ...nomina,
    consecutivo: opcional(entero('CONSECUTIVO', { leadingZeros: 'refused' })),
    fecha: fecha('FEC_GIRO'),
    banco: opcional(codigo('COD_BANCO')),
    valor: dinero('VLR_NETO'),
    estado: opcion('ESTADO', { O: 'ordenado', P: 'pagado', R: 'rechazado' }),
    causal: opcional(texto('CAUSAL')),
    vigencia_egreso: opcional(vigencia('ANIO_EGRESO')),
    egreso: opcional(codigo('NUM_EGRESO')),
  },
});

/** Payroll. Its vendor publishes no schema: the names are those of the stand-in, and a site says what differs. */
export const soporteLogico = defineSource({
  id: 'soporte-logico',
  title: 'Soporte Lógico, nómina',
  owner: 'Talento Humano',
  driver: 'sqlserver',
  streams: [lineas, pagos],
});
