import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno, reservado } from '../field-meta.ts';
import { DIAN } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { decimal } from '../scalars/decimal.ts';
import { dinero } from '../scalars/dinero.ts';
import { documento } from '../scalars/documento.ts';
import { fecha } from '../scalars/fecha.ts';
import { matricula } from '../scalars/matricula.ts';
import { opcion } from '../scalars/opcion.ts';
import { texto } from '../scalars/texto.ts';
import { tipoDocumento } from '../scalars/tipo-documento.ts';

/**
 * Ley 388 de 1997, articles 73 to 90. Amounts are those of the liquidation; `indexacion` is what the IPC added until it
 * is paid.
 */
export const plusvaliaLiquidacion = defineEntity({
  name: 'plusvalia_liquidacion',
  version: 1,
  summary: 'La participación en plusvalía que se liquida a un predio por un hecho generador.',
  domain: 'contribuciones',
  schema: z.object({
    numero: campo(codigo, interno('Número de la liquidación')),
    fecha: campo(fecha, interno('Fecha de la liquidación')),
    predio: campo(codigo, interno('Código del predio como lo escribe su fuente')),
    matricula: opcional(matricula, interno('Matrícula inmobiliaria, círculo-número', { norm: 'SNR' })),
    tipo_documento: opcional(tipoDocumento, reservado('hacienda', 'Tipo de documento de quien debe', { norm: DIAN })),
    tercero: opcional(documento, reservado('hacienda', 'Documento de quien debe')),
    hecho_generador: campo(
      opcion(['incorporacion', 'cambio_uso', 'aprovechamiento', 'obra_publica']),
      interno('Hecho generador', { norm: 'Ley 388 de 1997, artículos 74 y 87' }),
    ),
    acto: opcional(texto, interno('Acto que determinó el efecto plusvalía')),
    fecha_acto: opcional(fecha, interno('Fecha del acto')),
    firmeza: opcional(fecha, interno('Día en que el acto quedó en firme')),
    area: opcional(decimal(2), interno('Área objeto de la participación', { unit: 'm2' })),
    efecto: opcional(dinero, reservado('hacienda', 'Efecto plusvalía por metro cuadrado', { unit: 'COP/m2' })),
    tasa: opcional(decimal(4), interno('Tasa de participación', { unit: '%', norm: 'Acuerdo municipal' })),
    valor: campo(dinero, reservado('hacienda', 'Participación liquidada', { unit: 'COP' })),
    indexacion: opcional(dinero, reservado('hacienda', 'Indexación por el IPC', { unit: 'COP' })),
    exigible_por: opcional(
      opcion(['licencia', 'cambio_uso', 'transferencia', 'derechos']),
      interno('Lo que la hizo exigible', { norm: 'Ley 388 de 1997, artículo 83' }),
    ),
    licencia: opcional(codigo, interno('Licencia que la hizo exigible')),
    fecha_exigible: opcional(fecha, interno('Día desde el que es exigible')),
    pagado: opcional(dinero, reservado('hacienda', 'Valor ya pagado', { unit: 'COP' })),
    recibo: opcional(codigo, interno('Recibo con que se pagó')),
    fecha_pago: opcional(fecha, interno('Día en que se pagó')),
    estado: campo(
      opcion(['determinada', 'exigible', 'pagada', 'suspendida', 'nula', 'anulada']),
      reservado('hacienda', 'Estado de la liquidación'),
    ),
  }),
  key: ['numero'],
});
