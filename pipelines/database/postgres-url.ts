import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';

import { IntegrationError } from '../../schemas/errors.ts';

/** A PostgreSQL URL, taken apart; what it leaves out (user, password) comes from libpq's own variables and files. */
export interface PostgresTarget {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly ssl: false | ConnectionOptions;
  /** Without user or password. */
  readonly place: string;
}

const SHAPE = 'postgres://usuario:clave@servidor:5432/base?sslmode=verify-full';

/** CONFIG_INVALID, without the password, for what is not a PostgreSQL URL or has parameters that are not known. */
export function parsePostgresUrl(text: string): PostgresTarget {
  // The error of URL quotes the whole text, password included: it is not kept.
  const url = URL.parse(text);
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) throw invalid('no es una dirección de PostgreSQL');
  const host = url.hostname === '' ? 'localhost' : url.hostname;
  const database = decoded(url.pathname.slice(1));
  if (database === '') throw invalid('no dice el nombre de la base');
  const port = url.port === '' ? 5432 : Number(url.port);
  return {
    host: host.replace(/^\[|\]$/g, ''),
    port,
    database,
    user: decoded(url.username) || undefined,
    password: decoded(url.password) || undefined,
    ssl: encryption(url.searchParams),
    place: `postgres://${host}:${String(port)}/${database}`,
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw invalid('tiene un % que no va seguido de dos cifras hexadecimales (en una clave, % se escribe %25)');
  }
}

function encryption(parameters: URLSearchParams): false | ConnectionOptions {
  const unknown = [...parameters.keys()].find((name) => !['sslmode', 'sslrootcert'].includes(name));
  if (unknown !== undefined) throw invalid(`tiene el parámetro ${unknown}; se admiten sslmode y sslrootcert`);
  const root = parameters.get('sslrootcert');
  const ca = root === null ? {} : { ca: certificate(root) };
  switch (parameters.get('sslmode') ?? 'disable') {
    case 'disable':
      return false;
    case 'require':
      // As libpq: with a root certificate, `require` verifies it.
      return root === null ? { rejectUnauthorized: false } : { ...ca, checkServerIdentity: () => undefined };
    case 'verify-ca':
      return { ...ca, checkServerIdentity: () => undefined };
    case 'verify-full':
      return ca;
    default:
      throw invalid('pide otro sslmode; se admiten disable, require, verify-ca y verify-full');
  }
}

function certificate(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    throw invalid(`nombra el certificado ${file}, que no se puede leer`, thrown);
  }
}

function invalid(reason: string, cause?: unknown): IntegrationError {
  return new IntegrationError('CONFIG_INVALID', `La dirección del libro ${reason}; se espera ${SHAPE}.`, { cause });
}
