import { IntegrationError } from '../../schemas/errors.ts';
import { StatementError } from './database.ts';
import { statementFailure, unavailable, type ServerFault } from './failures.ts';
import type { Heard } from './postgres-wire.ts';
import { encryptionReason } from './tls-failures.ts';
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
  '28000': 'el servidor no admite a ese usuario desde aquí, o pide su certificado (pg_hba.conf; sslcert y sslkey)',
  '3D000': 'el servidor no tiene una base con ese nombre',
  '42501': 'ese usuario no tiene permiso para conectarse a esa base',
};

/** What the system's own reasons leave unsaid, by how far the connection came. */
const reasonsByHearing: Readonly<Record<Heard, string>> = {
  unreached: 'el servidor no respondió a tiempo; revise la red y el cortafuegos',
  silent: 'en ese puerto atienden y no contestan; revise que ahí esté PostgreSQL, y que no esté detenido',
  answered: 'lo que contesta en ese puerto no habla como PostgreSQL; revise servidor y puerto',
};

/** Whatever stopped a connection from being made: LEDGER_UNAVAILABLE with what a person can do about it. */
export function connectionFailure(place: string, thrown: unknown, heard: Heard): IntegrationError {
  if (thrown instanceof IntegrationError) return thrown;
  if (isServerFault(thrown)) {
    const known = reasonsByCode[thrown.code];
    if (known !== undefined) return unavailable(place, `${known} (SQLSTATE ${thrown.code})`, thrown);
    const failure = statementFailure(place, faultOf(thrown));
    return failure instanceof IntegrationError
      ? failure
      : unavailable(place, `no deja entrar (${failure.message})`, thrown);
  }
  const [code, message] = [codeOf(thrown), thrown instanceof Error ? thrown.message : String(thrown)];
  const known = reasonsByCode[code] ?? encryptionReason(code, message) ?? passwordReason(message);
  return unavailable(
    place,
    known === undefined ? `${reasonsByHearing[heard]} (${message})` : `${known} (${code || message})`,
    thrown,
  );
}

/** pg's own complaint, before anything is sent. */
function passwordReason(message: string): string | undefined {
  return message.includes('client password must be') ? 'el servidor pide una clave y no se le dio ninguna' : undefined;
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

/** After a FATAL the server hangs up, but the client hears of it later: the connection is nobody's any more. */
export function endsConnection(thrown: unknown): boolean {
  if (isServerFault(thrown)) return thrown.severity === 'FATAL' || thrown.severity === 'PANIC';
  return !(thrown instanceof UnsafeIntegerError);
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
