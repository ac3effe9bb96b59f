import { SqlError } from '../sql-error.ts';
import { sqlType } from '../types/sql-type.ts';
import type { ResultColumn } from '../wire/tokens.ts';
import type { Expression, ObjectName, Ordering, Query, Select, SelectItem } from './syntax.ts';
import { translateSource } from './translate-source.ts';
import {
  castTo,
  coerce,
  commonType,
  comparable,
  orderKey,
  type Scope,
  type TranslatedQuery,
  type Translation,
  type Typed,
} from './typed.ts';

interface Item extends Typed {
  readonly name: string;
  readonly variable: string | null;
  readonly column: Omit<ResultColumn, 'name'>;
}

interface TranslatedSelect {
  readonly items: readonly Item[];
  readonly scope: Scope;
  /** The text with these expressions for its items. */
  text(expressions: readonly string[]): string;
}

/** A query in SQLite's SQL, with the names and types of its columns. */
export function translateQuery(translation: Translation, query: Query, outer: Scope | null): TranslatedQuery {
  for (const cte of query.ctes) {
    const { sql, columns } = translation.query(cte.query, outer);
    const alias = translation.alias();
    translation.ctes.set(cte.name.toLowerCase(), {
      alias,
      schema: null,
      sql: `(${sql})`,
      columns: columns.map((column, index) => ({ ...column, name: cte.columns?.[index] ?? column.name, sql: '' })),
    });
  }
  return query.rest.length === 0 ? single(translation, query, outer) : combined(translation, query, outer);
}

function single(translation: Translation, query: Query, outer: Scope | null): TranslatedQuery {
  const select = translateSelect(translation, query.first, outer);
  const order = query.orderBy.map((ordering) => orderTerm(translation, ordering, select, query.first));
  const orderBy = order.length === 0 ? '' : ` ORDER BY ${order.join(', ')}`;
  const limit = limitText(translation, query, select.scope);
  const text = select.text(select.items.map((item, index) => `${item.sql} AS c${index}`));
  return { sql: `${text}${orderBy}${limit}`, ...described(select.items) };
}

function described(items: readonly Item[]): Pick<TranslatedQuery, 'columns' | 'variables'> {
  return {
    columns: items.map((item) => ({ ...item.column, name: item.name })),
    variables: items.map((item) => item.variable).filter((name) => name !== null),
  };
}

function limitText(translation: Translation, query: Query, scope: Scope): string {
  const number = (expression: Expression): string =>
    castTo(translation.expression(expression, scope), sqlType('bigint')).sql;
  if (query.first.top !== null && query.rest.length === 0) return ` LIMIT max(0, ${number(query.first.top)})`;
  if (query.offset === null) return '';
  if (translation.store.facts.version[0] < 11) throw new SqlError(102, 15, 1, "Incorrect syntax near 'OFFSET'.");
  return ` LIMIT ${query.fetch === null ? '-1' : number(query.fetch)} OFFSET ${number(query.offset)}`;
}

/** UNION and its kin; a text that differs only in case or blanks is one value. */
function combined(translation: Translation, query: Query, outer: Scope | null): TranslatedQuery {
  const selects = [query.first, ...query.rest.map(({ select }) => select)].map((select) =>
    translateSelect(translation, select, outer),
  );
  const [first] = selects;
  if (first === undefined) throw new RangeError('a union of nothing');
  const items = first.items.map((item, place) => {
    const same = selects.map((select) => select.items[place]);
    if (same.some((each) => each === undefined) || selects.some((each) => each.items.length !== first.items.length)) {
      const message =
        'All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of expressions in their target lists.';
      throw new SqlError(205, 16, 1, message);
    }
    const type = same.reduce<Typed>((found, each) => ({ ...item, type: commonType(found, each ?? found) }), item).type;
    return { ...item, type, column: { ...item.column, type, nullable: same.some((each) => each?.nullable === true) } };
  });
  const texts = selects.map((select) =>
    select.text(select.items.map((item, place) => `${coerce(item, items[place]?.type ?? item.type).sql} AS c${place}`)),
  );
  const sql = texts
    .map((text, index) => (index === 0 ? text : `${query.rest[index - 1]?.operator ?? ''} ${text}`))
    .join(' ');
  const alias = translation.alias();
  const named = items.map((item, place) => ({ ...item, sql: `${alias}.c${place}` }));
  const scope: Scope = { sources: [{ alias, schema: null, columns: named }], outer };
  const order = query.orderBy.map(({ by, descending }) => {
    const key = by.kind === 'literal' ? positional(by, named) : translation.expression(by, scope);
    return `${orderKey(key)}${descending ? ' DESC' : ''}`;
  });
  const orderBy = order.length === 0 ? '' : ` ORDER BY ${order.join(', ')}`;
  return {
    sql: `SELECT * FROM (${sql}) AS ${alias}${orderBy}${limitText(translation, query, scope)}`,
    ...described(items),
  };
}

