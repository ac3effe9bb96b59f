import { expect, test } from 'vitest';
import type { ColumnType } from '../../../connectors/driver.ts';
import { Coder } from '../../../pipelines/profile/codes.ts';
import { likelyKeys } from '../../../pipelines/profile/keys.ts';
import type { KeyColumn } from '../../../pipelines/profile/key-score.ts';

function columnOf(name: string, type: ColumnType, cells: readonly (string | null)[]): KeyColumn {
  const coder = new Coder();
  for (const cell of cells) coder.add(cell);
  return { name, type, codes: coder.end(), width: 4, contents: [] };
}

const numbers = Array.from({ length: 40 }, (_, index) => index);
const keysOf = (columns: readonly KeyColumn[], declared: readonly string[] = []): readonly string[] =>
  likelyKeys({ table: 'dbo.EGRESOS', columns, declared }).map((key) => key.columns.join('+'));

test('lo que se repite o falta no es clave', () => {
  const columns = [
    columnOf(
      'REPETIDA',
      'integer',
      numbers.map((index) => String(Math.min(index, 38))),
    ),
    columnOf(
      'FALTA',
      'integer',
      numbers.map((index) => (index === 7 ? null : String(index))),
    ),
    columnOf(
      'EN_BLANCO',
      'text',
      numbers.map((index) => (index === 7 ? ' ' : String(index))),
    ),
  ];

  const keys = keysOf(columns);

  expect(keys).toEqual([]);
});

test('de las que son únicas va primero la que se llama como un número y va adelante', () => {
  const columns = [
    columnOf('NUM_EGRESO', 'integer', numbers.map(String)),
    columnOf(
      'DETALLE',
      'text',
      numbers.map((index) => `pago ${String(index)}`),
    ),
    columnOf(
      'FECHA',
      'date',
      numbers.map((index) => `2026-01-${String(index)}`),
    ),
  ];

  const keys = keysOf(columns);

  expect(keys[0]).toBe('NUM_EGRESO');
  expect(keys).toHaveLength(3);
});

test('una clave compuesta se halla entera, y con una columna más por si sobra alguna', () => {
  const columns = [
    columnOf(
      'VIGENCIA',
      'integer',
      numbers.map((index) => String(2024 + (index % 2))),
    ),
    columnOf(
      'TIPO',
      'text',
      numbers.map((index) => ['CE', 'ND'][Math.floor(index / 2) % 2] ?? ''),
    ),
    columnOf(
      'NUMERO',
      'integer',
      numbers.map((index) => String(Math.floor(index / 4))),
    ),
    columnOf(
      'ESTADO',
      'text',
      numbers.map((index) => (index % 3 === 0 ? 'N' : 'S')),
    ),
  ];

  const keys = keysOf(columns);

  expect(keys).toEqual(['VIGENCIA+TIPO+NUMERO', 'VIGENCIA+TIPO+NUMERO+ESTADO']);
});

test('la clave del catálogo va primero, y sólo si las filas la prueban', () => {
  const columns = [
    columnOf('NUMERO', 'integer', numbers.map(String)),
    columnOf(
      'REFERENCIA',
      'text',
      numbers.map((index) => `r${String(index)}`),
    ),
    columnOf(
      'MALA',
      'integer',
      numbers.map(() => '1'),
    ),
    columnOf(
      'FALTA',
      'integer',
      numbers.map((index) => (index === 7 ? null : String(index))),
    ),
  ];

  const [proved] = likelyKeys({ table: 'dbo.EGRESOS', columns, declared: ['REFERENCIA'] });
  const denied = likelyKeys({ table: 'dbo.EGRESOS', columns, declared: ['MALA'] });
  const lacking = likelyKeys({ table: 'dbo.EGRESOS', columns, declared: ['FALTA'] });

  expect(proved).toEqual({ columns: ['REFERENCIA'], declared: true });
  expect(denied.map((key) => key.columns)).toEqual([['NUMERO'], ['REFERENCIA']]);
  expect(lacking.map((key) => key.columns)).toEqual([['NUMERO'], ['REFERENCIA']]);
});

test('las primeras columnas juntas se dicen, aunque otra sola baste', () => {
  const columns = [
    columnOf(
      'NUM_PEDIDO',
      'integer',
      numbers.map((index) => String(Math.floor(index / 2))),
    ),
    columnOf('NUM_LINEA', 'integer', numbers.map(String)),
    columnOf(
      'CLASE',
      'text',
      numbers.map(() => 'A'),
    ),
    columnOf(
      'DETALLE',
      'text',
      numbers.map(() => 'pago'),
    ),
  ];

  const keys = keysOf(columns);

  expect(keys.toSorted()).toEqual(['NUM_LINEA', 'NUM_PEDIDO+NUM_LINEA', 'NUM_PEDIDO+NUM_LINEA+CLASE']);
});

test('dos textos largos que empiezan igual son dos valores', () => {
  const long = 'x'.repeat(200);
  const coder = new Coder();

  for (const end of ['a', 'b', 'a']) coder.add(`${long}${end}`);

  expect(coder.distinct).toBe(2);
});
