import { expect, test } from 'vitest';
import { sqlserver } from '../../../../connectors/drivers/odbc/dialects/sqlserver.ts';

const bound = (base: string, text: string): string | null | undefined =>
  sqlserver.expressions?.bound({ name: 'C', base, declared: base, nullable: false }, 'text', text);

test.each([
  ['varchar', 'O-1', "'O-1'"],
  ['varchar', "Ñ'1", "CONVERT(varchar(8000), N'Ñ''1')"],
  ['char', 'Ñ', "CONVERT(varchar(8000), N'Ñ')"],
  ['nvarchar', 'Ñ', "N'Ñ'"],
  ['nchar', 'Ñ', "N'Ñ'"],
])('a text is compared with a column of %s in the order of that column: %s', (base, text, literal) => {
  expect(bound(base, text)).toBe(literal);
});
