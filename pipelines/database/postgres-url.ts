import type { ConnectionOptions } from 'node:tls';

import { IntegrationError } from '../../schemas/errors.ts';
import { encryptionOf, sslModeOf, TLS_PARAMETERS, type SslMode } from './postgres-tls.ts';

/** A PostgreSQL URL, taken apart; what it leaves out (user, password) comes from libpq's own variables and files. */
export interface PostgresTarget {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly sslmode: SslMode;
  readonly ssl: false | ConnectionOptions;
  /** Without user or password. */
  readonly place: string;
}

const SHAPE = 'postgres://usuario:clave@servidor:5432/base?sslmode=verify-full';

/**
 * CONFIG_INVALID, without the password, for what is not a PostgreSQL URL or has parameters that are not known. The files
 * that it names are looked for from `folder`.
 */
export function parsePostgresUrl(text: string, folder: string): PostgresTarget {
  // The error of URL quotes the whole text, password included: it is not kept.
  const url = URL.parse(text);
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) throw invalid('no es una dirección de PostgreSQL');
  const named = url.hostname === '' ? 'localhost' : url.hostname;
  const host = named.replace(/^\[|\]$/g, '');
  const database = decoded(url.pathname.slice(1));
  if (database === '') throw invalid('no dice el nombre de la base');
  const port = url.port === '' ? 5432 : Number(url.port);
  const unknown = [...url.searchParams.keys()].find((name) => !TLS_PARAMETERS.includes(name));
  if (unknown !== undefined) throw invalid(`tiene el parámetro ${unknown}; se admiten ${TLS_PARAMETERS.join(', ')}`);
  const sslmode = sslModeOf(url.searchParams, host, invalid);
  return {
    host,
    port,
    database,
    user: decoded(url.username) || undefined,
    password: decoded(url.password) || undefined,
    sslmode,
    ssl: encryptionOf(sslmode, url.searchParams, folder, invalid),
    place: `postgres://${named}:${String(port)}/${database}`,
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw invalid('tiene un % que no va seguido de dos cifras hexadecimales (en una clave, % se escribe %25)');
  }
}

function invalid(reason: string, cause?: unknown): IntegrationError {
  return new IntegrationError('CONFIG_INVALID', `La dirección del libro ${reason}; se espera ${SHAPE}.`, { cause });
}
