import type { Dialect } from './dialect.ts';
import { access } from './dialects/access.ts';
import { accessMicrosoft } from './dialects/access-microsoft.ts';
import { firebird } from './dialects/firebird.ts';
import { mariadb } from './dialects/mariadb.ts';
import { oracle } from './dialects/oracle.ts';
import { postgresql } from './dialects/postgresql.ts';
import { sqlite } from './dialects/sqlite.ts';
import { sqlserver } from './dialects/sqlserver.ts';

export const dialects = {
  access,
  'access-microsoft': accessMicrosoft,
  firebird,
  mariadb,
  oracle,
  postgresql,
  sqlite,
  sqlserver,
} as const satisfies Readonly<Record<string, Dialect>>;

export type DialectName = keyof typeof dialects;
