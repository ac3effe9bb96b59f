import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RawRow } from '../../../connectors/driver.ts';
import {
  fillDown,
  leavesByPrefix,
  leavesOnly,
  onlyRows,
  tableRegion,
  unpivot,
} from '../../../connectors/rows/index.ts';
import { openShapes } from '../../../connectors/rows/open-shapes.ts';
import type { RowShape } from '../../../connectors/rows/row-shape.ts';
import { outcomesOf, shapeRows } from './shape-rows.ts';

const columns = ['CODIGO', 'FUENTES', 'SECCION', 'VALOR1', 'VALOR2'];
const leaves = leavesOnly({ column: 'FUENTES', where: 'not blank' });
const tree = leavesByPrefix({ code: 'CODIGO', block: ['SECCION'] });
const filled = fillDown(['SECCION']);
const region = tableRegion({
  end: { column: 'CODIGO', matches: /^Total/ },
  skip: [{ column: 'CODIGO', in: ['CODIGO'] }],
});
const filter = onlyRows({ column: 'SECCION', in: ['A', 'B'] }, 'otra sección');
const wide = unpivot({
  keep: ['CODIGO', 'SECCION'],
  into: { label: 'N', values: ['VALOR'] },
  columns: { '1': ['VALOR1'], '2': ['VALOR2'] },
});

describe('openShapes', () => {
  test('sin formas, cada fila sigue como vino', () => {
    const row = ['1', null, 'A', '5', null];

    const judged = shapeRows([], columns, [row]);

    expect(judged).toEqual([{ row, result: { outcome: 'shaped', rows: [row] } }]);
  });

  test('una fila pasa por todas las formas y se excluye por la primera regla que la deja fuera', () => {
    const rows: readonly RawRow[] = [
      ['1', 'F', 'A', '5', null],
      ['1.1', 'F', null, '6', '7'],
      ['1.2', null, 'C', '8', null],
      ['Total', 'F', 'A', '11', null],
    ];

    const judged = shapeRows([region, filled, leaves, filter, tree, wide], columns, rows);

    expect(outcomesOf(judged)).toEqual([
      'no es hoja: sin valor en FUENTES',
      'pie del informe',
      'no es hoja: otro CODIGO la desagrega',
      [
        ['1.1', 'A', '1', '6'],
        ['1.1', 'A', '2', '7'],
      ],
    ]);
    expect(judged.map(({ row }) => row)).toEqual([rows[2], rows[3], rows[0], rows[1]]);
  });

  test('lo que se retiene a la vez en dos formas vuelve a su fila', () => {
    const rows: readonly RawRow[] = [
      ['1', 'F', 'A', '1', null],
      ['1.1', 'F', '', '2', null],
    ];

    const judged = shapeRows([filled, tree, tree], columns, rows);

    expect(judged.map(({ row }) => rows.indexOf(row))).toEqual([0, 1]);
    expect(outcomesOf(judged)).toEqual(['no es hoja: otro CODIGO la desagrega', [['1.1', 'F', 'A', '2', null]]]);
  });

  test('una forma que reparte el dinero de una fila va de última', () => {
    expect(() => openShapes([wide, filter], columns)).toThrow(TypeError);
    expect(() => openShapes([filter, wide], columns)).not.toThrow();
  });

  test('una columna que no llega a su forma es un error de quien declara', () => {
    expect(() => openShapes([leavesOnly({ column: 'OTRA', where: 'not blank' })], columns)).toThrow(TypeError);
    expect(() => openShapes([filter, fillDown(['OTRA'])], columns)).toThrow(TypeError);
  });

  test('cada fila se juzga exactamente una vez, en cualquier orden de formas y de filas', () => {
    const cells = fc.tuple(
      fc.constantFrom('1', '1.1', '1.1.01', '1.10', '2', 'Total', 'CODIGO', '', null),
      fc.constantFrom('F', '', null),
      fc.constantFrom('A', 'B', 'C', '\u00a0', null),
      fc.constantFrom('5', '', null),
      fc.constantFrom('6', null),
    );
    const chains = fc
      .shuffledSubarray<RowShape>([leaves, tree, filled, region, filter])
      .chain((shapes) => fc.boolean().map((spread) => (spread ? [...shapes, wide] : shapes)));
    const once = fc.property(fc.array(cells, { maxLength: 30 }), chains, (rows, shapes) => {
      const judged = shapeRows(shapes, columns, rows);

      const positions = new Map<RawRow, number>(rows.map((row, at) => [row, at]));
      const seen = judged.map(({ row }) => positions.get(row)).sort((left, right) => Number(left) - Number(right));
      expect(seen).toEqual(rows.map((_, at) => at));
    });

    fc.assert(once, { numRuns: 1000 });
  });
});
