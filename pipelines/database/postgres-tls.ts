import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { createSecureContext, getCACertificates, type ConnectionOptions } from 'node:tls';

/** What is wrong with the encryption that a URL asks for, as `postgres-url.ts` says it. */
export type Complain = (reason: string, cause?: unknown) => Error;

/** How the way is encrypted, in libpq's words. */
const MODES = ['disable', 'require', 'verify-ca', 'verify-full'] as const;
export type SslMode = (typeof MODES)[number];

export const TLS_PARAMETERS: readonly string[] = ['sslmode', 'sslrootcert', 'sslcert', 'sslkey'];

/**
 * `allow` and `prefer` are not taken, since whoever is in between can turn them into no encryption: a URL that names no
 * `sslmode` means `require`, and `disable` on this machine itself.
 */
export function sslModeOf(parameters: URLSearchParams, host: string, complain: Complain): SslMode {
  const asked = parameters.get('sslmode') ?? (isLoopback(host) ? 'disable' : 'require');
  const mode = MODES.find((each) => each === asked);
  if (mode !== undefined) return mode;
  const why =
    asked === 'prefer' || asked === 'allow' ? ` (${asked} deja que quien esté en medio apague el cifrado)` : '';
  throw complain(`pide sslmode=${asked}; se admiten ${MODES.join(', ')}${why}`);
}

/** The encryption of a URL's parameters, which mean what they mean to libpq; files are looked for from `folder`. */
export function encryptionOf(
  mode: SslMode,
  parameters: URLSearchParams,
  folder: string,
  complain: Complain,
): false | ConnectionOptions {
  if (mode === 'disable') {
    const other = TLS_PARAMETERS.find((name) => name !== 'sslmode' && parameters.has(name));
    if (other === undefined) return false;
    throw complain(`trae ${other} y no cifra; diga sslmode=verify-full, o quite ${other}`);
  }
  const read = (name: string): string => contents(name, resolve(folder, parameters.get(name) ?? ''), complain);
  const trusted = trustedRoots(parameters.get('sslrootcert'), mode, read, complain);
  const options = { ...trusted, ...ownCertificate(parameters, read, complain), ...verification(mode, 'ca' in trusted) };
  try {
    createSecureContext(options);
  } catch (thrown) {
    const expected = 'se esperan en PEM, sin contraseña, y la clave del mismo certificado';
    throw complain(`trae un certificado o una clave que no sirven (${expected})`, thrown);
  }
  return options;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** As libpq: `require` verifies when it is given a root certificate, and only `verify-full` looks at the name. */
function verification(mode: Exclude<SslMode, 'disable'>, trusted: boolean): ConnectionOptions {
  switch (mode) {
    case 'require':
      return trusted ? { checkServerIdentity: () => undefined } : { rejectUnauthorized: false };
    case 'verify-ca':
      return { checkServerIdentity: () => undefined };
    case 'verify-full':
      return {};
  }
}

function trustedRoots(
  named: string | null,
  mode: SslMode,
  read: (name: string) => string,
  complain: Complain,
): ConnectionOptions {
  // libpq refuses both: from a public authority anybody can get a certificate, for a name of their own.
  if (named === null && mode === 'verify-ca')
    throw complain('pide sslmode=verify-ca sin sslrootcert; ponga el de la autoridad');
  if (named === 'system' && mode !== 'verify-full') {
    throw complain('trae sslrootcert=system, que sólo va con sslmode=verify-full');
  }
  if (named === null) return {};
  return { ca: named === 'system' ? getCACertificates('system') : read('sslrootcert') };
}

function ownCertificate(
  parameters: URLSearchParams,
  read: (name: string) => string,
  complain: Complain,
): ConnectionOptions {
  const given = parameters.has('sslcert');
  if (given !== parameters.has('sslkey')) throw complain('trae sólo uno de sslcert y sslkey; van los dos');
  return given ? { cert: read('sslcert'), key: read('sslkey') } : {};
}

function contents(name: string, file: string, complain: Complain): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (thrown) {
    throw complain(`nombra en ${name} el archivo ${file}, que no se puede leer`, thrown);
  }
  // Node takes what is no PEM for no certificate at all.
  if (!text.includes('-----BEGIN ')) throw complain(`nombra en ${name} el archivo ${file}, que no está en PEM`);
  return text;
}
