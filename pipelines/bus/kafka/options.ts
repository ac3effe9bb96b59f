import { IntegrationError } from '../../../schemas/errors.ts';

export interface KafkaOptions {
  /** `host:port` of some of the cluster's brokers. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** PEM. With `{}` the machine's own authorities are trusted. */
  readonly tls?: {
    readonly ca?: string;
    readonly cert?: string;
    readonly key?: string;
    /** The name in the brokers' certificate, where it is not the one they are reached by. */
    readonly serverName?: string;
  };
  readonly sasl?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
}

export function placeOf(options: KafkaOptions): string {
  return options.brokers.join(', ');
}

/** CONFIG_INVALID for what kafkajs would misread: it takes an address apart at its first colon. */
export function checkAddresses(options: KafkaOptions): void {
  const wrong = options.brokers.find((address) => !/^[^\s:/]+:\d{1,5}$/.test(address));
  if (wrong === undefined && options.brokers.length > 0) return;
  const reason =
    wrong === undefined ? 'Falta la dirección de Kafka' : `La dirección de Kafka '${wrong}' no se entiende`;
  throw new IntegrationError('CONFIG_INVALID', `${reason}; se espera equipo:puerto, como 'srv-kafka:9092'.`);
}
