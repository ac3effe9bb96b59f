import { executeBatch } from './engine/execute.ts';
import { Cancelled, type ResultSink } from './engine/result-sink.ts';
import type { Session, Variable } from './engine/session.ts';
import { isolationNumbered } from './engine/settings.ts';
import type { Store } from './engine/store.ts';
import { beginTransaction, dropTemporary, endTransaction } from './engine/transaction-statements.ts';
import { FaultySink, spoil } from './faulty-sink.ts';
import type { Faults } from './faults.ts';
import { readCall, type Call, type PreparedStatements } from './calls.ts';
import type { Recording, StatementRecord } from './recording.ts';
import { SqlError } from './sql-error.ts';
import { typeText } from './types/sql-type.ts';
import type { Channel } from './wire/channel.ts';
import type { Response } from './wire/response.ts';
import { afterHeaders, readRpc, readTransaction, type RpcRequest } from './wire/rpc.ts';
import { writeReturnStatus } from './wire/tokens.ts';

export interface Requests {
  readonly store: Store;
  readonly faults: Faults;
  readonly recording: Recording;
  readonly prepared: PreparedStatements;
}

export interface RequestContext {
  readonly session: Session;
  readonly channel: Channel;
  readonly signal: AbortSignal;
  response(inProcedure: boolean): Response;
}

export async function runBatch(requests: Requests, context: RequestContext, payload: Buffer): Promise<void> {
  const input = afterHeaders(payload);
  const text = input.raw(input.left).toString('utf16le');
  const response = context.response(false);
  await guarded(requests, context, response, describe(context, text, 'batch'), (sink) =>
    executeBatch(requests.store, context.session, text, new Map(), sink, context.signal),
  );
}

function describe(
  { session }: RequestContext,
  text: string,
  kind: StatementRecord['kind'],
  call?: { readonly procedure: string; readonly variables: ReadonlyMap<string, Variable> },
): StatementRecord {
  const parameters = [...(call?.variables ?? [])].map(([name, { type }]) => `${name} ${typeText(type)}`);
  const procedure = call?.procedure ?? '';
  return { at: new Date(), session: session.spid, text, kind, procedure, parameters, outcome: null };
}

/** Records the request, lets its fault act, and ends the response whatever happens. */
async function guarded(
  requests: Requests,
  context: RequestContext,
  response: Response,
  record: StatementRecord,
  work: (sink: ResultSink) => Promise<boolean>,
): Promise<void> {
  requests.recording.statements.push(record);
  const fault = requests.faults.forRequest(record.text);
  if (fault?.kind === 'cut') context.channel.cutAfter(fault.bytes);
  if (fault?.kind === 'garble') context.channel.spoilNext((packet) => spoil(packet, fault.what));
  try {
    const sink = new FaultySink(response, fault, context.signal);
    await sink.start();
    const clean = fault?.kind === 'error' ? refuse(requests, context, response, fault.error) : await work(sink);
    record.outcome = ended(context, clean ? 'done' : 'error');
  } catch (thrown) {
    if (!(thrown instanceof Cancelled)) throw thrown;
    record.outcome = ended(context, 'cancelled');
  }
  await response.end();
}

function ended({ channel }: RequestContext, outcome: 'done' | 'error' | 'cancelled'): StatementRecord['outcome'] {
  return channel.closed ? 'broken' : outcome;
}

function refuse({ store }: Requests, { session }: RequestContext, response: Response, error: SqlError): boolean {
  const { number, severity, state, message } = error;
  if (number === 1205) endTransaction({ store, session, sink: response }, 'rollback');
  response.notice({ number, severity, state, message, line: 1 });
  return false;
}

export async function runCalls(requests: Requests, context: RequestContext, payload: Buffer): Promise<void> {
  const [call, ...others] = readRpc(payload);
  if (call === undefined || others.length > 0) throw new RangeError('several calls in one message');
  await runCall(requests, context, call);
}

/** sp_executesql and its kin; what a procedure gives back stands before the last DONEPROC. */
async function runCall(requests: Requests, context: RequestContext, request: RpcRequest): Promise<void> {
  const response = context.response(true);
  const call = readCall(requests.prepared, context.session.spid, request);
  const record = describe(context, call.text, 'rpc', { procedure: request.procedure, variables: call.variables });
  await guarded(requests, context, response, record, async (sink) => {
    if (call.error !== null) {
      const { number, severity, state, message } = call.error;
      response.notice({ number, severity, state, message, line: 1 });
      return false;
    }
    const { session } = context;
    const clean = !call.runs || (await runInScope(requests, context, call, sink));
    writeReturnStatus(response.tokens, clean ? 0 : session.lastError);
    for (const output of call.outputs) {
      const variable = session.variables.get(output.name);
      response.returnValue(output.ordinal, output.name, output.value ?? variable?.value ?? null, output.type);
    }
    return clean;
  });
}

/** What a procedure made of temporary tables ends with it. */
async function runInScope(
  requests: Requests,
  { session, signal }: RequestContext,
  call: Call,
  sink: ResultSink,
): Promise<boolean> {
  const before = new Set(requests.store.temporary(session.spid));
  try {
    return await executeBatch(requests.store, session, call.text, call.variables, sink, signal);
  } finally {
    dropTemporary(requests.store, session, (table) => !before.has(table));
  }
}

export async function runTransaction(requests: Requests, context: RequestContext, payload: Buffer): Promise<void> {
  const request = readTransaction(payload);
  if (request === null) throw new RangeError('a transaction manager request that is not supported');
  const { session } = context;
  const response = context.response(false);
  const text = request.kind === 'begin' ? `BEGIN TRANSACTION` : `${request.kind.toUpperCase()} TRANSACTION`;
  await guarded(requests, context, response, describe(context, text, 'transaction'), (sink) => {
    const run = { store: requests.store, session, sink };
    if (request.kind === 'begin') {
      session.isolation = isolationNumbered(request.isolation, session.isolation);
      beginTransaction(run);
      return Promise.resolve(true);
    }
    if (session.transaction === null) {
      const message = `The ${request.kind.toUpperCase()} TRANSACTION request has no corresponding BEGIN TRANSACTION.`;
      response.notice({ number: request.kind === 'commit' ? 3902 : 3903, severity: 16, state: 1, message, line: 1 });
      return Promise.resolve(false);
    }
    endTransaction(run, request.kind);
    if (request.begins) {
      session.isolation = isolationNumbered(request.isolation, session.isolation);
      beginTransaction(run);
    }
    return Promise.resolve(true);
  });
}
