import type { SqlType } from '../types/sql-type.ts';
import type { Stored } from '../types/stored.ts';

/** The part of T-SQL that the test server understands, as a tree. */

/** `server.database.schema.name`, as many parts as were written. */
export type ObjectName = readonly string[];

export type Expression =
  | { readonly kind: 'literal'; readonly value: Stored; readonly type: SqlType }
  | { readonly kind: 'column'; readonly name: ObjectName }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'negate'; readonly operand: Expression }
  | { readonly kind: 'collate'; readonly operand: Expression; readonly collation: string }
  | { readonly kind: 'arithmetic'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: 'case';
      readonly whens: readonly (readonly [Condition, Expression])[];
      readonly otherwise: Expression | null;
    }
  | {
      readonly kind: 'convert';
      readonly operand: Expression;
      readonly type: SqlType;
      readonly style: Expression | null;
      readonly lenient: boolean;
    }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly operands: readonly Expression[];
      readonly distinct: boolean;
      readonly star: boolean;
      readonly over: Window | null;
    }
  | { readonly kind: 'subquery'; readonly query: Query };

export interface Window {
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly Ordering[];
}

export type Condition =
  | { readonly kind: 'compare'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly operand: Condition }
  | { readonly kind: 'null'; readonly operand: Expression; readonly negated: boolean }
  | {
      readonly kind: 'in';
      readonly operand: Expression;
      readonly list: readonly Expression[] | Query;
      readonly negated: boolean;
    }
  | {
      readonly kind: 'like';
      readonly operand: Expression;
      readonly pattern: Expression;
      readonly escape: Expression | null;
      readonly negated: boolean;
    }
  | {
      readonly kind: 'between';
      readonly operand: Expression;
      readonly low: Expression;
      readonly high: Expression;
      readonly negated: boolean;
    }
  | { readonly kind: 'exists'; readonly query: Query };

export interface Ordering {
  readonly by: Expression;
  readonly descending: boolean;
}

export type SelectItem =
  | { readonly kind: 'star'; readonly of: ObjectName }
  | { readonly kind: 'expression'; readonly value: Expression; readonly alias: string | null }
  | { readonly kind: 'assign'; readonly variable: string; readonly value: Expression };

export type Source =
  | { readonly kind: 'name'; readonly name: ObjectName; readonly alias: string | null }
  | {
      readonly kind: 'query';
      readonly query: Query;
      readonly alias: string;
      readonly columns: readonly string[] | null;
    }
  | {
      readonly kind: 'values';
      readonly rows: readonly (readonly Expression[])[];
      readonly alias: string;
      readonly columns: readonly string[];
    }
  | {
      readonly kind: 'join';
      readonly join: 'inner' | 'left' | 'right' | 'full' | 'cross';
      readonly left: Source;
      readonly right: Source;
      readonly on: Condition | null;
    };

export interface Select {
  readonly distinct: boolean;
  readonly top: Expression | null;
  readonly items: readonly SelectItem[];
  readonly from: Source | null;
  readonly where: Condition | null;
  readonly groupBy: readonly Expression[];
  readonly having: Condition | null;
}

export interface Query {
  readonly kind: 'query';
  readonly ctes: readonly {
    readonly name: string;
    readonly columns: readonly string[] | null;
    readonly query: Query;
  }[];
  readonly first: Select;
  readonly rest: readonly { readonly operator: string; readonly select: Select }[];
  readonly orderBy: readonly Ordering[];
  readonly offset: Expression | null;
  readonly fetch: Expression | null;
}

export interface ColumnDefinition {
  readonly name: string;
  readonly type: SqlType | null;
  readonly nullable: boolean;
  readonly identity: boolean;
  readonly computed: Expression | null;
  /** As `sys.computed_columns.definition` shows it. */
  readonly definition: string | null;
  readonly initial: Expression | null;
}

export interface IndexDefinition {
  readonly name: string | null;
  readonly columns: readonly string[];
  readonly unique: boolean;
  readonly primary: boolean;
  readonly clustered: boolean;
}

export type Statement = { readonly line: number } & (
  | { readonly kind: 'select'; readonly query: Query }
  | {
      readonly kind: 'insert';
      readonly table: ObjectName;
      readonly columns: readonly string[] | null;
      readonly from: readonly (readonly Expression[])[] | Query;
    }
  | {
      readonly kind: 'update';
      readonly table: ObjectName;
      readonly assignments: readonly (readonly [string, Expression])[];
      readonly where: Condition | null;
    }
  | { readonly kind: 'delete'; readonly table: ObjectName; readonly where: Condition | null }
  | { readonly kind: 'truncate'; readonly table: ObjectName }
  | { readonly kind: 'dropTable'; readonly table: ObjectName; readonly ifExists: boolean }
  | { readonly kind: 'dropView'; readonly table: ObjectName; readonly ifExists: boolean }
  | {
      readonly kind: 'createTable';
      readonly table: ObjectName;
      readonly columns: readonly ColumnDefinition[];
      readonly indexes: readonly IndexDefinition[];
    }
  | { readonly kind: 'createIndex'; readonly table: ObjectName; readonly index: IndexDefinition }
  | { readonly kind: 'createView'; readonly table: ObjectName; readonly query: Query; readonly text: string }
  | { readonly kind: 'declare'; readonly name: string; readonly type: SqlType; readonly value: Expression | null }
  | { readonly kind: 'assign'; readonly name: string; readonly value: Expression }
  | { readonly kind: 'set'; readonly option: string; readonly value: string }
  | { readonly kind: 'begin' | 'commit' | 'rollback' | 'save'; readonly name: string | null }
  | { readonly kind: 'use'; readonly database: string }
  | {
      readonly kind: 'if';
      readonly condition: Condition;
      readonly then: Statement;
      readonly otherwise: Statement | null;
    }
  | { readonly kind: 'while'; readonly condition: Condition; readonly body: Statement }
  | { readonly kind: 'block'; readonly statements: readonly Statement[] }
  | { readonly kind: 'print'; readonly value: Expression }
  | { readonly kind: 'raise'; readonly operands: readonly Expression[] }
  | { readonly kind: 'wait'; readonly delay: Expression }
  | {
      readonly kind: 'execute';
      readonly procedure: string;
      readonly operands: readonly { readonly name: string | null; readonly value: Expression }[];
    }
);
