import { codigo, constante, dinero, fecha, instante, vigencia } from '../fields/index.ts';
import { byFile } from '../scope.ts';

/** Amounts as CHIP prints them: a decimal comma or none, no mark between thousands. */
export const valor = (column: string) => dinero(column, { decimal: ',' });

/** What CHIP prints above the titles of every form, as the fields of a filing. */
export const filed = {
  entidad: codigo('entidad'),
  formulario: codigo('formulario'),
  vigencia: vigencia('vigencia'),
  periodo_corte: fecha('corte', { format: 'DD-MM-AAAA' }),
  envio: codigo('envio'),
  recibido_en: instante('recibido', { zone: '-05:00' }),
  unidad: constante('pesos'),
} as const;

/** The form's own name tells it from the others; its titles say `(Pesos)`, so that a form in thousands is not read as pesos. */
export function chipFile(pattern: string, form: string, titles: readonly string[]) {
  const format = {
    kind: 'xlsx',
    sheet: null,
    titles,
    heading: [
      '^(?<entidad>\\d{9}) *-',
      ` al \\d{2}-\\d{2}-(?<vigencia>\\d{4})\\s*$`,
      ` al (?<corte>\\d{2}-\\d{2}-\\d{4})\\s*$`,
      `^(?<formulario>${form})\\s*$`,
      '^ENVÍO NÚMERO (?<envio>\\d+)',
      '^FECHA RECEPCIÓN (?<recibido>\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2})',
    ],
  } as const;
  return { pattern, format };
}

/** Orders shipments by the moment of reception: CHIP writes it so that text orders it, a shipment's number it does not. */
export const byFiling = byFile(['entidad', 'formulario', 'corte'], {
  order: ['recibido', 'envio'],
  resend: 'replaces',
});
