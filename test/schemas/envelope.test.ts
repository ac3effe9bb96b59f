import { describe, expect, it } from 'vitest';
import { envelopeId, keyText, originText } from '../../schemas/envelope.ts';
import type { Delete } from '../../schemas/envelope.ts';

function goneWith(changes: Partial<Delete> = {}): Delete {
  return {
    operation: 'delete',
    entity: 'recaudo',
    version: 1,
    origin: { source: 'hassql', stream: 'recaudo' },
    key: [2026, '1001'],
    edition: { turn: 7, ordinal: 3 },
    run: 1,
    readAt: '2026-11-20T12:00:00.000Z',
    scope: 'todo',
    record: { vigencia: 2026, numero: '1001' },
    ...changes,
  };
}

describe('the id of an envelope', () => {
  it('is the same when the same state is sent again, whatever the run says of itself', () => {
    const ids = [goneWith(), goneWith({ run: 2, readAt: '2026-11-21T12:00:00.000Z' })].map(envelopeId);

    expect(ids).toEqual(['hassql/recaudo#[2026,"1001"]@7.3', 'hassql/recaudo#[2026,"1001"]@7.3']);
  });

  it('tells three states of a record that goes A, B, A', () => {
    const ids = [1, 2, 3].map((turn) => envelopeId(goneWith({ edition: { turn, ordinal: 1 } })));

    expect(new Set(ids).size).toBe(3);
  });

  it('keeps keys apart that a join of texts would not', () => {
    const keys = [keyText(['a,b', 'c']), keyText(['a', 'b,c']), keyText(['a', null]), keyText(['a', 'null'])];

    expect(new Set(keys).size).toBe(4);
    expect(originText({ source: 'pct', stream: 'movimiento' })).toBe('pct/movimiento');
  });
});
