import { expect, it } from 'vitest';
import { exitCodes, exitMeanings } from '../../../ops/cli/exit-codes.ts';

it('la ayuda dice qué significa cada número con que se termina, y ninguno más', () => {
  const used = new Set([0, 64, ...Object.values(exitCodes)]);

  expect(Object.keys(exitMeanings).map(Number)).toEqual([...used].toSorted((one, other) => one - other));
});
