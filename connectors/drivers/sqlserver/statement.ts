/** How a value travels to the server. Everything exact travels as text and is converted there. */
export type BoundType =
  | { readonly kind: 'varchar' | 'nvarchar'; /** In characters; `max` for any. */ readonly length: number | 'max' }
  | { readonly kind: 'float' };

export interface Bound {
  readonly name: string;
  readonly type: BoundType;
  readonly value: string | number;
}

/** One statement in T-SQL that a server of 2008 R2 understands, with its bound values. */
export interface Statement {
  readonly text: string;
  readonly values: readonly Bound[];
}

/** Collects the values of one statement, and gives each the name by which the text calls it. */
export interface Values {
  add(type: BoundType, value: string | number): string;
  readonly all: readonly Bound[];
}

export function openValues(): Values {
  const all: Bound[] = [];
  return {
    all,
    add: (type, value) => {
      const name = `p${String(all.length + 1)}`;
      all.push({ name, type, value });
      return `@${name}`;
    },
  };
}

export function statement(text: string, values: readonly Bound[] = []): Statement {
  return { text, values };
}

export function identifier(name: string): string {
  return `[${name.replaceAll(']', ']]')}]`;
}

/** Text as a T-SQL literal: for what is fixed in a statement, never for data. */
export function literal(text: string): string {
  return `N'${text.replaceAll("'", "''")}'`;
}
