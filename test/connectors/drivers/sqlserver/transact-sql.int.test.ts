import { expect, test } from 'vitest';
import { need } from '../../../support/need.ts';
import { missingSqlglot, parseTransactSql } from '../../../support/sqlglot/sqlglot.ts';
import { everyStatement } from './every-statement.ts';

/**
 * Functions and types that SQL Server 2008 R2 has (learn.microsoft.com, "Transact-SQL reference", previous versions, 2008 R2),
 * as far as the driver uses them. What is not here was not looked up: it may have come later, as TRY_CONVERT, FORMAT, CONCAT,
 * IS_ROLEMEMBER (2012), STRING_AGG and TRIM (2017) did.
 */
const FUNCTIONS = [
  ...[
    'CONVERT',
    'COUNT',
    'COUNT_BIG',
    'SUM',
    'FLOOR',
    'LEFT',
    'RIGHT',
    'SUBSTRING',
    'PATINDEX',
    'REVERSE',
    'DATALENGTH',
  ],
  ...['DATENAME', 'SYSDATETIME', 'SYSDATETIMEOFFSET', 'TODATETIMEOFFSET', 'MIN_ACTIVE_ROWVERSION', 'QUOTENAME'],
  ...['DB_ID', 'DB_NAME', 'SCHEMA_NAME', 'TYPE_NAME', 'SERVERPROPERTY', 'SUSER_SNAME', 'USER_NAME'],
  ...['HAS_PERMS_BY_NAME', 'IS_MEMBER', 'IS_SRVROLEMEMBER'],
];
const TYPES = [
  ...['BINARY', 'VARBINARY', 'CHAR', 'VARCHAR', 'NCHAR', 'NVARCHAR', 'DECIMAL', 'NUMERIC', 'TIME'],
  ...['DATETIME2', 'DATETIMEOFFSET'],
];
/** Words and names after which a parenthesis is no call. */
const WORDS = ['AND', 'AS', 'EXISTS', 'IN', 'OPTION', 'OR', 'ON', 'TOP', 'VALUES', 'WHERE', ',', '='];

const statements = everyStatement();
const needSqlglot = need('sqlglot', missingSqlglot() === null, missingSqlglot() ?? '');

needSqlglot('every statement that the driver can generate', () => {
  // Of the levels of isolation, the parser knows those of the standard.
  const standard = statements.map(({ text }) => text.replace('LEVEL SNAPSHOT;', 'LEVEL SERIALIZABLE;'));
  const parsed = parseTransactSql(standard);

  test('is T-SQL to an independent parser', () => {
    const odd = parsed.flatMap(({ error, unparsed = [] }, index) =>
      error !== undefined || unparsed.length > 0 ? [[statements[index]?.text, error ?? unparsed]] : [],
    );

    expect(parsed.length).toBeGreaterThan(400);
    expect(odd).toEqual([]);
  });

  test('is one that reads, or makes the table of keys asked for', () => {
    const kinds = new Set(parsed.flatMap(({ kinds: found = [] }) => found));
    const writing = statements
      .map(({ text }) => text.replaceAll(/N?'[^']*'/g, "''"))
      .filter((text) => /\b(?:INSERT|CREATE|UPDATE|DELETE|MERGE|EXEC|INTO)\b/i.test(text));

    expect([...kinds].sort()).toEqual(['create', 'insert', 'select', 'set']);
    expect(writing.filter((text) => !/(?:CREATE TABLE|INSERT INTO) #claves_\d+ /.test(text))).toEqual([]);
  });

  test('uses only functions and types that SQL Server 2008 R2 has', () => {
    const known = new Set([...FUNCTIONS, ...TYPES, ...WORDS]);
    const used = new Set(parsed.flatMap(({ names = [] }) => names));

    expect([...used].filter((name) => !known.has(name) && name !== 'CLAVES_1')).toEqual([]);
    expect(FUNCTIONS.filter((name) => !used.has(name))).toEqual([]);
  });

  test('never reads what is not committed, and pages without words that came later', () => {
    const forbidden = /\b(?:NOLOCK|READUNCOMMITTED|UNCOMMITTED|OFFSET|FETCH|IIF|CHOOSE|STRING_SPLIT)\b/i;

    expect(statements.filter(({ text }) => forbidden.test(text)).map(({ text }) => text)).toEqual([]);
  });

  test('binds no more values than the server takes', () => {
    expect(Math.max(...statements.map(({ values }) => values.length))).toBeLessThanOrEqual(2100);
  });
});

test('a function that came later is told', () => {
  const missing = missingSqlglot();
  const parsed = missing === null ? parseTransactSql(['SELECT TRIM(x), TRY_CONVERT(int, y) FROM t']) : [];

  expect(parsed.flatMap(({ names = [] }) => names)).toEqual(missing === null ? ['TRIM', 'TRY_CONVERT'] : []);
});
