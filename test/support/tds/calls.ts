import type { Variable } from './engine/session.ts';
import { SqlError, unsupported } from './sql-error.ts';
import { TokenCursor } from './sql/cursor.ts';
import { tokenize } from './sql/lexer.ts';
import { parseTypeName } from './sql/parse-expression.ts';
import { convert } from './types/convert.ts';
import { sqlType, type SqlType } from './types/sql-type.ts';
import type { Stored } from './types/stored.ts';
import type { RpcParameter, RpcRequest } from './wire/rpc.ts';

interface Prepared {
  readonly text: string;
  readonly declared: readonly Declared[];
}

interface Declared {
  readonly name: string;
  readonly type: SqlType;
}

/** Prepared statements by session and handle. */
export class PreparedStatements {
  readonly #statements = new Map<string, Prepared>();
  #last = 0;

  add(spid: number, statement: Prepared): number {
    this.#statements.set(`${spid}/${++this.#last}`, statement);
    return this.#last;
  }

  find(spid: number, handle: number): Prepared | null {
    return this.#statements.get(`${spid}/${handle}`) ?? null;
  }

  remove(spid: number, handle: number): void {
    this.#statements.delete(`${spid}/${handle}`);
  }
}

/** What a remote procedure call asks for. */
export interface Call {
  readonly text: string;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly runs: boolean;
  readonly error: SqlError | null;
  /** What it gives back: a fixed value, or that of the variable after the run. */
  readonly outputs: readonly {
    readonly ordinal: number;
    readonly name: string;
    readonly type: SqlType;
    readonly value: Stored;
  }[];
}

const NONE: Call = { text: '', variables: new Map(), runs: false, error: null, outputs: [] };

type Procedure = (prepared: PreparedStatements, spid: number, parameters: readonly RpcParameter[]) => Call;

/** sp_executesql(statement, declarations, values…), sp_prepexec(handle, declarations, statement, values…) and their kin. */
export function readCall(prepared: PreparedStatements, spid: number, { procedure, parameters }: RpcRequest): Call {
  const read = procedures[procedure];
  if (read !== undefined && Object.hasOwn(procedures, procedure)) return read(prepared, spid, parameters);
  return { ...NONE, text: procedure, error: unsupported(`the procedure ${procedure}`) };
}

const procedures: Readonly<Record<string, Procedure>> = {
  sp_executesql: (_prepared, _spid, [statement, declared, ...values]) =>
    withValues(textOf(statement), declarations(textOf(declared)), values, 2),
  sp_prepare: (prepared, spid, parameters) => {
    const { text, outputs } = prepare(prepared, spid, parameters);
    return { ...NONE, text, outputs };
  },
  sp_prepexec: (prepared, spid, parameters) => {
    const { text, declared, outputs } = prepare(prepared, spid, parameters);
    const call = withValues(text, declared, parameters.slice(3), 3);
    return { ...call, outputs: [...outputs, ...call.outputs] };
  },
  sp_execute: (prepared, spid, [handle, ...values]) => {
    const found = prepared.find(spid, Number(handle?.value));
    if (found === null) return { ...NONE, error: unprepared(Number(handle?.value)) };
    return withValues(found.text, found.declared, values, 1);
  },
  sp_unprepare: (prepared, spid, [handle]) => {
    prepared.remove(spid, Number(handle?.value));
    return NONE;
  },
  sp_reset_connection: () => NONE,
};

function prepare(
  prepared: PreparedStatements,
  spid: number,
  [output, declared, statement]: readonly RpcParameter[],
): Prepared & Pick<Call, 'outputs'> {
  const found = { text: textOf(statement), declared: declarations(textOf(declared)) };
  const handle = BigInt(prepared.add(spid, found));
  return { ...found, outputs: [{ ordinal: 0, name: output?.name ?? '', type: sqlType('int'), value: handle }] };
}

function unprepared(handle: number): SqlError {
  return new SqlError(8179, 16, 2, `Could not find prepared statement with handle ${handle}.`);
}

function textOf(parameter: RpcParameter | undefined): string {
  return typeof parameter?.value === 'string' ? parameter.value : '';
}

/** `@p1 varchar(20), @p2 int OUTPUT` as names and types. */
function declarations(text: string): readonly Declared[] {
  const cursor = new TokenCursor(tokenize(text), () => {
    throw new RangeError('a query among declarations');
  });
  if (cursor.atEnd) return [];
  return cursor.list(() => {
    const name = cursor.next().text.toLowerCase();
    cursor.takeWords('as');
    const type = parseTypeName(cursor);
    if (!cursor.takeWords('output')) cursor.takeWords('out');
    return { name, type };
  });
}

/** The declared type counts, not the one in which the value travelled. */
function withValues(
  text: string,
  declared: readonly Declared[],
  values: readonly RpcParameter[],
  before: number,
): Call {
  const variables = new Map<string, Variable>();
  const outputs: Call['outputs'][number][] = [];
  declared.forEach(({ name, type }, index) => {
    const given = values.find((value) => value.name === name) ?? unnamed(values, index);
    const value = given === undefined ? null : convert(given.value, given.type, type);
    variables.set(name, { type, value });
    if (given?.output === true) outputs.push({ ordinal: before + index, name, type, value: null });
  });
  return { text, variables, runs: true, error: null, outputs };
}

function unnamed(values: readonly RpcParameter[], index: number): RpcParameter | undefined {
  const at = values[index];
  return at?.name === '' ? at : undefined;
}
