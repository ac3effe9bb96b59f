import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno, reservado } from '../field-meta.ts';
import { PILA } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { decimal } from '../scalars/decimal.ts';
import { dinero } from '../scalars/dinero.ts';
import { entero } from '../scalars/entero.ts';
import { fecha } from '../scalars/fecha.ts';
import { opcion } from '../scalars/opcion.ts';
import { seudonimo } from '../scalars/seudonimo.ts';
import { periodo, vigencia } from '../scalars/vigencia.ts';

/**
 * One line of the file is several here, one a subsystem. The contributor is the pseudonym that payroll has.
 * Contributions are rounded up by the law, so they are not the payroll's to the peso. The base is no amount of money: one
 * base stands behind several contributions. Health is paid for another month than the rest.
 */
export const pilaLinea = defineEntity({
  name: 'pila_linea',
  version: 1,
  summary: 'Lo que una planilla PILA aporta por un cotizante a un subsistema.',
  domain: 'nomina',
  schema: z.object({
    planilla: campo(codigo, interno('Número de la planilla', { norm: PILA })),
    secuencia: campo(codigo, reservado('talento_humano', 'Línea dentro de la planilla', { norm: PILA })),
    subsistema: campo(
      opcion([
        'pension',
        'voluntario_afiliado',
        'voluntario_aportante',
        'fondo_solidaridad',
        'fondo_subsistencia',
        'salud',
        'upc_adicional',
        'riesgos',
        'caja',
        'sena',
        'icbf',
        'esap',
        'men',
      ]),
      reservado('talento_humano', 'Subsistema', { norm: PILA }),
    ),
    administradora: opcional(codigo, reservado('talento_humano', 'Administradora', { norm: PILA })),
    vigencia: campo(vigencia, interno('Año del periodo que se paga')),
    mes: campo(periodo, interno('Mes del periodo que se paga, 1 a 12', { unit: 'mes' })),
    cotizante: campo(seudonimo, reservado('talento_humano', 'Seudónimo del cotizante')),
    tipo_cotizante: opcional(codigo, reservado('talento_humano', 'Tipo de cotizante', { norm: PILA })),
    fecha_pago: opcional(fecha, interno('Día en que se pagó la planilla')),
    dias: opcional(entero, reservado('talento_humano', 'Días cotizados', { unit: 'días' })),
    base: opcional(decimal(2), reservado('talento_humano', 'Ingreso base de cotización', { unit: 'COP' })),
    tarifa: opcional(decimal(5), reservado('talento_humano', 'Tarifa', { unit: 'fracción' })),
    valor: campo(dinero, reservado('talento_humano', 'Cotización', { unit: 'COP' })),
  }),
  key: ['planilla', 'secuencia', 'subsistema'],
});
