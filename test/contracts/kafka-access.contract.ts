import { createServer as createWebServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import type { KafkaOptions } from '../../pipelines/bus/kafka/options.ts';
import { outside } from '../support/kafka/outside.ts';
import { Book, failureOf, never, states, type Town } from './kafka-subject.ts';

const PROMISED_MS = 10_000;
const USER = 'bi';
export const PASSWORD = 'clave-de-prueba';
const mechanisms = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

type Way = Partial<KafkaOptions>;

/** Who is let in, and what is said when somebody is not. The broker has every listener, the user `bi`, and ACLs. */
export function kafkaAccessContract(town: () => Town): void {
  const certificates = () =>
    town().broker.certificates ?? { authority: '', otherAuthority: '', client: { certificate: '', key: '' } };
  const trusting = (): NonNullable<KafkaOptions['tls']> => ({ ca: certificates().authority });
  const byTls = (): Way => ({ brokers: [town().broker.address('tls')], tls: trusting() });
  const asBi = (mechanism: (typeof mechanisms)[number] = 'scram-sha-512', password = PASSWORD): Way => ({
    brokers: [town().broker.address('sasl-tls')],
    tls: trusting(),
    sasl: { mechanism, username: USER, password },
  });
  const withCertificate = (): Way => {
    const { certificate: cert, key } = certificates().client;
    return { brokers: [town().broker.address('mutual-tls')], tls: { ...trusting(), cert, key } };
  };

  test.each<readonly [string, () => Way]>([
    ['TLS', byTls],
    ["a certificate of one's own", withCertificate],
    ...mechanisms.map((mechanism) => [mechanism, () => asBi(mechanism)] as const),
    [
      'the second address, when nobody listens at the first',
      () => ({ brokers: ['127.0.0.1:1', town().broker.bootstrap] }),
    ],
    ['the name in the certificate', () => ({ ...byTls(), tls: { ...trusting(), serverName: 'localhost' } })],
  ])('it comes in by %s', async (_name, way) => {
    await using connection = await town().connect(way());

    expect(connection.clusterId).toMatch(/^[\w-]{22}$/);
  });

  test.each<readonly [string, () => Way, RegExp]>([
    ...mechanisms.map(
      (mechanism) =>
        [`a wrong password (${mechanism})`, () => asBi(mechanism, 'clave-equivocada'), /contraseña/] as const,
    ),
    ['an expired certificate', () => ({ ...byTls(), brokers: [town().broker.address('expired-tls')] }), /vencido/],
    ["an authority of nobody's", () => ({ ...byTls(), tls: {} }), /autoridad de confianza/],
    ['another authority', () => ({ ...byTls(), tls: { ca: certificates().otherAuthority } }), /autoridad de confianza/],
    ['another name', () => ({ ...byTls(), tls: { ...trusting(), serverName: 'otro' } }), /de otro equipo/],
    ['no certificate where one is asked for', () => ({ ...withCertificate(), tls: trusting() }), /cert y key/],
    ['a port that wants encryption', () => ({ brokers: [town().broker.address('tls')] }), /pide cifrado/],
  ])('%s stays refused until somebody mends it, and is said without the secret', async (_name, way, reason) => {
    const options = way();

    const failure = await failureOf(town().connect(options));

    const place = options.brokers?.[0] ?? '';
    expect(failure).toMatchObject({ code: 'BUS_UNAVAILABLE', context: { place, final: true } });
    expect(failure.message).toMatch(reason);
    expect(failure.message).toContain(place);
    expect(inspect(failure, { depth: 10 })).not.toMatch(/clave-/);
  });

  test.each<readonly [string, () => Way, RegExp]>([
    ['a port where nobody listens', () => ({ brokers: ['127.0.0.1:1'] }), /nadie escucha/],
    ['a name that nobody has', () => ({ brokers: ['no-existe.invalid:9092'] }), /no se encuentra/],
    ['encryption on a port without', () => ({ ...byTls(), brokers: [town().broker.bootstrap] }), /cifrado/],
    ['no user where one is asked for', () => ({ ...byTls(), brokers: [town().broker.address('sasl-tls')] }), /usuario/],
  ])('%s is said with the address, and may be tried again', async (_name, way, reason) => {
    const options = way();

    const failure = await failureOf(town().connect(options));

    const place = options.brokers?.[0] ?? '';
    expect(failure).toMatchObject({ code: 'BUS_UNAVAILABLE', context: { place, final: false } });
    expect(failure.message).toMatch(reason);
  });

  test.each<readonly [string, () => Server, RegExp]>([
    ['is silent', () => createServer(), /no contestó/],
    ['speaks HTTP', () => createWebServer(), /no es Kafka/],
    [
      'speaks first',
      () => createServer((socket) => socket.on('error', () => undefined).write('SSH-2.0-OpenSSH\r\n')),
      /no es Kafka/,
    ],
    ['hangs up', () => createServer((socket) => socket.on('error', () => undefined).end()), /cerró la conexión/],
  ])('a port that %s is named within ten seconds', async (_name, make, reason) => {
    await using server = make();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const sockets = new Set<{ destroy(): void }>();
    server.on('connection', (socket) => sockets.add(socket));
    const place = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const before = performance.now();

    const failure = await failureOf(town().connect({ brokers: [place] }));

    expect(performance.now() - before).toBeLessThan(PROMISED_MS);
    expect(failure).toMatchObject({ code: 'BUS_UNAVAILABLE', context: { place } });
    expect(failure.message).toMatch(reason);
    for (const socket of sockets) socket.destroy();
  });

  test('an address that cannot be one is a mistake of the configuration', async () => {
    for (const brokers of [[], ['srv-kafka'], ['[::1]:9092'], ['kafka://srv:9092']]) {
      expect(await failureOf(town().connect({ brokers }))).toMatchObject({ code: 'CONFIG_INVALID' });
    }
  });

  test('an account reads the topics of its ACL and is refused the others, by name', async () => {
    const admin = outside(town().broker.bootstrap);
    const [open, closed] = [town().name('libro.abierto.rubro'), town().name('libro.reservado.nomina')];
    for (const topic of [open, closed]) await town().create(topic, 2);
    await admin.allow(USER, 'topic', 'libro.abierto.', 'read');
    await admin.allow(USER, 'group', 'bi.', 'read');
    await using owner = await town().connect();
    await owner.send(open, states(5, 0, 10), never);
    await using connection = await town().connect(asBi());
    const book = new Book();

    await using consumption = await connection.consume(book.member('bi.tablero', [open]), never);
    await Promise.race([book.until(() => book.seen.length === 50), consumption.ended]);
    const failures = [
      await failureOf(connection.consume(book.member('bi.otro', [closed]), never)),
      await failureOf(connection.extents([closed], never)),
      await failureOf(connection.send(closed, states(1, 0, 1), never)),
      await failureOf(connection.send(open, states(1, 0, 1), never)),
    ];
    await using others = await connection.consume(book.member('loader', [open]), never);

    expect(book.seen).toHaveLength(50);
    const refused = [closed, closed, closed, open].map((topic) => ({ code: 'FORBIDDEN', context: { topic } }));
    expect(failures).toMatchObject(refused);
    expect(failures[0]?.message).toContain(`sobre el tema ${closed}`);
    expect(await others.ended).toMatchObject({ code: 'FORBIDDEN', context: { group: 'loader' } });
  });
}
