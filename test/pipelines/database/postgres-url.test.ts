import { expect, test } from 'vitest';

import { parsePostgresUrl } from '../../../pipelines/database/postgres-url.ts';
import { IntegrationError } from '../../../schemas/errors.ts';

test('a URL is taken apart, and its place says neither user nor password', () => {
  const target = parsePostgresUrl('postgresql://mar%C3%ADa:cl%40ve@SRV-LIBRO:5433/libro%20unico?sslmode=require', '.');

  expect(target).toEqual({
    host: 'SRV-LIBRO',
    port: 5433,
    database: 'libro unico',
    user: 'maría',
    password: 'cl@ve',
    sslmode: 'require',
    ssl: { rejectUnauthorized: false },
    place: 'postgres://SRV-LIBRO:5433/libro unico',
  });
});

test('what a URL leaves out is left to the defaults', () => {
  const target = parsePostgresUrl('postgres:///libro', '.');

  expect(target).toEqual({
    host: 'localhost',
    port: 5432,
    database: 'libro',
    user: undefined,
    password: undefined,
    sslmode: 'disable',
    ssl: false,
    place: 'postgres://localhost:5432/libro',
  });
});

test('an IPv6 address keeps its brackets only in the place', () => {
  const { host, place } = parsePostgresUrl('postgres://[::1]:5432/libro', '.');

  expect({ host, place }).toEqual({ host: '::1', place: 'postgres://[::1]:5432/libro' });
});

test.each([
  ['127.0.0.1', false],
  ['localhost', false],
  ['[::1]', false],
  ['', false],
  ['10.0.0.7', { rejectUnauthorized: false }],
  ['127.0.0.1.nip.io', { rejectUnauthorized: false }],
  ['SRV-LIBRO', { rejectUnauthorized: false }],
])('without sslmode, the way to «%s» is encrypted unless it stays inside the machine', (host, expected) => {
  const { ssl } = parsePostgresUrl(`postgres://${host}/libro`, '.');

  expect(ssl).toEqual(expected);
});

test.each([
  ['no URL', 'servidor=x;clave=secreta', 'no es una dirección de PostgreSQL'],
  ['another scheme', 'mysql://u:secreta@h/libro', 'no es una dirección de PostgreSQL'],
  ['a port that is none', 'postgres://u:secreta@h:port/libro', 'no es una dirección de PostgreSQL'],
  ['no database', 'postgres://u:secreta@h:5432', 'no dice el nombre de la base'],
  ['a password with a bare %', 'postgres://u:secreta%@h/libro', '%25'],
  ['an unknown parameter', 'postgres://u:secreta@h/libro?options=-c', 'tiene el parámetro options'],
  ['an unknown sslmode', 'postgres://u:secreta@h/libro?sslmode=siempre', 'se admiten disable, require, verify-ca, ver'],
  [
    'an sslmode that may not encrypt',
    'postgres://u:secreta@h/libro?sslmode=prefer',
    'prefer deja que quien esté en medio',
  ],
  [
    'a certificate for what is not encrypted',
    'postgres://u:secreta@h/libro?sslmode=disable&sslkey=a',
    'trae sslkey y no cifra',
  ],
  ['a client certificate without its key', 'postgres://u:secreta@h/libro?sslcert=/dev/null', 'van los dos'],
  [
    'a certificate that is none',
    'postgres://u:secreta@h/libro?sslcert=/dev/null&sslkey=/dev/null',
    'que no está en PEM',
  ],
  ['any authority for any name', 'postgres://u:secreta@h/libro?sslmode=verify-ca', 'sin sslrootcert'],
  [
    'public authorities for any name',
    'postgres://u:secreta@h/libro?sslmode=verify-ca&sslrootcert=system',
    'verify-full',
  ],
  ['a certificate that cannot be read', 'postgres://u:secreta@h/libro?sslrootcert=/no/hay.pem', '/no/hay.pem'],
])('%s is refused without showing the password', (_, url, reason) => {
  const parse = (): unknown => parsePostgresUrl(url, '.');

  expect(parse).toThrow(IntegrationError);
  expect(parse).toThrow(reason);
  expect(parse).not.toThrow('secreta');
});
