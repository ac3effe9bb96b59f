import { familyOf, isNational, sqlType, type SqlType } from '../types/sql-type.ts';
import { quoteText } from './quote.ts';
import type { SqlFunction } from './sql-function.ts';
import { castTo, concatenated, int, requireText, type Typed } from './typed.ts';
import { typeText } from '../types/sql-type.ts';

const varying = (type: SqlType): SqlType => sqlType(isNational(type) ? 'nvarchar' : 'varchar', { length: type.length });

const one = (make: (value: Typed) => Typed): SqlFunction => ({ min: 1, max: 1, make: (_, [value]) => make(value) });

const mapped = (name: string): SqlFunction =>
  one((value) => {
    const text = requireText(value);
    return { ...text, sql: `${name}(${text.sql})`, type: varying(text.type) };
  });

const part = (name: 'left' | 'right'): SqlFunction => ({
  min: 2,
  max: 2,
  make: (_, [value, length]) => {
    const text = requireText(value);
    return { ...text, sql: `ms_${name}(${text.sql}, ${length.sql})`, type: varying(text.type), nullable: true };
  },
});

/** LEN does not count trailing blanks, DATALENGTH counts bytes as they are stored. */
export const textFunctions: Readonly<Record<string, SqlFunction>> = {
  ltrim: mapped('ltrim'),
  rtrim: mapped('rtrim'),
  trim: mapped('trim'),
  upper: mapped('ms_upper'),
  lower: mapped('ms_lower'),
  reverse: mapped('ms_reverse'),
  left: part('left'),
  right: part('right'),
  len: one((value) => int(`ms_len(${requireText(value).sql})`, value.nullable)),
  datalength: one((value) => int(`ms_datalength(${value.sql}, ${quoteText(typeText(value.type))})`, value.nullable)),
  ascii: one((value) => int(`ms_ascii(${requireText(value).sql})`, true)),
  unicode: one((value) => int(`unicode(${requireText(value).sql})`, true)),
  char: one((value) => ({ sql: `ms_char(${value.sql})`, type: sqlType('char'), nullable: true })),
  nchar: one((value) => ({ sql: `char(${value.sql})`, type: sqlType('nchar'), nullable: true })),
  quotename: one((value) => ({
    sql: `ms_quote(${value.sql})`,
    type: sqlType('nvarchar', { length: 258 }),
    nullable: true,
  })),
  replace: {
    min: 3,
    max: 3,
    make: (_, [value, from, to]) => {
      const text = requireText(value);
      const sql = `ms_replace(${text.sql}, ${requireText(from).sql}, ${requireText(to).sql})`;
      return {
        sql,
        type: varying({ ...text.type, length: isNational(text.type) ? 4000 : 8000 }),
        nullable: text.nullable,
      };
    },
  },
  substring: {
    min: 3,
    max: 3,
    make: (_, [value, start, length]) => {
      const isBinary = familyOf(value.type) === 'binary';
      const content = isBinary ? value : requireText(value);
      const type = isBinary ? sqlType('varbinary', { length: value.type.length }) : varying(content.type);
      return { sql: `ms_substring(${content.sql}, ${start.sql}, ${length.sql})`, type, nullable: true };
    },
  },
  charindex: {
    min: 2,
    max: 3,
    make: (_, operands) => {
      const [sought, value] = operands;
      const start = operands.length > 2 ? operands[2].sql : '1';
      return int(`ms_charindex(${requireText(sought).sql}, ${requireText(value).sql}, ${start})`, true);
    },
  },
  patindex: {
    min: 2,
    max: 2,
    make: (_, [pattern, value]) => {
      const text = requireText(value);
      const byCodePoint = text.byCodePoint === true ? 1 : 0;
      return int(`ms_patindex(${requireText(pattern).sql}, ${text.sql}, ${byCodePoint})`, true);
    },
  },
  replicate: {
    min: 2,
    max: 2,
    make: (_, [value, count]) => {
      const text = requireText(value);
      const type = varying({ ...text.type, length: isNational(text.type) ? 4000 : 8000 });
      return { sql: `ms_replicate(${text.sql}, ${count.sql})`, type, nullable: true };
    },
  },
  concat: {
    min: 2,
    max: 100,
    make: (_, operands) => {
      const texts = operands.map((each) => requireText(each));
      const type = texts.map((each) => each.type).reduce(concatenated);
      return { sql: texts.map((each) => `ifnull(${each.sql}, '')`).join(' || '), type, nullable: false };
    },
  },
  isnumeric: one((value) => {
    const float = castTo(requireText(value), sqlType('float'), '0', true);
    return int(`(${float.sql} IS NOT NULL)`);
  }),
};
