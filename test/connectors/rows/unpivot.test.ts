import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cell } from '../../../connectors/driver.ts';
import { isBlank } from '../../../connectors/fields/cell.ts';
import { unpivot } from '../../../connectors/rows/index.ts';
import { openShapes } from '../../../connectors/rows/open-shapes.ts';
import { outcomesOf, shapeRows } from './shape-rows.ts';

const columns = ['CUENTA', 'SALDO0', 'DEBITO0', 'SALDO1', 'DEBITO1', 'NOTA'];
const wide = {
  keep: ['CUENTA'],
  into: { label: 'PERIODO', values: ['SALDO', 'DEBITO'] },
  columns: { '0': ['SALDO0', 'DEBITO0'], '1': ['SALDO1', 'DEBITO1'] },
};

describe('unpivot', () => {
  test('hace de cada grupo de columnas una fila con su nombre', () => {
    const shape = openShapes([unpivot(wide)], columns);

    const judged = shape.push(['1105', '10.00', '1.00', 20, null, 'x']);

    expect(shape.columns).toEqual(['CUENTA', 'PERIODO', 'SALDO', 'DEBITO']);
    expect(outcomesOf(judged)).toEqual([
      [
        ['1105', '0', '10.00', '1.00'],
        ['1105', '1', 20, null],
      ],
    ]);
  });

  test('un grupo en blanco no hace fila, y una fila sin ninguno se excluye', () => {
    const judged = shapeRows([unpivot(wide)], columns, [
      ['1105', null, ' ', '5.00', '0', null],
      ['1110', null, '\u00a0', '', null, 'x'],
    ]);

    expect(outcomesOf(judged)).toEqual([
      [['1105', '1', '5.00', '0']],
      'sin valor en ninguna de sus columnas repetidas',
    ]);
  });

  test('los ceros cuentan como blancos solo donde se declara', () => {
    const row = ['1105', '0', '0.00', 0, '-0.01', null];

    const silent = shapeRows([unpivot(wide)], columns, [row]);
    const declared = shapeRows([unpivot({ ...wide, zeros: ['0', '0.00'] })], columns, [row]);

    expect(outcomesOf(silent)).toEqual([
      [
        ['1105', '0', '0', '0.00'],
        ['1105', '1', 0, '-0.01'],
      ],
    ]);
    expect(outcomesOf(declared)).toEqual([[['1105', '1', 0, '-0.01']]]);
  });

  test('dice qué columnas alimentan cada una de las que agrega', () => {
    const { needs, provides, feeds } = unpivot(wide);

    expect({ needs, provides, feeds }).toEqual({
      needs: ['CUENTA', 'SALDO0', 'DEBITO0', 'SALDO1', 'DEBITO1'],
      provides: ['PERIODO', 'SALDO', 'DEBITO'],
      feeds: { SALDO: ['SALDO0', 'SALDO1'], DEBITO: ['DEBITO0', 'DEBITO1'] },
    });
  });

  test('cada celda con valor está en exactamente una fila', () => {
    const cell = fc.oneof(fc.constantFrom(null, '', ' '), fc.nat().map(String));
    const once = fc.property(fc.tuple(cell, cell, cell, cell), ([a, b, c, d]) => {
      const judged = shapeRows([unpivot(wide)], columns, [['1105', a, b, c, d, null]]);
      const made = judged.flatMap(({ result }) => (result.outcome === 'shaped' ? result.rows : []));

      const filled = (cells: readonly Cell[]) => cells.filter((value) => !isBlank(value));
      expect(filled(made.flatMap((row) => row.slice(2)))).toEqual(filled([a, b, c, d]));
    });

    fc.assert(once);
  });

  test('lo que comparten los grupos va en la fila de cada uno y no hace fila por sí solo', () => {
    const into = { label: 'SUBSISTEMA', values: ['VALOR'], shared: ['PERIODO'] };
    const shape = unpivot({ keep: [], into, columns: { salud: ['SALUD', 'MES'], sena: ['SENA', 'MES'] } });

    const judged = shapeRows(
      [shape],
      ['SALUD', 'SENA', 'MES'],
      [
        ['10.00', '2.00', '2026-01'],
        [null, '2.00', '2026-01'],
        [null, null, '2026-01'],
      ],
    );

    expect(outcomesOf(judged)).toEqual([
      [
        ['salud', '10.00', '2026-01'],
        ['sena', '2.00', '2026-01'],
      ],
      [['sena', '2.00', '2026-01']],
      'sin valor en ninguna de sus columnas repetidas',
    ]);
    expect([shape.needs, shape.feeds]).toEqual([['SALUD', 'SENA', 'MES'], { VALOR: ['SALUD', 'SENA'] }]);
  });

  test('un grupo al que le falta una columna la trae en blanco', () => {
    const shape = unpivot({ ...wide, columns: { '0': ['SALDO0', 'DEBITO0'], '1': ['SALDO1', null] } });

    const judged = shapeRows([shape], columns, [['1105', null, null, '7.00', '1.00', null]]);

    expect(outcomesOf(judged)).toEqual([[['1105', '1', '7.00', null]]]);
    expect(shape.feeds).toEqual({ SALDO: ['SALDO0', 'SALDO1'], DEBITO: ['DEBITO0'] });
  });

  test('una columna en dos grupos, o un grupo de otro ancho, es un error de quien declara', () => {
    expect(() => unpivot({ ...wide, columns: { '0': ['A', 'B'], '1': ['B', 'C'] } })).toThrow(TypeError);
    expect(() => unpivot({ ...wide, keep: ['SALDO0'] })).toThrow(TypeError);
    expect(() => unpivot({ ...wide, columns: { '0': ['SALDO0'] } })).toThrow(TypeError);
    const into = { label: 'PERIODO', values: ['SALDO'], shared: ['DEBITO'] };
    expect(() => unpivot({ keep: [], into, columns: { '0': ['A', 'B'], '1': ['B', 'C'] } })).toThrow(TypeError);
  });
});
