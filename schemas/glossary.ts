import { z } from 'zod';
import { fieldsOf, sensitivityOf, topicOf } from './entity.ts';
import type { CanonicalEntity, FieldDescription } from './entity.ts';
import type { ScalarName } from './scalars/scalar.ts';

/** How each kind of value is written. A scalar that is not explained does not compile. */
const scalars: Readonly<Record<ScalarName, string>> = {
  bandera: 'Sí o no',
  codigo: 'Texto que identifica; se compara, nunca se calcula. Los ceros a la izquierda cuentan',
  codigo_predial: 'Código predial anterior: 20 dígitos, o 15 sin departamento ni municipio',
  cuenta: 'Cuenta contable, solo dígitos: 1 clase, 2 grupo, 4 cuenta, 6 subcuenta, más: auxiliar',
  decimal: 'Número exacto, escrito con todos sus decimales',
  dinero: 'Pesos exactos con dos decimales, hasta 19 dígitos',
  divipola: 'Código de municipio del DANE, 5 dígitos',
  documento: 'Número de identidad sin puntos, guiones ni dígito de verificación',
  entero: 'Número entero',
  fecha: 'Día en Bogotá, AAAA-MM-DD',
  instante: 'Momento en UTC, con milisegundos',
  matricula: 'Matrícula inmobiliaria, círculo-número',
  numero_predial: 'Número predial nacional, 30 dígitos; nunca se recorta al código anterior',
  opcion: 'Uno de los valores que se listan',
  periodo: 'Periodo contable: 0 saldos iniciales, 1 a 12 los meses, 13 cierre',
  rubro: 'Código presupuestal por segmentos; 1.10 no es 1.1',
  texto: 'Palabras como las escribe la fuente',
  vigencia: 'Año fiscal, 1980 a 2100',
};

/** The glossary of the product: every entity with its key and its fields, in Spanish, as Markdown. */
export function glossary(entities: readonly CanonicalEntity[]): string {
  const parts = [
    '# Glosario',
    'Qué guarda el libro único: cada entidad, su clave y sus campos. Se genera de `schemas/entities/`; no se edita a mano.',
    'Sensibilidad: `abierto`, cualquiera; `interno`, la Secretaría de Hacienda y sus tableros; `reservado:<rol>`, solo ese rol.',
    '## Entidades',
    table(['Entidad', 'Dominio', 'Tema', 'Resumen'], entities.map(entityRow)),
    '## Clases de valor',
    table(
      ['Clase', 'Cómo se escribe'],
      Object.entries(scalars).map(([name, text]) => [code(name), text]),
    ),
    ...entities.map(section),
  ];
  return `${parts.join('\n\n')}\n`;
}

function entityRow(entity: CanonicalEntity): readonly string[] {
  return [`[${entity.name}](#${entity.name})`, entity.domain, code(topicOf(entity)), entity.summary];
}

function section(entity: CanonicalEntity): string {
  const rows = fieldsOf(entity).map((field) => fieldRow(entity, field));
  return [
    `## ${entity.name}`,
    entity.summary,
    `Clave: ${entity.key.map(code).join(', ')}. Versión ${String(entity.version)}. Sensibilidad: ${sensitivityOf(entity)}.`,
    table(['Campo', 'Clase', 'Puede faltar', 'Unidad', 'Sensibilidad', 'Norma', 'Descripción'], rows),
  ].join('\n\n');
}

function fieldRow(entity: CanonicalEntity, field: FieldDescription): readonly string[] {
  const { name, scalar, nullable, unit, sensitivity, norm, description } = field;
  const values = valuesOf(entity.schema.shape[name]);
  const kind = values.length === 0 ? scalar : `${scalar}: ${values.map(code).join(', ')}`;
  return [code(name), kind, nullable ? 'sí' : 'no', unit ?? '', sensitivity, norm ?? '', description];
}

/** The values of a closed list; none for every other kind of field. */
function valuesOf(schema: unknown): readonly string[] {
  if (schema instanceof z.ZodNullable) return valuesOf(schema.unwrap());
  return schema instanceof z.ZodEnum ? schema.options.map(String) : [];
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}
