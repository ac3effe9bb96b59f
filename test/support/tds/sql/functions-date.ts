import { sqlType, type TypeName } from '../types/sql-type.ts';
import type { SqlFunction } from './sql-function.ts';
import { castTo, int, type Typed } from './typed.ts';

const now = (type: TypeName, sql: string): SqlFunction => ({
  min: 0,
  max: 0,
  make: () => ({ sql, type: sqlType(type), nullable: false }),
});

const DATETIME2 = sqlType('datetime2');
const asInstant = (value: Typed): Typed => (value.type.name === 'varchar' ? castTo(value, DATETIME2) : value);

const field = (name: string): SqlFunction => ({
  min: 1,
  max: 1,
  make: (_, [value]) => int(`ms_date_part('${name}', ${asInstant(value).sql})`, value.nullable),
});

/** The clock of the test server is the one it was opened with. */
export const dateFunctions: Readonly<Record<string, SqlFunction>> = {
  getdate: now('datetime', "ms_now('datetime')"),
  getutcdate: now('datetime', "ms_now('utc datetime')"),
  sysdatetime: now('datetime2', "ms_now('datetime2')"),
  sysutcdatetime: now('datetime2', "ms_now('utc datetime2')"),
  sysdatetimeoffset: now('datetimeoffset', "ms_now('datetimeoffset')"),
  year: field('year'),
  month: field('month'),
  day: field('day'),
  todatetimeoffset: {
    min: 2,
    max: 2,
    make: (_, [value, offset]) => {
      const local = castTo(value, { ...DATETIME2, scale: value.type.scale });
      const type = sqlType('datetimeoffset', { scale: value.type.scale });
      return { sql: `ms_with_offset(${local.sql}, ${offset.sql})`, type, nullable: true };
    },
  },
  datename: {
    min: 2,
    max: 2,
    takesPart: true,
    make: (_, [part, value]) => {
      const instant = asInstant(value);
      const isZone = part.sql === "'tzoffset'" || part.sql === "'tz'";
      const sql = isZone ? `ms_offset(${instant.sql})` : `CAST(ms_date_part(${part.sql}, ${instant.sql}) AS TEXT)`;
      return { sql, type: sqlType('nvarchar', { length: 30 }), nullable: true };
    },
  },
  dateadd: {
    min: 3,
    max: 3,
    takesPart: true,
    make: (_, [part, count, value]) => {
      const instant = asInstant(value);
      return { ...instant, sql: `ms_date_add(${part.sql}, ${count.sql}, ${instant.sql})`, nullable: true };
    },
  },
  datediff: {
    min: 3,
    max: 3,
    takesPart: true,
    make: (_, [part, from, to]) => int(`ms_date_diff(${part.sql}, ${asInstant(from).sql}, ${asInstant(to).sql})`, true),
  },
  datepart: {
    min: 2,
    max: 2,
    takesPart: true,
    make: (_, [part, value]) => int(`ms_date_part(${part.sql}, ${asInstant(value).sql})`, value.nullable),
  },
};
