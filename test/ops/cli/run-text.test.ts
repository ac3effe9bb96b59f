import { describe, expect, it } from 'vitest';
import { runLines } from '../../../ops/cli/run-text.ts';
import type { RunReport } from '../../../pipelines/capture/report.ts';

function runWith(fields: Partial<RunReport>): RunReport {
  return {
    origin: 'pila/linea',
    entity: 'pila_linea',
    run: 7,
    turn: 1,
    extent: 'completa',
    outcome: 'bien',
    error: null,
    read: 8,
    published: 8,
    unchanged: 0,
    rejected: 0,
    excluded: {},
    deleted: 0,
    deletesSuspended: 0,
    observations: {},
    scopes: ['todo'],
    moved: false,
    notes: [],
    files: { applied: [], skipped: 0, refused: [] },
    equations: [],
    vanished: {},
    milliseconds: 1234,
    ...fields,
  };
}

describe('una corrida en pocas líneas', () => {
  it('que falló antes de su primera fila no dice que leyó todo', () => {
    const error = { code: 'SOURCE_UNREACHABLE', message: 'No se alcanza la carpeta.' } as const;

    expect(runLines(runWith({ outcome: 'falló', read: 0, published: 0, error }))).toBe(
      '✗ pila/linea  no se leyó, 0 filas en 1,2 s\n    SOURCE_UNREACHABLE: No se alcanza la carpeta.',
    );
  });

  it('dice cuántos registros salen de sus filas, si son más', () => {
    const count = (rows: number): RunReport['equations'][number]['left'] => ({ rows, amounts: {} });
    const equations = [count(8), count(60)].map((left) => ({ left, right: {} }) as RunReport['equations'][number]);

    expect(runLines(runWith({ equations, published: 60 }))).toBe(
      '✓ pila/linea  lectura completa, 8 filas en 1,2 s\n    de una fila salen varios registros: 60 en total',
    );
  });

  it.each([
    [1, '1 archivo sin leer: no ha cambiado desde que se leyó, un reenvío lo reemplaza o no trae nada'],
    [
      104,
      '104 archivos sin leer: los que no han cambiado desde que se leyeron, los que un reenvío reemplaza y los que no traen nada',
    ],
  ])('de %i archivos sin leer dice por qué', (skipped, said) => {
    const files = { applied: [], skipped, refused: [] };

    expect(runLines(runWith({ files }))).toBe(`✓ pila/linea  lectura completa, 8 filas en 1,2 s\n    ${said}`);
  });
});
