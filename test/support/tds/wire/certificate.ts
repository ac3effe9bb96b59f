import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext, type SecureContext } from 'node:tls';

export interface ServerCertificate {
  /** PEM; a client that is told to trust it needs no other authority. */
  readonly certificate: string;
  readonly context: SecureContext;
}

/** A self-signed certificate for localhost, made by openssl. TLS 1.2 at most, as servers of TDS 7.x speak. */
export function makeCertificate(): ServerCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'libro-tds-'));
  try {
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', certificate];
    execFileSync('openssl', [...made, ...subject], { stdio: 'pipe' });
    const text = readFileSync(certificate, 'utf8');
    const context = createSecureContext({
      key: readFileSync(key),
      cert: text,
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.2',
    });
    return { certificate: text, context };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
