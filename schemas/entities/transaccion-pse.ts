import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno } from '../field-meta.ts';
import { ACH, PSE } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { dinero } from '../scalars/dinero.ts';
import { instante } from '../scalars/fecha.ts';
import { opcion } from '../scalars/opcion.ts';
import { texto } from '../scalars/texto.ts';

/** Only an approved one is money; the day on which it is credited follows from its cycle. */
export const transaccionPse = defineEntity({
  name: 'transaccion_pse',
  version: 1,
  summary: 'Un pago en línea por PSE, como lo informa la pasarela.',
  domain: 'tesoreria',
  schema: z.object({
    cus: campo(codigo, interno('Código único de seguimiento', { norm: PSE })),
    ticket: opcional(codigo, interno('Número del tiquete de la pasarela', { norm: PSE })),
    valor: campo(dinero, interno('Valor', { unit: 'COP' })),
    impuesto: opcional(dinero, interno('Impuesto dentro del valor', { unit: 'COP' })),
    estado: campo(opcion(['aprobada', 'pendiente', 'rechazada', 'fallida']), interno('Estado de la transacción')),
    autorizacion: opcional(codigo, interno('Código de autorización')),
    creada_en: campo(instante, interno('Momento en que se creó')),
    resuelta_en: opcional(instante, interno('Momento en que se resolvió')),
    banco_originador: opcional(codigo, interno('Banco de quien paga', { norm: ACH })),
    banco_recaudador: opcional(codigo, interno('Banco que recibe', { norm: ACH })),
    cuenta: opcional(codigo, interno('Cuenta bancaria en la que entra')),
    ciclo_origen: opcional(codigo, interno('Ciclo en que se originó', { norm: PSE })),
    ciclo_transaccion: opcional(codigo, interno('Ciclo en que se compensó', { norm: PSE })),
    servicio: opcional(codigo, interno('Servicio que se paga')),
    referencia_1: opcional(texto, interno('Primera referencia; de ordinario, la factura')),
    referencia_2: opcional(texto, interno('Segunda referencia')),
    referencia_3: opcional(texto, interno('Tercera referencia')),
    factura: opcional(codigo, interno('Número de factura leído de las referencias')),
    medio: opcional(codigo, interno('Medio de pago')),
  }),
  key: ['cus', 'ticket'],
});
