import type { Kafka, KafkaConfig } from 'kafkajs';
import { cancelled } from '../../database/failures.ts';
import { kafkaFailure, unavailable, type Doing } from './failures.ts';
import { gzip } from './gzip.ts';
import type { KafkaOptions } from './options.ts';
import { patchKafkajs } from './patches.ts';
import { Sockets } from './sockets.ts';

/** Whoever waits for Kafka hears within this time. */
export const PATIENCE_MS = 8_000;
/** To say goodbye politely; with the broker down kafkajs takes 6 to 9 s. */
const GOODBYE_MS = 2_000;

/** All that is set, since kafkajs has other defaults where NODE_ENV is `test`. */
export const RETRY = { initialRetryTime: 200, maxRetryTime: 2_000, retries: 5, factor: 0.2, multiplier: 2 };

/** kafkajs drops this error where it looks for a group's coordinator, and only its log tells (2.2.4, `withBroker`). */
const GROUP_REFUSED = 'Not authorized to access group: Group authorization failed';

/** One kafkajs client with its connections. */
export interface Client {
  readonly kafka: Kafka;
  readonly vendor: typeof import('kafkajs');
  readonly sockets: Sockets;
  /** Whether the cluster refused the group to this account. */
  readonly groupRefused: () => boolean;
}

export async function makeClient(options: KafkaOptions, retries = RETRY.retries): Promise<Client> {
  const vendor = (await import('kafkajs')).default;
  patchKafkajs();
  vendor.CompressionCodecs[vendor.CompressionTypes.GZIP] = () => gzip;
  const sockets = new Sockets();
  let groupRefused = false;
  const config: KafkaConfig = {
    brokers: [...options.brokers],
    clientId: options.clientId,
    connectionTimeout: 2_000,
    requestTimeout: 10_000,
    retry: { ...RETRY, retries },
    socketFactory: sockets.factory,
    // Failures come as errors; what kafkajs tells besides is a line for each rebalance.
    logCreator:
      () =>
      ({ log }) => {
        groupRefused ||= log['error'] === GROUP_REFUSED;
      },
    ...(options.tls ? { ssl: encryption(options.tls) } : {}),
    ...(options.sasl ? { sasl: options.sasl as NonNullable<KafkaConfig['sasl']> } : {}),
  };
  return { kafka: new vendor.Kafka(config), vendor, sockets, groupRefused: () => groupRefused };
}

function encryption(tls: NonNullable<KafkaOptions['tls']>): NonNullable<KafkaConfig['ssl']> {
  const { serverName, ...pem } = tls;
  return serverName === undefined ? pem : { ...pem, servername: serverName };
}

/**
 * Settles with the work, or fails with CANCELLED or BUS_UNAVAILABLE as soon as the signal fires or time runs out. The work goes on
 * until whoever began it cuts the client.
 */
export async function within<Result>(
  client: Client,
  work: Promise<Result>,
  doing: Doing,
  signal: AbortSignal,
  patienceMs = PATIENCE_MS,
): Promise<Result> {
  const over = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  const fired = Promise.withResolvers<never>();
  const stop = (): void => {
    fired.reject(signal.aborted ? cancelled(signal) : outOfTime(client, doing));
  };
  over.addEventListener('abort', stop, { once: true });
  if (over.aborted) stop();
  try {
    return await Promise.race([work, fired.promise]);
  } catch (thrown) {
    throw kafkaFailure(thrown, doing);
  } finally {
    over.removeEventListener('abort', stop);
    work.catch(() => undefined);
  }
}

function outOfTime(client: Client, doing: Doing): Error {
  const seen = client.sockets.lastFailure;
  return seen ? kafkaFailure(seen, doing) : unavailable(doing, 'no contestó a tiempo', false);
}

/** Ends a client: politely for a moment, then by cutting its connections. */
export async function close(client: Client, disconnect: () => Promise<void>): Promise<void> {
  const enough = Promise.withResolvers<undefined>();
  const timer = setTimeout(enough.resolve, GOODBYE_MS, undefined);
  await Promise.race([disconnect().catch(() => undefined), enough.promise]);
  clearTimeout(timer);
  client.sockets.cut();
}
