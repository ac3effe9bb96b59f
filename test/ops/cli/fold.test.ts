import { expect, it } from 'vitest';
import { folded } from '../../../ops/cli/fold.ts';
import { counted, textTable } from '../../../ops/cli/terminal.ts';

it('una línea más ancha que la pantalla se parte entre palabras, sigue bajo su comienzo y no parte una cifra', () => {
  const text = '    → El banco recibió $ 1.517.900,00 y el sistema registró $ 1.448.700,00.\ncorta';

  expect(folded(text, 40).split('\n')).toEqual([
    '    → El banco recibió $ 1.517.900,00 y',
    '      el sistema registró',
    '      $ 1.448.700,00.',
    'corta',
  ]);
});

it('lo que señala un acento circunflejo queda como está', () => {
  const text = `select ${'x'.repeat(30)} from una tabla que no existe\n       ^`;

  expect(folded(text, 40)).toBe(text);
});

const columns = [
  { title: 'flujo' },
  { title: 'leídas', right: true },
  { title: 'publicadas', right: true },
  { title: 'nota' },
];
const rows = [
  ['hassql/recaudo', '5.158', '5.155', ''],
  ['  valor', '$ 6.698.782.500,00', '$ 6.689.664.900,00', 'exacta'],
];

it('una tabla que cabe es una tabla', () => {
  expect(textTable(columns, rows, 80).split('\n')).toEqual([
    'flujo                       leídas          publicadas  nota',
    '──────────────  ──────────────────  ──────────────────  ──────',
    'hassql/recaudo               5.158               5.155',
    '  valor         $ 6.698.782.500,00  $ 6.689.664.900,00  exacta',
  ]);
});

it('una tabla que no cabe se lee fila por fila, sin las celdas en blanco', () => {
  expect(textTable(columns, rows, 45).split('\n')).toEqual([
    'hassql/recaudo',
    '    leídas 5.158 | publicadas 5.155',
    '  valor',
    '      leídas $ 6.698.782.500,00',
    '      publicadas $ 6.689.664.900,00',
    '      nota exacta',
  ]);
});

it('lo contado concuerda en número', () => {
  expect([counted(1, 'cambio capturado'), counted(0, 'fila'), counted(15_291, 'cambio capturado')]).toEqual([
    '1 cambio capturado',
    '0 filas',
    '15.291 cambios capturados',
  ]);
});
