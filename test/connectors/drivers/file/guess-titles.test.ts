import { describe, expect, it } from 'vitest';
import { guessTitles, widthOf } from '../../../../connectors/drivers/file/guess-titles.ts';

describe('the first row of a table that nobody declared', () => {
  it.each([
    ['titles', ['CODIGO', ' NOMBRE '], 2, 1, ['CODIGO', 'NOMBRE']],
    ['titles but of the row index', ['', 'CODIGO', 'NOMBRE'], 3, 1, ['A', 'CODIGO', 'NOMBRE']],
    ['a heading over a wider table', ['MUNICIPIO', ''], 3, 0, ['A', 'B', 'C']],
    ['data: a cell is a number', ['01', 'Predial'], 2, 0, ['A', 'B']],
    ['data: a cell comes twice', ['SI', 'SI'], 2, 0, ['A', 'B']],
    ['titles of which one is the letter of another column', ['', 'A', 'VALOR'], 3, 0, ['A', 'B', 'C']],
    ['nothing', [], 28, 0, Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ').concat('AA', 'AB')],
  ])('is %s', (_, first, width, below, names) => {
    const found = guessTitles(first, width);

    expect(found).toEqual({ top: 0, below, names, lacking: [], attributes: {} });
  });
});

it('columns on which nothing stands are none', () => {
  const width = widthOf([['a', '', ''], ['', 'b', ' '], []], (cell: string) => cell.trim() === '');

  expect(width).toBe(2);
});
