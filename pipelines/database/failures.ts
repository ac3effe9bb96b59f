import { IntegrationError } from '../../schemas/errors.ts';
import { StatementError } from './database.ts';

/** What PostgreSQL reports of a failure, whichever client received it. */
export interface ServerFault {
  readonly sqlstate: string;
  readonly severity: string;
  readonly message: string;
  readonly cause: unknown;
}

const reasonsBySqlstate: Readonly<Record<string, string>> = {
  '53100': 'no queda espacio en el disco del libro; libere espacio',
  '53200': 'al servidor se le acabó la memoria',
  '53300': 'el servidor no admite más conexiones',
  '57014': 'el servidor detuvo la instrucción (límite de tiempo o un administrador)',
  '57P01': 'el servidor se está apagando',
  '57P03': 'el servidor está arrancando',
  '40001': 'otra transacción cambió lo mismo a la vez',
  '40P01': 'dos transacciones se esperaban la una a la otra',
};

const reasonsByClass: Readonly<Record<string, string>> = {
  '08': 'se perdió la conexión',
  '40': 'otra transacción se cruzó',
  '53': 'al servidor le faltan recursos',
  '57': 'el servidor interrumpió el trabajo',
  '58': 'el sistema del servidor falló al leer o escribir',
};

/** LEDGER_UNAVAILABLE where trying again can help; otherwise what PostgreSQL said of the statement. */
export function statementFailure(place: string, fault: ServerFault): IntegrationError | StatementError {
  const known = reasonsBySqlstate[fault.sqlstate] ?? reasonsByClass[fault.sqlstate.slice(0, 2)];
  const lost = fault.severity === 'FATAL' || fault.severity === 'PANIC' ? 'el servidor cerró la conexión' : undefined;
  const reason = known ?? lost;
  if (reason === undefined) return new StatementError(fault.sqlstate, fault.message, fault.cause);
  return unavailable(place, `${reason} (SQLSTATE ${fault.sqlstate})`, fault.cause);
}

/** Nothing of what was not confirmed is in the ledger; the same may be tried again. */
export function unavailable(place: string, reason: string, cause: unknown): IntegrationError {
  const message = `El libro en ${place} no está disponible: ${reason}. Lo no confirmado no quedó; vuelva a intentar.`;
  return new IntegrationError('LEDGER_UNAVAILABLE', message, { cause, context: { place } });
}

/** The reason of the signal when it is the product's own (a lease that was lost …), else CANCELLED. */
export function cancelled(signal: AbortSignal, cause: unknown = signal.reason): IntegrationError {
  if (signal.reason instanceof IntegrationError) return signal.reason;
  return new IntegrationError('CANCELLED', 'Se canceló antes de terminar; lo confirmado queda guardado.', { cause });
}

export function refuseIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled(signal);
}

/** Settles with the promise, or fails as soon as the signal fires; the promise itself goes on. */
export async function untilCancelled<Result>(signal: AbortSignal, promise: Promise<Result>): Promise<Result> {
  const fired = Promise.withResolvers<never>();
  const listener = (): void => {
    fired.reject(cancelled(signal));
  };
  signal.addEventListener('abort', listener, { once: true });
  if (signal.aborted) listener();
  try {
    return await Promise.race([promise, fired.promise]);
  } finally {
    signal.removeEventListener('abort', listener);
  }
}
