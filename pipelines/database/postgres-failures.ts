import { IntegrationError } from '../../schemas/errors.ts';
import { StatementError } from './database.ts';
import { statementFailure, unavailable, type ServerFault } from './failures.ts';
import { UnsafeIntegerError } from './values.ts';

const reasonsByCode: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nadie atiende en ese puerto; revise que el servidor esté encendido y que servidor y puerto sean ésos',
  ENOTFOUND: 'no se encuentra un servidor con ese nombre',
  EAI_AGAIN: 'no se pudo buscar el nombre del servidor; revise la red',
  ETIMEDOUT: 'el servidor no respondió a tiempo; revise la red y el cortafuegos',
  EHOSTUNREACH: 'no hay camino hasta el servidor; revise la red',
  ENETUNREACH: 'no hay camino hasta el servidor; revise la red',
  ECONNRESET: 'se cortó la conexión',
  EPIPE: 'se cortó la conexión',
  '28P01': 'el usuario o la clave no son ésos',
  '28000': 'el servidor no admite a ese usuario desde aquí (pg_hba.conf)',
  '3D000': 'el servidor no tiene una base con ese nombre',
  '42501': 'ese usuario no tiene permiso para conectarse a esa base',
};

/** Whatever stopped a connection from being made: LEDGER_UNAVAILABLE with what a person can do about it. */
export function connectionFailure(place: string, thrown: unknown): IntegrationError {
  if (thrown instanceof IntegrationError) return thrown;
  const code = codeOf(thrown);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const known = reasonsByCode[code];
  if (known !== undefined) return unavailable(place, `${known} (${code})`, thrown);
  if (isServerFault(thrown)) {
    const failure = statementFailure(place, faultOf(thrown));
    if (failure instanceof IntegrationError) return failure;
  }
  if (/timeout/i.test(message)) return unavailable(place, `${String(reasonsByCode['ETIMEDOUT'])} (${message})`, thrown);
  if (/SSL|TLS|CERT|SIGNATURE/i.test(`${code} ${message}`)) {
    return unavailable(place, `no se pudo cifrar la conexión (${message}); revise sslmode y sslrootcert`, thrown);
  }
  return unavailable(place, `no se pudo conectar (${message})`, thrown);
}

/** What a statement failed of, once connected. */
export function postgresFailure(
  place: string,
  thrown: unknown,
): IntegrationError | StatementError | UnsafeIntegerError {
  if (thrown instanceof UnsafeIntegerError) return thrown;
  if (isServerFault(thrown)) return statementFailure(place, faultOf(thrown));
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return unavailable(place, `se perdió la conexión (${message})`, thrown);
}

interface ServerError extends Error {
  readonly code: string;
  readonly severity?: string;
}

function isServerFault(thrown: unknown): thrown is ServerError {
  return thrown instanceof Error && 'severity' in thrown && 'code' in thrown && typeof thrown.code === 'string';
}

function faultOf(thrown: ServerError): ServerFault {
  return { sqlstate: thrown.code, severity: thrown.severity ?? 'ERROR', message: thrown.message, cause: thrown };
}

/** Several addresses of one name fail as an aggregate with the code on it or on its parts. */
function codeOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return '';
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code;
  return thrown instanceof AggregateError ? codeOf(thrown.errors[0]) : '';
}
