import type { KafkaSite } from './config/bus.ts';

/** What a BI account may read, by the prefix of its topics; `reservado` is none of them. */
const READABLE = ['abierto', 'interno'] as const;

/** Commands of Kafka's own `kafka-acls.sh` that let an account read the topics that are not reserved, in groups of its own. */
export function aclCommands(
  { brokers, prefijo }: Pick<KafkaSite, 'brokers' | 'prefijo'>,
  account: string,
): readonly string[] {
  const add = `kafka-acls.sh --bootstrap-server ${brokers.join(',')} --add --allow-principal ${quoted(`User:${account}`)}`;
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
