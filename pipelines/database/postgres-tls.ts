import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { createSecureContext, getCACertificates, type ConnectionOptions } from 'node:tls';

/** What is wrong with the encryption that a URL asks for, as `postgres-url.ts` says it. */
export type Complain = (reason: string, cause?: unknown) => Error;

const MODES = ['disable', 'require', 'verify-ca', 'verify-full'] as const;
type Mode = (typeof MODES)[number];

export const TLS_PARAMETERS: readonly string[] = ['sslmode', 'sslrootcert', 'sslcert', 'sslkey'];

/**
 * The encryption of a URL's parameters, which mean what they mean to libpq; files are looked for from `folder`. `allow` and
 * `prefer` are not taken, since whoever is in between can turn them into no encryption: a URL that names no `sslmode` means
 * `require`, and `disable` on this machine itself.
 */
export function encryptionOf(
  parameters: URLSearchParams,
  host: string,
  folder: string,
  complain: Complain,
): false | ConnectionOptions {
  const mode = modeOf(parameters.get('sslmode') ?? (isLoopback(host) ? 'disable' : 'require'), complain);
  if (mode === 'disable') {
    const other = TLS_PARAMETERS.find((name) => name !== 'sslmode' && parameters.has(name));
    if (other !== undefined) throw complain(`trae ${other} y no cifra; diga sslmode=verify-full, o quite ${other}`);
    return false;
  }
  const ownCertificate = parameters.has('sslcert');
  if (ownCertificate !== parameters.has('sslkey')) throw complain('trae sólo uno de sslcert y sslkey; van los dos');
  const read = (name: string): string | null => {
    const file = parameters.get(name);
    return file === null ? null : contents(name, resolve(folder, file), complain);
  };
  const trusted = parameters.get('sslrootcert') === 'system' ? systemRoots(mode, complain) : read('sslrootcert');
  const options = {
    ...(trusted === null ? {} : { ca: trusted }),
    ...(ownCertificate ? { cert: read('sslcert') ?? '', key: read('sslkey') ?? '' } : {}),
    ...verification(mode, trusted !== null),
  };
  try {
    createSecureContext(options);
  } catch (thrown) {
    throw complain(
      'trae un certificado o una clave que no sirven (se esperan en PEM, sin contraseña, y la clave del mismo certificado)',
      thrown,
    );
  }
  return options;
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function modeOf(asked: string, complain: Complain): Mode {
  const mode = MODES.find((each) => each === asked);
  if (mode !== undefined) return mode;
  const why =
    asked === 'prefer' || asked === 'allow' ? ` (${asked} deja que quien esté en medio apague el cifrado)` : '';
  throw complain(`pide sslmode=${asked}; se admiten ${MODES.join(', ')}${why}`);
}

/** As libpq: `require` verifies when it is given a root certificate, and only `verify-full` looks at the name. */
function verification(mode: Exclude<Mode, 'disable'>, trusted: boolean): ConnectionOptions {
  switch (mode) {
    case 'require':
      return trusted ? { checkServerIdentity: () => undefined } : { rejectUnauthorized: false };
    case 'verify-ca':
      return { checkServerIdentity: () => undefined };
    case 'verify-full':
      return {};
  }
}

function systemRoots(mode: Mode, complain: Complain): string[] {
  // libpq refuses it too: anybody can get a certificate from a public authority, for a name of their own.
  if (mode !== 'verify-full') throw complain('trae sslrootcert=system, que sólo va con sslmode=verify-full');
  return getCACertificates('system');
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
