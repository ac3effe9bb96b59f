import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Tally, addPacked, imbalances, packAmounts } from '../../../pipelines/capture/balance.ts';
import type { TallyReport } from '../../../pipelines/capture/balance.ts';
import { dineroDe } from '../../../schemas/scalars/dinero.ts';

function side(rows: number, total: string, unreadable = 0): TallyReport {
  return { rows, amounts: { valor: { total, unreadable } } };
}

describe('una ecuación de la corrida', () => {
  const cases: readonly (readonly [string, TallyReport, readonly string[]])[] = [
    ['cierra cuando los lados suman lo mismo en todo', side(3, '10.00', 1), []],
    ['no cierra por una fila', side(4, '10.00', 1), ['leídas: 4 filas a un lado y 3 al otro']],
    ['no cierra por un centavo', side(3, '10.01', 1), ['leídas: valor suma 10.01 a un lado y 10.00 al otro']],
    [
      'no cierra por un valor que un lado no pudo leer',
      side(3, '10.00', 2),
      ['leídas: valor tiene 2 valores ilegibles a un lado y 1 al otro'],
    ],
  ];
  for (const [what, left, problems] of cases) {
    it(what, () => {
      const right = { formadas: side(2, '12.50'), excluidas: side(1, '-2.50', 1) };

      expect(imbalances({ name: 'leídas', left, right })).toEqual(problems);
    });
  }
});

describe('los montos que lo conocido guarda', () => {
  it('suman lo que decían, con todas sus cifras', () => {
    const limit = 10n ** 19n - 1n;
    const exact = fc.property(fc.array(fc.option(fc.bigInt({ min: -limit, max: limit })), { maxLength: 5 }), (list) => {
      const tally = new Tally(['valor', 'saldo']);

      for (const centavos of list) {
        addPacked(tally, packAmounts([centavos === null ? null : dineroDe(centavos), null]));
      }

      const total = list.reduce<bigint>((sum, centavos) => sum + (centavos ?? 0n), 0n);
      expect(tally.report().amounts).toEqual({
        valor: { total: dineroDe(total), unreadable: 0 },
        saldo: { total: '0.00', unreadable: 0 },
      });
    });

    fc.assert(exact, { numRuns: 500 });
  });
});
