import { IntegrationError } from '../../../schemas/errors.ts';

/** A failure that the product's own code finds on a connection; its code stands in the table below. */
export class ConnectionFault extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'ConnectionFault';
    this.code = code;
  }
}

/** What was being done, for the message. */
export interface Doing {
  readonly place: string;
  readonly topics?: readonly string[];
  readonly group?: string;
}

const NOBODY = 'nadie escucha ahí; revise que Kafka esté encendido y el puerto';
const NO_NAME = 'ese nombre de equipo no se encuentra; revise cómo está escrito';
const NO_WAY = 'el equipo no responde; revise la dirección, la red y el cortafuegos';
const HUNG_UP = 'cerró la conexión; revise que sea el puerto de Kafka y si pide cifrado (TLS), certificado o usuario';
const UNKNOWN_AUTHORITY = 'su certificado no lo firmó una autoridad de confianza; declare el de la que lo firmó (ca)';

const passing: Readonly<Record<string, string>> = {
  ECONNREFUSED: NOBODY,
  ENOTFOUND: NO_NAME,
  EAI_AGAIN: NO_NAME,
  EHOSTUNREACH: NO_WAY,
  ENETUNREACH: NO_WAY,
  ETIMEDOUT: NO_WAY,
  ECONNRESET: HUNG_UP,
  EPIPE: HUNG_UP,
};

/** What stays wrong until a person mends it. */
const lasting: Readonly<Record<string, string>> = {
  NOT_KAFKA: 'lo que contesta en ese puerto no es Kafka, o es Kafka y pide cifrado (TLS); revise el puerto',
  CERT_HAS_EXPIRED: 'su certificado está vencido; pida al administrador uno nuevo',
  CERT_NOT_YET_VALID: 'su certificado todavía no vale; revise la fecha de esta máquina y la del certificado',
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
  CERT_SIGNATURE_FAILURE: UNKNOWN_AUTHORITY,
  ERR_TLS_CERT_ALTNAME_INVALID: 'su certificado es de otro equipo; use el nombre que trae, o declárelo (serverName)',
  KafkaJSSASLAuthenticationError: 'no aceptó el usuario, la contraseña o la manera de comprobarlos (mechanism)',
};

const byName: Readonly<Record<string, string>> = {
  KafkaJSConnectionClosedError: HUNG_UP,
  KafkaJSRequestTimeoutError: 'no contestó a tiempo',
};

interface Fault {
  readonly name: string;
  readonly type: string;
  readonly code: string;
  readonly message: string;
}

/** kafkajs wraps what happened, at times as something that may not be tried again (tulios/kafkajs 2.2.4): the innermost counts. */
export function kafkaFailure(thrown: unknown, doing: Doing): IntegrationError {
  if (thrown instanceof IntegrationError) return thrown;
  const faults = chain(thrown).toReversed();
  return refusal(faults, doing, thrown) ?? missing(faults, doing, thrown) ?? failedConnection(faults, doing, thrown);
}

/** The cluster is choosing or telling who leads a partition: a moment later the same question has an answer. */
export function isSettling(thrown: unknown): boolean {
  const settling = ['LEADER_NOT_AVAILABLE', 'NOT_LEADER_FOR_PARTITION', 'NOT_CONTROLLER', 'REPLICA_NOT_AVAILABLE'];
  return chain(thrown).some(({ type }) => settling.includes(type));
}

export function unavailable(doing: Doing, reason: string, final: boolean, cause?: unknown): IntegrationError {
  const advice = final ? '' : ' Lo confirmado está a salvo; vuelva a intentar.';
  return new IntegrationError('BUS_UNAVAILABLE', `Kafka en ${doing.place} no está disponible: ${reason}.${advice}`, {
    cause,
    context: { place: doing.place, final },
  });
}

export function unknownTopic(topic: string, place: string, cause?: unknown): IntegrationError {
  const message = `El tema ${topic} no existe en Kafka (${place}); créelo, o revise el prefijo de los temas.`;
  return new IntegrationError('NOT_FOUND', message, { cause, context: { topic, place } });
}

function refusal(faults: readonly Fault[], doing: Doing, cause: unknown): IntegrationError | null {
  const type = faults.find((fault) => fault.type.endsWith('_AUTHORIZATION_FAILED'))?.type;
  if (type === undefined) return null;
  return type.startsWith('GROUP') ? refusedGroup(doing, cause) : refusedTopics(doing, cause);
}

export function refusedGroup({ place, group = '' }: Doing, cause: unknown): IntegrationError {
  return forbidden(place, `el grupo ${group}`, { group }, cause);
}

function refusedTopics({ place, topics = [] }: Doing, cause: unknown): IntegrationError {
  if (topics.length === 0) return forbidden(place, 'el clúster', {}, cause);
  const topic = topics.join(', ');
  return forbidden(place, `el tema ${topic}`, { topic }, cause);
}

function forbidden(
  place: string,
  what: string,
  context: Readonly<Record<string, string>>,
  cause: unknown,
): IntegrationError {
  const message = `Kafka (${place}) no autoriza a esta cuenta sobre ${what}; pida el permiso (ACL) a quien lo administra.`;
  return new IntegrationError('FORBIDDEN', message, { cause, context: { place, ...context } });
}

function missing(faults: readonly Fault[], doing: Doing, cause: unknown): IntegrationError | null {
  if (!faults.some(({ type }) => type === 'UNKNOWN_TOPIC_OR_PARTITION')) return null;
  return unknownTopic((doing.topics ?? []).join(', '), doing.place, cause);
}

function failedConnection(faults: readonly Fault[], doing: Doing, cause: unknown): IntegrationError {
  const reasonIn = (table: Readonly<Record<string, string>>): string | undefined =>
    faults.flatMap(({ code, name }) => [table[code], table[name]]).find((reason) => reason !== undefined);
  const stays = reasonIn(lasting) ?? encryption(faults);
  if (stays !== undefined) return unavailable(doing, stays, true, cause);
  const known = reasonIn(passing) ?? reasonIn(byName) ?? timedOut(faults);
  return unavailable(doing, known ?? faults[0]?.message ?? String(cause), false, cause);
}

function encryption(faults: readonly Fault[]): string | undefined {
  const code = faults.map((fault) => fault.code).find((each) => /^ERR_(SSL|TLS|OSSL)|^CERT_|^EPROTO/.test(each));
  if (code === undefined) return undefined;
  if (/ALERT_.*CERTIFICATE/.test(code))
    return 'pide de quien se conecta un certificado que valga; declárelo (cert y key)';
  return `no se pudo cifrar la conexión (${code}); revise el puerto y los certificados`;
}

function timedOut(faults: readonly Fault[]): string | undefined {
  return faults.some(({ message }) => message === 'Connection timeout') ? NO_WAY : undefined;
}

function chain(thrown: unknown, depth = 0): readonly Fault[] {
  if (!(thrown instanceof Error) || depth > 10) return [];
  const inner = 'errors' in thrown && Array.isArray(thrown.errors) ? (thrown.errors[0] as unknown) : thrown.cause;
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const type = 'type' in thrown ? text(thrown.type) : '';
  const code = 'code' in thrown ? text(thrown.code) : '';
  return [{ name: thrown.name, type, code, message: thrown.message }, ...chain(inner, depth + 1)];
}
