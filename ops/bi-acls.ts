import type { KafkaSite } from './config/bus.ts';

/** What a BI account may read, by the prefix of its topics; `reservado` is none of them. */
const READABLE = ['abierto', 'interno'] as const;

/** How whoever administers Kafka enters it; he writes the file. */
export const ADMIN_FILE = 'admin.properties';

/** Whether nobody enters the site's Kafka without saying who he is, or by which certificates. */
export function needsAdminFile({ tls, sasl }: KafkaSite): boolean {
  return tls !== undefined || sasl !== undefined;
}

/** Commands of Kafka's own `kafka-acls.sh` that let an account read the topics that are not reserved, in groups of its own. */
export function aclCommands(kafka: KafkaSite, account: string): readonly string[] {
  const { brokers, prefijo } = kafka;
  const enter = `--bootstrap-server ${brokers.join(',')}${needsAdminFile(kafka) ? ` --command-config ${ADMIN_FILE}` : ''}`;
  const add = `kafka-acls.sh ${enter} --add --allow-principal ${quoted(`User:${account}`)}`;
  return [
    ...READABLE.map(
      (level) =>
        `${add} --operation Read --operation Describe --resource-pattern-type prefixed --topic ${quoted(`${prefijo}.${level}.`)}`,
    ),
    `${add} --operation Read --resource-pattern-type prefixed --group ${quoted(`${account}.`)}`,
  ];
}

/** One word of a shell, whatever is in it. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
