import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a client needs to know or to show, as PEM. */
export interface Certificates {
  /** Signed the broker's certificates and the client's. */
  readonly authority: string;
  /** Signed nothing that the broker has. */
  readonly otherAuthority: string;
  readonly client: { readonly certificate: string; readonly key: string };
}

/** Of the broker: key and certificate in one file, as Kafka reads PEM. */
export interface KeyFiles {
  readonly authority: string;
  readonly valid: string;
  readonly expired: string;
}

/** Makes an authority, the broker's certificates (for localhost and 127.0.0.1) and a client's in the folder. */
export function makeCertificates(folder: string): { readonly files: KeyFiles; readonly certificates: Certificates } {
  const names = join(folder, 'names.cnf');
  writeFileSync(names, 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
  const authority = makeAuthority(folder, 'authority');
  const otherAuthority = makeAuthority(folder, 'other-authority');
  sign(folder, 'valid', 30);
  sign(folder, 'expired', -1);
  sign(folder, 'client', 30);
  const bundle = (name: string): string => {
    const path = join(folder, `${name}.bundle.pem`);
    writeFileSync(path, read(folder, `${name}.key`) + read(folder, `${name}.pem`), { mode: 0o600 });
    return path;
  };
  return {
    files: { authority: join(folder, 'authority.pem'), valid: bundle('valid'), expired: bundle('expired') },
    certificates: {
      authority,
      otherAuthority,
      client: { certificate: read(folder, 'client.pem'), key: read(folder, 'client.key') },
    },
  };
}

function makeAuthority(folder: string, name: string): string {
  openssl(folder, ['req', '-x509', ...newKey(name), '-subj', `/CN=${name}`, '-days', '30', '-out', `${name}.pem`]);
  return read(folder, `${name}.pem`);
}

function sign(folder: string, name: string, days: number): void {
  openssl(folder, ['req', ...newKey(name), '-subj', `/CN=${name}`, '-out', `${name}.csr`]);
  const authority = ['-CA', 'authority.pem', '-CAkey', 'authority.key', '-CAcreateserial'];
  const validity = ['-days', String(days), '-extfile', 'names.cnf'];
  openssl(folder, ['x509', '-req', '-in', `${name}.csr`, ...authority, ...validity, '-out', `${name}.pem`]);
}

function newKey(name: string): readonly string[] {
  return ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', `${name}.key`];
}

function openssl(folder: string, parameters: readonly string[]): void {
  execFileSync('openssl', parameters, { cwd: folder, stdio: 'pipe' });
}

function read(folder: string, name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}
