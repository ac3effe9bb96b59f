import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { freePorts } from './answers.ts';
import { BrokerProcess } from './broker-process.ts';
import { makeCertificates, type Certificates } from './certificates.ts';
import { kafkaJars, type KafkaVersion } from './jars.ts';
import { scramUsers, serverProperties, type Listener } from './server-properties.ts';

export type { Certificates } from './certificates.ts';
export { missingKafka, type KafkaVersion } from './jars.ts';
export type { Listener } from './server-properties.ts';

const CLUSTER_ID = 'bGlicm8tdW5pY28tcHJ1ZQ';

export interface BrokerOptions {
  /** 4.1 unless said. */
  readonly version?: KafkaVersion;
  /** Besides `plaintext`, which is always there. */
  readonly listeners?: readonly Listener[];
  /** Name and password of who may enter by `sasl-tls`: PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512. */
  readonly users?: Readonly<Record<string, string>>;
  /** Only what an ACL grants is allowed; whoever comes by `plaintext` may do everything. */
  readonly acls?: boolean;
  /** Further settings of the broker, as `message.max.bytes`. */
  readonly settings?: Readonly<Record<string, string>>;
}

const defaults: Required<BrokerOptions> = { version: '4.1', listeners: [], users: {}, acls: false, settings: {} };

type Tool = 'acls' | 'configs' | 'consumer-groups' | 'delete-records' | 'topics';

/** A broker of the test's own, with its controller, on loopback. Gone, with its data, when disposed. */
export interface Broker extends AsyncDisposable {
  readonly version: KafkaVersion;
  /** `127.0.0.1:port` of the plaintext listener. */
  readonly bootstrap: string;
  address(listener: Listener): string;
  /** Null without a TLS listener. */
  readonly certificates: Certificates | null;
  readonly folder: string;
  /** For a PATH: `kafka-acls.sh` of Kafka's own distribution, whose scripts are not among the jars. */
  readonly bin: string;
  /** As a machine that is shut down. */
  stop(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** With the same data at the same addresses; settles when it answers again. */
  restart(): Promise<void>;
  /** It holds its connections and answers nothing, until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** What Kafka's own command line tool prints; it takes `--bootstrap-server` from here. About 1.5 s. */
  tool(name: Tool, ...parameters: readonly string[]): Promise<string>;
}

export async function startKafka(options: BrokerOptions = {}): Promise<Broker> {
  const folder = mkdtempSync(join(tmpdir(), 'libro-kafka-'));
  try {
    return await startIn(folder, { ...defaults, ...options });
  } catch (thrown) {
    rmSync(folder, { recursive: true, force: true });
    throw thrown;
  }
}

async function startIn(folder: string, options: Required<BrokerOptions>): Promise<Broker> {
  const { version, users } = options;
  const classPath = ['-cp', join(kafkaJars(version), '*')];
  const { ports, certificates, properties } = await layOut(folder, options);
  const format = ['format', '-t', CLUSTER_ID, '-c', properties, ...scramUsers(users)];
  await run([...classPath, 'kafka.tools.StorageTool', ...format]);

  const address = (listener: Listener): string => `127.0.0.1:${portOf(ports, listener)}`;
  const bootstrap = address('plaintext');
  const log = join(folder, 'broker.log');
  const frugal = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  const level = '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn';
  const command = ['java', ...frugal, level, ...classPath, 'kafka.Kafka', properties];
  const start = (): Promise<BrokerProcess> => BrokerProcess.start(command, log, portOf(ports, 'plaintext'));
  let broker = await start();
  return {
    version,
    bootstrap,
    address,
    certificates,
    folder,
    bin: writeScript(folder, [...classPath, toolClass(version, 'acls')]),
    stop: () => broker.stop(),
    kill: () => broker.kill(),
    restart: async () => {
      await broker.stop();
      broker = await start();
    },
    freeze: () => {
      broker.signal('SIGSTOP');
    },
    thaw: () => {
      broker.signal('SIGCONT');
    },
    tool: (name, ...parameters) =>
      run([...classPath, toolClass(version, name), '--bootstrap-server', bootstrap, ...parameters]),
    [Symbol.asyncDispose]: async () => {
      await broker.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Layout {
  readonly ports: ReadonlyMap<Listener, number>;
  readonly certificates: Certificates | null;
  readonly properties: string;
}

/** Chooses the ports, and writes the certificates and the settings into the folder. */
async function layOut(folder: string, options: Required<BrokerOptions>): Promise<Layout> {
  const kinds = [...new Set<Listener>(['plaintext', ...options.listeners])];
  const secured = kinds.length > 1 ? makeCertificates(folder) : null;
  const [controllerPort = 0, ...others] = await freePorts(kinds.length + 1);
  const ports = new Map(kinds.map((kind, index) => [kind, others[index] ?? 0]));
  const { users, settings, acls } = options;
  const properties = join(folder, 'server.properties');
  const keys = secured?.files ?? null;
  writeFileSync(properties, serverProperties({ folder, controllerPort, ports, users, settings, acls, keys }), {
    mode: 0o600,
  });
  return { ports, certificates: secured?.certificates ?? null, properties };
}

function portOf(ports: ReadonlyMap<Listener, number>, listener: Listener): number {
  const port = ports.get(listener);
  if (port === undefined) throw new Error(`this broker has no listener ${listener}`);
  return port;
}

function toolClass(version: KafkaVersion, name: Tool): string {
  const classes: Readonly<Record<Tool, string>> = {
    acls: version === '3.9' ? 'kafka.admin.AclCommand' : 'org.apache.kafka.tools.AclCommand',
    configs: 'kafka.admin.ConfigCommand',
    'consumer-groups': 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand',
    'delete-records': 'org.apache.kafka.tools.DeleteRecordsCommand',
    topics: 'org.apache.kafka.tools.TopicCommand',
  };
  return classes[name];
}

const quiet = ['-Xmx256m', '-XX:TieredStopAtLevel=1', '-Dorg.slf4j.simpleLogger.defaultLogLevel=error'];

function writeScript(folder: string, command: readonly string[]): string {
  const bin = join(folder, 'bin');
  const words = ['java', ...quiet, ...command].map((word) => `'${word}'`);
  mkdirSync(bin);
  writeFileSync(join(bin, 'kafka-acls.sh'), `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`, { mode: 0o755 });
  return bin;
}

async function run(parameters: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('java', [...quiet, ...parameters]);
  return stdout;
}