function translateSelect(translation: Translation, select: Select, outer: Scope | null): TranslatedSelect {
  const from = select.from === null ? null : translateSource(translation, select.from, outer);
  const scope: Scope = { sources: from?.sources ?? [], outer };
  const items = select.items.flatMap((item) => translateItem(translation, item, scope));
  const where = select.where === null ? '' : ` WHERE ${translation.condition(select.where, scope)}`;
  const groups = select.groupBy.map((each) => orderKey(comparable(translation.expression(each, scope))));
  const distinct = select.distinct ? items.map((item) => orderKey(comparable(item))) : [];
  const keys = [...groups, ...distinct];
  const groupBy = keys.length === 0 ? '' : ` GROUP BY ${keys.join(', ')}`;
  const having = select.having === null ? '' : ` HAVING ${translation.condition(select.having, scope)}`;
  const source = from === null ? '' : ` FROM ${from.sql}`;
  return {
    items,
    scope,
    text: (expressions) => `SELECT ${expressions.join(', ')}${source}${where}${groupBy}${having}`,
  };
}

function translateItem(translation: Translation, item: SelectItem, scope: Scope): readonly Item[] {
  if (item.kind === 'star') return stars(item.of, scope);
  const value = translation.expression(item.value, scope);
  if (item.kind === 'assign') {
    return [{ ...value, name: '', variable: item.variable, column: { type: value.type, nullable: true } }];
  }
  const name = item.alias ?? (item.value.kind === 'column' ? (item.value.name.at(-1) ?? '') : '');
  return [{ ...value, name, variable: null, column: columnFacts(value) }];
}

function columnFacts(value: Typed & Partial<ResultColumn>): Item['column'] {
  return {
    type: value.type.length === 0 && value.type.name.endsWith('char') ? { ...value.type, length: 1 } : value.type,
    nullable: value.nullable,
    ...(value.computed === true ? { computed: true } : {}),
    ...(value.identity === true ? { identity: true } : {}),
    ...(value.table === undefined ? {} : { table: value.table }),
  };
}

function stars(of: ObjectName, scope: Scope): readonly Item[] {
  const wanted = of.at(-1)?.toLowerCase();
  const sources = scope.sources.filter((source) => wanted === undefined || source.alias.toLowerCase() === wanted);
  if (sources.length === 0) {
    throw new SqlError(
      107,
      15,
      1,
      `The column prefix '${of.join('.')}' does not match with a table name or alias name.`,
    );
  }
  return sources.flatMap((source) =>
    source.columns.map((column) => ({ ...column, variable: null, column: columnFacts(column) })),
  );
}

/** An alias or a position of the select list, else an expression over the sources. */
function orderTerm(
  translation: Translation,
  { by, descending }: Ordering,
  select: TranslatedSelect,
  of: Select,
): string {
  const item = by.kind === 'literal' ? positional(by, select.items) : aliased(by, select.items, of);
  const key = orderKey(comparable(item ?? translation.expression(by, select.scope)));
  return `${key}${descending ? ' DESC' : ''}`;
}

function aliased(by: Expression, items: readonly Item[], of: Select): Item | null {
  if (by.kind !== 'column' || by.name.length !== 1) return null;
  const name = (by.name[0] ?? '').toLowerCase();
  const hasAlias = of.items.some((item) => item.kind === 'expression' && item.alias?.toLowerCase() === name);
  return hasAlias ? (items.find((item) => item.name.toLowerCase() === name) ?? null) : null;
}

function positional<Each extends Typed>(by: Extract<Expression, { kind: 'literal' }>, items: readonly Each[]): Each {
  const item = typeof by.value === 'bigint' ? items[Number(by.value) - 1] : undefined;
  if (item !== undefined) return item;
  throw new SqlError(408, 16, 1, 'A constant expression was encountered in the ORDER BY list.');
}
