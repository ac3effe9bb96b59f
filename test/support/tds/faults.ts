import type { SqlError } from './sql-error.ts';

/** What a fault does to the request that it meets. */
export type FaultAction =
  | { readonly kind: 'error'; readonly error: SqlError }
  /** Says nothing until it is released, before the first row or after `afterRows` of them. */
  | { readonly kind: 'stall'; readonly stall: Stall; readonly afterRows: number }
  /** Sends the first `bytes` of the response, packet headers included, and drops the connection. */
  | { readonly kind: 'cut'; readonly bytes: number }
  /** Spoils the first packet of the response. */
  | { readonly kind: 'garble'; readonly what: 'type' | 'length' | 'token' };

export type Matcher = string | RegExp | ((text: string) => boolean);

export interface FaultTiming {
  /** Which of the requests that match, from 1, counted from now. */
  readonly nth?: number;
  /** How many in a row, from the nth on. */
  readonly times?: number;
}

interface Fault {
  readonly matches: (text: string) => boolean;
  readonly action: FaultAction;
  readonly from: number;
  readonly to: number;
  seen: number;
}

/** A place where the server stands still. */
export class Stall {
  readonly #arrival = Promise.withResolvers<undefined>();
  readonly #opening = Promise.withResolvers<undefined>();

  /** Settles when a request has come here. */
  get reached(): Promise<void> {
    return this.#arrival.promise;
  }

  release(): void {
    this.#opening.resolve(undefined);
  }

  /** Stands here until released or stopped. */
  async hold(signal: AbortSignal): Promise<void> {
    this.#arrival.resolve(undefined);
    const stopped = Promise.withResolvers<undefined>();
    const stop = (): void => {
      stopped.resolve(undefined);
    };
    if (signal.aborted) return;
    signal.addEventListener('abort', stop);
    await Promise.race([this.#opening.promise, stopped.promise]);
    signal.removeEventListener('abort', stop);
  }
}

/** The faults that a test has set, in the order in which it set them. */
export class Faults {
  readonly #makeError: (number: number, message?: string) => SqlError;
  readonly #onRequest: Fault[] = [];
  readonly #onLogin: Fault[] = [];

  constructor(makeError: (number: number, message?: string) => SqlError) {
    this.#makeError = makeError;
  }

  /** Answers with this error instead of running the request. */
  error(matcher: Matcher, number: number, timing: FaultTiming & { readonly message?: string } = {}): void {
    this.#add(this.#onRequest, matcher, { kind: 'error', error: this.#makeError(number, timing.message) }, timing);
  }

  stall(matcher: Matcher, timing: FaultTiming & { readonly afterRows?: number } = {}): Stall {
    const stall = new Stall();
    this.#add(this.#onRequest, matcher, { kind: 'stall', stall, afterRows: timing.afterRows ?? 0 }, timing);
    return stall;
  }

  cut(matcher: Matcher, bytes: number, timing: FaultTiming = {}): void {
    this.#add(this.#onRequest, matcher, { kind: 'cut', bytes }, timing);
  }

  garble(matcher: Matcher, what: 'type' | 'length' | 'token', timing: FaultTiming = {}): void {
    this.#add(this.#onRequest, matcher, { kind: 'garble', what }, timing);
  }

  loginError(number: number, timing: FaultTiming & { readonly message?: string } = {}): void {
    this.#add(this.#onLogin, '', { kind: 'error', error: this.#makeError(number, timing.message) }, timing);
  }

  loginStall(timing: FaultTiming = {}): Stall {
    const stall = new Stall();
    this.#add(this.#onLogin, '', { kind: 'stall', stall, afterRows: 0 }, timing);
    return stall;
  }

  loginCut(bytes: number, timing: FaultTiming = {}): void {
    this.#add(this.#onLogin, '', { kind: 'cut', bytes }, timing);
  }

  clear(): void {
    this.#onRequest.length = 0;
    this.#onLogin.length = 0;
  }

  forRequest(text: string): FaultAction | null {
    return due(this.#onRequest, text);
  }

  forLogin(): FaultAction | null {
    return due(this.#onLogin, '');
  }

  #add(to: Fault[], matcher: Matcher, action: FaultAction, { nth = 1, times = 1 }: FaultTiming): void {
    to.push({ matches: matching(matcher), action, from: nth, to: nth + times - 1, seen: 0 });
  }
}

/** Every fault that matches counts the request; the first one whose turn it is acts. */
function due(faults: readonly Fault[], text: string): FaultAction | null {
  let action: FaultAction | null = null;
  for (const fault of faults) {
    if (!fault.matches(text)) continue;
    fault.seen++;
    if (fault.seen >= fault.from && fault.seen <= fault.to) action ??= fault.action;
  }
  return action;
}

function matching(matcher: Matcher): (text: string) => boolean {
  if (typeof matcher === 'function') return matcher;
  if (typeof matcher === 'string') return (text) => text.includes(matcher);
  return (text) => new RegExp(matcher.source, matcher.flags.replace(/[gy]/g, '')).test(text);
}
