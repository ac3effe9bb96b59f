import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { openPostgres } from '../../../pipelines/database/postgres.ts';
import { Authority, missingOpenssl, type Certificate } from '../../support/certificates.ts';
import { need } from '../../support/need.ts';
import { makeServerFolder, PASSWORD, SUPERUSER } from '../../support/postgres-server.ts';
import { asSuperuser, missingPostgres, openServer, type OwnServer } from '../../support/postgres.ts';

const signal = new AbortController().signal;

for (const version of [15, 18] as const) {
  const missing = missingPostgres(version) ?? missingOpenssl;
  need(
    `PostgreSQL ${version} with TLS`,
    missing === null,
    missing ?? '',
  )(`a PostgreSQL ${version} that encrypts`, () => {
    let folder: string;
    let server: OwnServer;
    let ours: Authority;
    let strangers: Authority;
    let good: Certificate;

    beforeAll(async () => {
      folder = makeServerFolder('libro-certificados-');
      ours = new Authority(folder, 'autoridad');
      strangers = new Authority(folder, 'ajena');
      good = ours.issue('localhost', { name: 'localhost', days: 1 });
      const settings = { ssl: 'on', ssl_cert_file: good.cert, ssl_key_file: good.key, ssl_ca_file: ours.root.cert };
      server = await openServer(version, { fsync: false, settings });
      const access = [
        `hostssl con_certificado ${SUPERUSER} 127.0.0.1/32 scram-sha-256 clientcert=verify-ca`,
        `host con_certificado all all reject`,
        `host all all 127.0.0.1/32 scram-sha-256`,
      ];
      writeFileSync(join(server.server.folder, 'data', 'pg_hba.conf'), `${access.join('\n')}\n`);
      await asSuperuser(server.server, 'SELECT pg_reload_conf()');
      await asSuperuser(server.server, 'CREATE DATABASE con_certificado');
    });

    afterAll(async () => {
      await server[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    });

    const urlOf = (
      parameters: string,
      { host = 'localhost', database = 'postgres', password = PASSWORD } = {},
    ): string => `postgres://${SUPERUSER}:${password}@${host}:${server.server.port}/${database}?${parameters}`;

    async function isEncrypted(url: string): Promise<unknown> {
      await using database = await openPostgres(url, { connections: 1, folder }, signal);
      const [row] = await database.query<{ ssl: boolean }>(
        'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
        [],
        signal,
      );
      return row?.ssl;
    }

    async function refusal(url: string): Promise<string> {
      const failure: unknown = await isEncrypted(url).catch((thrown: unknown) => thrown);
      expect(failure).toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
      expect(String(failure)).toContain(`postgres://${new URL(url).host}/`);
      expect(String(failure)).not.toContain(PASSWORD);
      return String(failure);
    }

    /** The server shows that certificate to whoever connects from now on. */
    async function show({ cert, key }: Certificate): Promise<void> {
      await asSuperuser(server.server, `ALTER SYSTEM SET ssl_cert_file = '${cert}'`);
      await asSuperuser(server.server, `ALTER SYSTEM SET ssl_key_file = '${key}'`);
      await asSuperuser(server.server, 'SELECT pg_reload_conf()');
      const shown = `DO $$ BEGIN ASSERT current_setting('ssl_key_file') = '${key}'; END $$`;
      while (
        !(await asSuperuser(server.server, shown).then(
          () => true,
          () => false,
        ))
      );
    }

    test.each([
      ['sslmode=disable', false],
      ['', false],
      ['sslmode=require', true],
      ['sslmode=require&sslrootcert=autoridad.pem', true],
      ['sslmode=verify-ca&sslrootcert=autoridad.pem', true],
      ['sslmode=verify-full&sslrootcert=autoridad.pem', true],
    ])('with «%s» the connection is encrypted: %s', async (parameters, encrypted) => {
      expect(await isEncrypted(urlOf(parameters))).toBe(encrypted);
    });

    test.each([
      'sslmode=require&sslrootcert=ajena.pem',
      'sslmode=verify-ca&sslrootcert=ajena.pem',
      'sslmode=verify-full&sslrootcert=ajena.pem',
      'sslmode=verify-full',
      'sslmode=verify-full&sslrootcert=system',
    ])('with «%s» a certificate of another authority is refused', async (parameters) => {
      expect(await refusal(urlOf(parameters))).toContain('no lo firmó una autoridad de confianza');
    });

    test('the name of the server counts for verify-full alone', async () => {
      const root = 'sslrootcert=autoridad.pem';
      const host = '127.0.0.1';

      expect(await refusal(urlOf(`sslmode=verify-full&${root}`, { host }))).toContain('es de otro servidor');
      expect(await isEncrypted(urlOf(`sslmode=verify-ca&${root}`, { host }))).toBe(true);
    });

    test.each(['verify-ca', 'verify-full'])('with sslmode=%s an expired certificate is refused', async (mode) => {
      await show(ours.issue('vencido', { name: 'localhost', days: -1 }));

      const said = await refusal(urlOf(`sslmode=${mode}&sslrootcert=autoridad.pem`));

      await show(good);
      expect(said).toContain('está vencido');
    });

    test('a database that asks for a certificate gets in who has one of its authority', async () => {
      const database = 'con_certificado';
      const [known, unknown] = [ours, strangers].map((authority) =>
        authority.issue('cliente', { name: SUPERUSER, days: 1 }),
      );
      const withPair = (pair: Certificate | undefined): string =>
        urlOf(`sslmode=require&sslcert=${pair?.cert ?? ''}&sslkey=${pair?.key ?? ''}`, { database });

      expect(await isEncrypted(withPair(known))).toBe(true);
      expect(await refusal(withPair(unknown))).toContain('cifrar');
      expect(await refusal(urlOf('sslmode=require', { database }))).toContain('pide su certificado');
    });

    test('a wrong password over TLS is said as one', async () => {
      const said = await refusal(urlOf('sslmode=require', { password: 'otra-secreta' }));

      expect(said).toContain('el usuario o la clave no son ésos');
      expect(said).not.toContain('otra-secreta');
    });
  });
}
