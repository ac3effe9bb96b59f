import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Authority, type Certificate } from '../certificates.ts';

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
  const authority = new Authority(folder, 'autoridad');
  const other = new Authority(folder, 'otra-autoridad');
  const issue = (file: string, days: number): Certificate =>
    authority.issue(file, { name: 'localhost', address: '127.0.0.1', days });
  const bundle = (file: string, days: number): string => {
    const { cert, key } = issue(file, days);
    const path = join(folder, `${file}.bundle.pem`);
    writeFileSync(path, read(key) + read(cert), { mode: 0o600 });
    return path;
  };
  const client = issue('cliente', 2);
  return {
    files: { authority: authority.root.cert, valid: bundle('vigente', 2), expired: bundle('vencido', -1) },
    certificates: {
      authority: read(authority.root.cert),
      otherAuthority: read(other.root.cert),
      client: { certificate: read(client.cert), key: read(client.key) },
    },
  };
}

function read(path: string): string {
  return readFileSync(path, 'utf8');
}
