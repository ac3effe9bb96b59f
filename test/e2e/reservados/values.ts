import type { Stream } from '../../../connectors/source.ts';
import { fieldsOf } from '../../../schemas/entity.ts';
import type { Site } from '../../../ops/config/site.ts';
import type { Values } from './sources.ts';

/**
 * Columns that no field names: those that a row shape shares among rows, and what nobody reads and names people all the
 * same: names in PILA and at the bank, accounts, what was told in confidence.
 */
const FURTHER: Readonly<Record<string, readonly (readonly [table: string, column: string])[]>> = {
  'soporte-logico': [['NOMINA_GIROS', 'CTA_DESTINO']],
  'dispersion-nomina': [
    ['filas', 'BENEFICIARIO'],
    ['filas', 'CUENTA DESTINO'],
  ],
  pila: [
    ['cotizante', 'segundo_apellido'],
    ['cotizante', 'segundo_nombre'],
    ['cotizante', 'salario'],
    ['cotizante', 'ibc_pension'],
    ['cotizante', 'ibc_parafiscales'],
  ],
  necesidades: [['Pérdida de documentos', 'Relato']],
  sisben: [['Solicitudes', 'Observaciones']],
  'control-ingresos': [['Registro de visitas', 'Observaciones de la encuesta']],
};

export interface Collected {
  /** `source/stream field`, or the source and a column that no field names, with its values. */
  readonly reserved: ReadonlyMap<string, readonly string[]>;
  /** Values of the columns behind open and internal fields. */
  readonly open: readonly string[];
}

/** The raw values behind each field of the site's streams, by the field's sensitivity. */
export function collectValues({ sources }: Site, valuesOf: Readonly<Record<string, Values>>): Collected {
  const reserved = new Map<string, readonly string[]>();
  const open: string[] = [];
  for (const { source, streams } of sources) {
    const values = valuesOf[source.id];
    if (values === undefined) throw new Error(`How are the values of ${source.id} read?`);
    for (const { stream } of streams) {
      for (const { name, sensitivity } of fieldsOf(stream.entity)) {
        const found = rawColumns(stream, name).flatMap((column) => values(stream.table, column));
        if (sensitivity.startsWith('reservado')) reserved.set(`${source.id}/${stream.id} ${name}`, found);
        else open.push(...found);
      }
    }
    for (const [table, column] of FURTHER[source.id] ?? []) {
      reserved.set(`${source.id} ${column}`, values(table, column));
    }
  }
  return { reserved, open };
}

/** The file's own columns behind a field, also where a row shape spreads them over several rows. */
function rawColumns({ fields, rows }: Stream, name: string): readonly string[] {
  const shared = rows.flatMap((shape) => (shape.provides.length > 0 ? [shape] : []));
  return (fields[name]?.columns ?? []).flatMap((column) => {
    const shape = shared.find(({ provides }) => provides.includes(column));
    return shape ? (shape.feeds?.[column] ?? []) : [column];
  });
}
