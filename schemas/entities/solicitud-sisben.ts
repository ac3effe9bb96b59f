import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno, reservado } from '../field-meta.ts';
import { DIAN } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { documento } from '../scalars/documento.ts';
import { entero } from '../scalars/entero.ts';
import { fecha } from '../scalars/fecha.ts';
import { opcion } from '../scalars/opcion.ts';
import { texto } from '../scalars/texto.ts';
import { tipoDocumento } from '../scalars/tipo-documento.ts';

/** Households and their addresses: for the SISBEN office only. */
export const solicitudSisben = defineEntity({
  name: 'solicitud_sisben',
  version: 1,
  summary: 'Una solicitud de encuesta del SISBEN y lo que se hizo con ella.',
  domain: 'sisben',
  schema: z.object({
    numero: campo(codigo, interno('Número de la solicitud')),
    fecha: campo(fecha, interno('Día de la solicitud')),
    clase: campo(opcion(['nueva', 'inclusion', 'retiro', 'actualizacion', 'cambio_domicilio']), interno('Qué se pide')),
    tipo_documento: opcional(tipoDocumento, reservado('sisben', 'Tipo de documento', { norm: DIAN })),
    documento: opcional(documento, reservado('sisben', 'Documento de quien solicita')),
    nombre: opcional(texto, reservado('sisben', 'Nombre de quien solicita')),
    direccion: opcional(texto, reservado('sisben', 'Dirección')),
    sector: opcional(texto, reservado('sisben', 'Barrio o vereda')),
    telefono: opcional(texto, reservado('sisben', 'Teléfono')),
    encuestador: opcional(texto, reservado('sisben', 'Encuestador asignado')),
    fecha_visita: opcional(fecha, reservado('sisben', 'Día de la visita')),
    ficha: opcional(codigo, reservado('sisben', 'Número de la ficha')),
    personas: opcional(entero, reservado('sisben', 'Personas en el hogar', { unit: 'personas' })),
    estado: campo(
      opcion(['recibida', 'asignada', 'visitada', 'cargada', 'rechazada']),
      interno('Estado de la solicitud'),
    ),
  }),
  key: ['numero'],
  conserva: { campo: 'fecha', meses: 60 },
});
