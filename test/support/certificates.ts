import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync } from 'node:fs';
import { join } from 'node:path';

import { runner } from './postgres-binaries.ts';

/** Why no certificates can be made here; null when they can. */
export const missingOpenssl: string | null =
  spawnSync('openssl', ['version']).status === 0 ? null : 'certificates are made with it';

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateRequest {
  readonly name: string;
  readonly days: number;
  /** An address that it holds for too, besides the name. */
  readonly address?: string;
}

/** Certificates of an authority that exists for one test, in a folder; the PostgreSQL server may read them. */
export class Authority {
  readonly #folder: string;
  readonly #name: string;
  readonly root: Certificate;

  constructor(folder: string, name: string) {
    this.#folder = folder;
    this.#name = name;
    this.root = this.#pair(name);
    openssl('req', '-x509', ...fresh(this.root), '-out', this.root.cert, '-days', '2', '-subj', `/CN=${name}`);
    hand(this.root);
  }

  /** `days` from now; a negative number has expired. */
  issue(file: string, { name, days, address }: CertificateRequest): Certificate {
    const pair = this.#pair(`${this.#name}-${file}`);
    const request = join(this.#folder, `${this.#name}-${file}.csr`);
    openssl(
      'req',
      '-new',
      ...fresh(pair),
      '-out',
      request,
      '-subj',
      `/CN=${name}`,
      '-addext',
      `subjectAltName=DNS:${name}${address === undefined ? '' : `,IP:${address}`}`,
    );
    const signed = ['-CA', this.root.cert, '-CAkey', this.root.key, '-days', String(days), '-copy_extensions', 'copy'];
    openssl('x509', '-req', '-in', request, ...signed, '-out', pair.cert);
    hand(pair);
    return pair;
  }

  #pair(file: string): Certificate {
    return { cert: join(this.#folder, `${file}.pem`), key: join(this.#folder, `${file}.key`) };
  }
}

function fresh({ key }: Certificate): readonly string[] {
  return ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key];
}

/** PostgreSQL refuses a key that anybody else may read. */
function hand({ cert, key }: Certificate): void {
  const { uid, gid } = runner();
  chmodSync(key, 0o600);
  if (uid !== undefined && gid !== undefined) for (const path of [cert, key]) chownSync(path, uid, gid);
}

function openssl(...parameters: readonly string[]): void {
  const { status, stderr } = spawnSync('openssl', parameters, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`openssl ${parameters.join(' ')} failed: ${stderr}`);
}
