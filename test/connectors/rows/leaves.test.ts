import { describe, expect, test } from 'vitest';
import { leavesByPrefix, leavesOnly } from '../../../connectors/rows/index.ts';
import { outcomesOf, shapeRows } from './shape-rows.ts';

describe('leavesOnly', () => {
  const columns = ['CODIGO', 'FUENTES'];
  const rule = 'no es hoja: sin valor en FUENTES';

  test('es hoja la fila que trae algo en la columna que los totales dejan en blanco', () => {
    const leaf = ['1.1', '1.2.1.0.00'];

    const judged = shapeRows([leavesOnly({ column: 'FUENTES', where: 'not blank' })], columns, [
      ['1', null],
      ['1', ''],
      ['1', '\u00a0'],
      leaf,
    ]);

    expect(outcomesOf(judged)).toEqual([rule, rule, rule, [leaf]]);
  });

  test('donde se declara, NO APLICA tampoco es de una hoja', () => {
    const rows = [
      ['1', 'NO APLICA '],
      ['1.1', 'ICLD'],
    ];
    const declared = leavesOnly({ column: 'FUENTES', where: 'not blank', not: ['NO APLICA'] });
    const silent = leavesOnly({ column: 'FUENTES', where: 'not blank' });

    expect(outcomesOf(shapeRows([declared], columns, rows))).toEqual([rule, [rows[1]]]);
    expect(outcomesOf(shapeRows([silent], columns, rows))).toEqual([[rows[0]], [rows[1]]]);
  });
});

describe('leavesByPrefix', () => {
  const columns = ['CODIGO', 'SECCION'];
  const byPrefix = leavesByPrefix({ code: 'CODIGO', block: ['SECCION'] });
  const rule = 'no es hoja: otro CODIGO la desagrega';

  test('no es hoja la fila cuyo código sigue en otra de su bloque, vengan como vengan', () => {
    const rows = [
      ['1.1.01', 'A'],
      ['1', 'A'],
      ['1.1', 'A'],
      ['1.2 ', 'A'],
    ];

    const judged = shapeRows([byPrefix], columns, rows);

    expect(outcomesOf(judged)).toEqual([[rows[0]], rule, rule, [rows[3]]]);
  });

  test('los códigos se comparan por segmentos: 1.10 no desagrega a 1.1', () => {
    const rows = [
      ['1.1', 'A'],
      ['1.10', 'A'],
      ['11.1', 'A'],
    ];

    const judged = shapeRows([byPrefix], columns, rows);

    expect(outcomesOf(judged)).toEqual(rows.map((row) => [row]));
  });

  test('un código repetido es hoja cada vez, y otro bloque no lo desagrega', () => {
    const rows = [
      ['1.1', 'A'],
      ['1.1', 'A'],
      ['1.1.1', 'B'],
      ['1.1', 'B'],
    ];

    const judged = shapeRows([byPrefix], columns, rows);

    expect(outcomesOf(judged)).toEqual([[rows[0]], [rows[1]], [rows[2]], rule]);
  });

  test('un nivel que falta en medio no hace hoja a su abuelo', () => {
    const judged = shapeRows([byPrefix], columns, [
      ['1', 'A'],
      ['1.1.01', 'A'],
    ]);

    expect(outcomesOf(judged)).toEqual([rule, [['1.1.01', 'A']]]);
  });

  test('una fila sin código sigue, para que la rechace su lector', () => {
    const rows = [
      [null, 'A'],
      ['1', 'A'],
    ];

    const judged = shapeRows([byPrefix], columns, rows);

    expect(outcomesOf(judged)).toEqual([[rows[0]], [rows[1]]]);
  });
});
