import { pilaLinea } from '../../schemas/entities/pila-linea.ts';
import {
  codigo,
  decimal,
  delAmbito,
  dinero,
  entero,
  extraer,
  fecha,
  opcion,
  opcional,
  periodo,
  seudonimo,
  vigencia,
} from '../fields/index.ts';
import { unpivot } from '../rows/index.ts';
import { byFile } from '../scope.ts';
import { defineSource, defineStream } from '../source.ts';
import { planillaPila } from './pila-planilla.ts';

/** What the type 1 says of the period: health is paid for another month than the rest. */
const [OTROS, SALUD] = ['periodo_otros', 'periodo_salud'] as const;

/** Where a line has what it pays to each subsystem: value, days, then administradora, base, tariff and period. */
const subsistemas: Readonly<Record<string, readonly (string | null)[]>> = {
  pension: ['cotizacion_pension', 'dias_pension', 'afp', 'ibc_pension', 'tarifa_pension', OTROS],
  voluntario_afiliado: ['voluntario_afiliado', null, 'afp', 'ibc_pension', null, OTROS],
  voluntario_aportante: ['voluntario_aportante', null, 'afp', 'ibc_pension', null, OTROS],
  fondo_solidaridad: ['fsp_solidaridad', null, 'afp', 'ibc_pension', null, OTROS],
  fondo_subsistencia: ['fsp_subsistencia', null, 'afp', 'ibc_pension', null, OTROS],
  salud: ['cotizacion_salud', 'dias_salud', 'eps', 'ibc_salud', 'tarifa_salud', SALUD],
  upc_adicional: ['upc_adicional', null, 'eps', null, null, SALUD],
  riesgos: ['cotizacion_arl', 'dias_arl', 'arl', 'ibc_arl', 'tarifa_arl', OTROS],
  caja: ['aporte_ccf', 'dias_ccf', 'ccf', 'ibc_ccf', 'tarifa_ccf', OTROS],
  sena: ['aporte_sena', null, null, 'ibc_parafiscales', 'tarifa_sena', OTROS],
  icbf: ['aporte_icbf', null, null, 'ibc_parafiscales', 'tarifa_icbf', OTROS],
  esap: ['aporte_esap', null, null, 'ibc_parafiscales', 'tarifa_esap', OTROS],
  men: ['aporte_men', null, null, 'ibc_parafiscales', 'tarifa_men', OTROS],
};

/** The planilla of social security and parafiscales, as the operator gives it: one line per contributor, one record per subsystem. */
export const pila = defineSource({
  id: 'pila',
  title: 'PILA: planillas de aportes',
  owner: 'Talento Humano',
  streams: [
    defineStream({
      id: 'linea',
      entity: pilaLinea,
      table: 'cotizante',
      // A planilla that was not paid yet has no day of payment, which as text comes before any.
      scope: byFile(['numero_planilla'], { order: ['fecha_pago'], resend: 'replaces' }),
      files: { pattern: '*.txt', format: planillaPila },
      rows: [
        unpivot({
          // The day of payment as a column: a planilla that was paid since differs by nothing else.
          keep: ['secuencia', 'documento', 'tipo_cotizante', 'fecha_pago'],
          into: {
            label: 'subsistema',
            values: ['valor', 'dias'],
            shared: ['administradora', 'base', 'tarifa', 'periodo'],
          },
          columns: subsistemas,
          zeros: ['0'.repeat(9), '00'],
        }),
      ],
      fields: {
        planilla: delAmbito('numero_planilla', codigo),
        secuencia: codigo('secuencia'),
        subsistema: opcion('subsistema', {
          pension: 'pension',
          voluntario_afiliado: 'voluntario_afiliado',
          voluntario_aportante: 'voluntario_aportante',
          fondo_solidaridad: 'fondo_solidaridad',
          fondo_subsistencia: 'fondo_subsistencia',
          salud: 'salud',
          upc_adicional: 'upc_adicional',
          riesgos: 'riesgos',
          caja: 'caja',
          sena: 'sena',
          icbf: 'icbf',
          esap: 'esap',
          men: 'men',
        }),
        administradora: opcional(codigo('administradora')),
        vigencia: extraer('periodo', /^(\d{4})-/, vigencia),
        mes: extraer('periodo', /-(\d{2})$/, periodo),
        cotizante: seudonimo('documento'),
        tipo_cotizante: opcional(codigo('tipo_cotizante')),
        fecha_pago: opcional(fecha('fecha_pago')),
        dias: opcional(entero('dias')),
        base: opcional(decimal('base', { scale: 2 })),
        tarifa: opcional(decimal('tarifa', { scale: 5 })),
        valor: dinero('valor'),
      },
    }),
  ],
});
