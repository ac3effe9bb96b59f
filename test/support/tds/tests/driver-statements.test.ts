import { expect, test } from 'vitest';

import { everyStatement } from '../../../connectors/drivers/sqlserver/every-statement.ts';
import { parseBatch } from '../sql/parse-batch.ts';

test('every statement that the driver can generate is one that the test server reads', () => {
  const refused = everyStatement().flatMap(({ text }) => {
    try {
      parseBatch(text);
      return [];
    } catch (thrown) {
      return [`${String(thrown)}: ${text}`];
    }
  });

  expect(refused).toEqual([]);
});
