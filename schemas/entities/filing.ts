import { campo, opcional } from '../entity.ts';
import { abierto } from '../field-meta.ts';
import { CHIP } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { fecha, instante } from '../scalars/fecha.ts';
import { opcion } from '../scalars/opcion.ts';
import { vigencia } from '../scalars/vigencia.ts';

/** Amounts of a filing are as filed: pesos, or thousands where `unidad` says so. */
export const FILED = 'COP, en la unidad declarada';

/** What every filed or reported row says of the form that it stands in, before its own fields. */
export const filing = {
  entidad: campo(
    codigo,
    abierto('Entidad que reporta; en los informes impresos de PCT, el NIT de su encabezado en lugar del código', {
      norm: CHIP,
    }),
  ),
  formulario: campo(codigo, abierto('Formulario o informe del que viene')),
  vigencia: campo(vigencia, abierto('Vigencia del informe')),
  periodo_corte: campo(fecha, abierto('Último día del periodo que se informa')),
  envio: opcional(codigo, abierto('Número del envío al CHIP')),
  recibido_en: opcional(instante, abierto('Momento en que se recibió el envío')),
  unidad: campo(opcion(['pesos', 'miles']), abierto('Unidad de los valores')),
} as const;
