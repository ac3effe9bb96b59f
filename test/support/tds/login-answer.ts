import { makeSession, type Account, type Session } from './engine/session.ts';
import type { Store } from './engine/store.ts';
import type { Faults } from './faults.ts';
import { NtlmExchange, type WindowsAccount } from './wire/ntlm.ts';
import type { Recording } from './recording.ts';
import { SqlError } from './sql-error.ts';
import type { Channel } from './wire/channel.ts';
import type { LoginRequest } from './wire/login.ts';
import type { Response } from './wire/response.ts';
import { Command, writeCollationChange, writeLoginAck, writeSspi, writeTextChange } from './wire/tokens.ts';

/** An account of the server with its password. */
export interface SqlAccount extends Account {
  readonly password: string;
}

export interface LoginHost {
  readonly store: Store;
  readonly accounts: readonly SqlAccount[];
  readonly windowsAccounts: readonly (WindowsAccount & Account)[];
  readonly faults: Faults;
  readonly recording: Recording;
  readonly nullBitmaps: boolean;
  /** NTLM exchanges under way, by session. */
  readonly exchanges: Map<number, NtlmExchange>;
  /** A defect of the test server itself. */
  readonly crashed: (thrown: unknown) => void;
}

export interface LoginPlace {
  readonly spid: number;
  readonly encrypts: 'nothing' | 'login' | 'all';
  readonly channel: Channel;
  readonly response: Response;
}

export type LoginOutcome =
  | { readonly kind: 'accepted'; readonly session: Session; readonly packetSize: number }
  | { readonly kind: 'negotiating' | 'refused' };

/** TDS 7.2 is SQL Server 2005; 7.3.B is 2008 R2, 7.4 everything since 2012 (MS-TDS 2.2.7.14). */
const TDS_72 = 0x72090002;
const TDS_73B = 0x730b0003;
const TDS_74 = 0x74000004;

export async function answerLogin(host: LoginHost, request: LoginRequest, place: LoginPlace): Promise<LoginOutcome> {
  if (request.tdsVersion < TDS_72) throw new RangeError('TDS before 7.2');
  try {
    await meetFault(host, place);
    const found = request.sspi.length > 0 ? negotiate(host, request, place) : sqlAccount(host, request);
    return found === null ? { kind: 'negotiating' } : await accept(host, request, place, found);
  } catch (thrown) {
    if (!(thrown instanceof SqlError)) throw thrown;
    return await refuse(host, request, place, thrown);
  }
}

async function meetFault({ faults }: LoginHost, { channel }: LoginPlace): Promise<void> {
  const fault = faults.forLogin();
  if (fault?.kind === 'cut') channel.cutAfter(fault.bytes);
  if (fault?.kind === 'stall') await fault.stall.hold(channel.signal);
  if (fault?.kind === 'error') throw fault.error;
}

async function refuse(
  host: LoginHost,
  request: LoginRequest,
  place: LoginPlace,
  error: SqlError,
): Promise<LoginOutcome> {
  record(host, request, place, request.user, false);
  place.response.notice({ ...noticeOf(error), line: 1 });
  if (error.number === 4060) place.response.notice({ ...noticeOf(loginFailed(request.user)), line: 1 });
  await place.response.end();
  return { kind: 'refused' };
}

function noticeOf({ number, severity, state, message }: SqlError): Omit<SqlError, 'name' | 'line' | 'at'> {
  return { number, severity, state, message };
}

/** The state that a client sees is always 1; the server's log has the reason. */
function loginFailed(user: string): SqlError {
  return new SqlError(18_456, 14, 1, `Login failed for user '${user}'.`);
}

function sqlAccount(host: LoginHost, { user, password }: LoginRequest): Account {
  const found = host.accounts.find((account) => account.name.toLowerCase() === user.toLowerCase());
  if (found?.password !== password) throw loginFailed(user);
  return found;
}

/** Null while the client has to answer the challenge. */
function negotiate(host: LoginHost, request: LoginRequest, { spid, response }: LoginPlace): Account | null {
  const started = host.exchanges.get(spid);
  if (started === undefined) {
    const exchange = new NtlmExchange(host.store.facts.name, host.windowsAccounts);
    host.exchanges.set(spid, exchange);
    writeSspi(response.tokens, exchange.challenge(Buffer.from(request.sspi)));
    void response.endBare();
    return null;
  }
  host.exchanges.delete(spid);
  const account = started.authenticate(Buffer.from(request.sspi));
  const found = host.windowsAccounts.find((each) => each === account);
  if (found === undefined) throw loginFailed(started.claimed);
  return { ...found, name: `${found.domain}\\${found.user}` };
}

async function accept(
  host: LoginHost,
  request: LoginRequest,
  place: LoginPlace,
  account: Account,
): Promise<LoginOutcome> {
  const { store } = host;
  const database = databaseOf(store, request.database);
  if (database === null) {
    const message = `Cannot open database "${request.database}" requested by the login. The login failed.`;
    throw new SqlError(4060, 11, 1, message);
  }
  const session = makeSession(place.spid, account, database, request.application, request.host);
  store.sessions.set(place.spid, session);
  const packetSize = Math.min(32_767, Math.max(512, request.packetSize === 0 ? 4096 : request.packetSize));
  record(host, { ...request, packetSize }, place, account.name, true);
  greet(store, request, place.response, database, packetSize);
  await place.response.end();
  return { kind: 'accepted', session, packetSize };
}

function databaseOf(store: Store, wanted: string): string | null {
  if (wanted === '') return store.facts.database;
  return [store.facts.database, 'master'].find((name) => name.toLowerCase() === wanted.toLowerCase()) ?? null;
}

function greet(store: Store, request: LoginRequest, response: Response, database: string, packetSize: number): void {
  const { facts } = store;
  writeTextChange(response.tokens, 'database', database, 'master');
  const changed = `Changed database context to '${database}'.`;
  response.notice({ number: 5701, severity: 10, state: 2, message: changed, line: 1 });
  writeCollationChange(response.tokens);
  writeTextChange(response.tokens, 'language', 'us_english', '');
  const language = 'Changed language setting to us_english.';
  response.notice({ number: 5703, severity: 10, state: 1, message: language, line: 1 });
  const newest = facts.version[0] < 11 ? TDS_73B : TDS_74;
  writeLoginAck(response.tokens, Math.min(newest, request.tdsVersion), facts.version);
  writeTextChange(response.tokens, 'packetSize', String(packetSize), '4096');
  response.done(Command.none, null);
}

function record(host: LoginHost, request: LoginRequest, place: LoginPlace, user: string, accepted: boolean): void {
  host.recording.logins.push({
    at: new Date(),
    session: place.spid,
    user,
    authentication: request.sspi.length > 0 ? 'ntlm' : 'sql',
    application: request.application,
    host: request.host,
    library: request.library,
    database: request.database,
    readOnlyIntent: request.readOnlyIntent,
    encrypted: place.encrypts,
    packetSize: request.packetSize,
    accepted,
  });
}
