import type { KeyFiles } from './certificates.ts';

/** Ways in. `plaintext` is always open, and whoever comes that way is a super user. */
export type Listener = 'plaintext' | 'tls' | 'mutual-tls' | 'expired-tls' | 'sasl-tls';

interface ListenerKind {
  /** As Kafka's settings name it. */
  readonly name: string;
  readonly protocol: 'PLAINTEXT' | 'SSL' | 'SASL_SSL';
}

export const listenerKinds: Readonly<Record<Listener, ListenerKind>> = {
  plaintext: { name: 'OPEN', protocol: 'PLAINTEXT' },
  tls: { name: 'TLS', protocol: 'SSL' },
  'mutual-tls': { name: 'MUTUAL', protocol: 'SSL' },
  'expired-tls': { name: 'EXPIRED', protocol: 'SSL' },
  'sasl-tls': { name: 'SASL', protocol: 'SASL_SSL' },
};

export interface ServerShape {
  readonly folder: string;
  readonly controllerPort: number;
  readonly ports: ReadonlyMap<Listener, number>;
  readonly users: Readonly<Record<string, string>>;
  readonly acls: boolean;
  readonly keys: KeyFiles | null;
  readonly settings: Readonly<Record<string, string>>;
}

/** The settings of a single broker, its own controller, on loopback. */
export function serverProperties(shape: ServerShape): string {
  const listeners = [...shape.ports].map(([kind, port]) => ({ ...listenerKinds[kind], port }));
  const addresses = listeners.map(({ name, port }) => `${name}://127.0.0.1:${port}`).join(',');
  const protocols = listeners.map(({ name, protocol }) => `${name}:${protocol}`).join(',');
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${shape.controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: `${addresses},CONTROLLER://127.0.0.1:${shape.controllerPort}`,
    'advertised.listeners': addresses,
    'listener.security.protocol.map': `${protocols},CONTROLLER:PLAINTEXT`,
    'inter.broker.listener.name': listenerKinds.plaintext.name,
    'log.dirs': `${shape.folder}/data`,
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '1',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '1',
    'group.initial.rebalance.delay.ms': '0',
    'auto.create.topics.enable': 'false',
    ...(shape.keys ? tlsSettings(shape.keys) : {}),
    ...(shape.ports.has('sasl-tls') ? saslSettings(shape.users) : {}),
    ...(shape.acls ? aclSettings : {}),
    ...shape.settings,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

const aclSettings = {
  'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'super.users': 'User:ANONYMOUS',
};

function tlsSettings(keys: KeyFiles): Readonly<Record<string, string>> {
  return {
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': keys.valid,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': keys.authority,
    'listener.name.mutual.ssl.client.auth': 'required',
    'listener.name.expired.ssl.keystore.type': 'PEM',
    'listener.name.expired.ssl.keystore.location': keys.expired,
  };
}

function saslSettings(users: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const known = Object.entries(users).map(([name, password]) => ` user_${name}="${password}"`);
  const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';
  return {
    'listener.name.sasl.sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    'listener.name.sasl.plain.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required${known.join('')};`,
    'listener.name.sasl.scram-sha-256.sasl.jaas.config': scram,
    'listener.name.sasl.scram-sha-512.sasl.jaas.config': scram,
  };
}

/** For the storage tool: SCRAM users exist from the first start. */
export function scramUsers(users: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(users).flatMap(([name, password]) =>
    ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
      '--add-scram',
      `${mechanism}=[name=${name},password=${password}]`,
    ]),
  );
}
