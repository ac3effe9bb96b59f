import { spawnSync } from 'node:child_process';

const version = spawnSync('kcat', ['-V'], { encoding: 'utf8' });

/** Why kcat is not here; null when it is. */
export const missingKcat: string | null = version.error === undefined ? null : 'it comes with Debian’s kcat';

/** Before librdkafka 2.6.1, SCRAM is refused by Kafka 4 (confluentinc/librdkafka#4895). */
export function kcatSpeaksScram(): boolean {
  const [, ...numbers] = /librdkafka (\d+)\.(\d+)\.(\d+)/.exec(version.stdout) ?? [];
  const [major = 0, minor = 0, patch = 0] = numbers.map(Number);
  return major * 1_000_000 + minor * 1000 + patch >= 2_006_001;
}

/** A message as an outside client sees it. */
export interface SeenMessage {
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string;
}

/** What `kcat -J` writes. */
export function messagesOf(out: string): readonly SeenMessage[] {
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const { key, headers, payload } = JSON.parse(line) as Record<'key' | 'payload', string> & {
        readonly headers: readonly string[];
      };
      const pairs = headers.flatMap((text, at) => (at % 2 === 0 ? [[text, headers[at + 1] ?? '']] : []));
      return { key, headers: Object.fromEntries(pairs) as Record<string, string>, value: payload };
    });
}

/** As the manual tells subscribers: of each key the greatest edition, and no deletes. */
export function lastRecords(messages: readonly SeenMessage[]): readonly SeenMessage[] {
  const last = new Map<string, SeenMessage>();
  for (const message of messages) {
    const known = last.get(message.key);
    if (!known || editionOf(message) > editionOf(known)) last.set(message.key, message);
  }
  return [...last.values()].filter(({ headers }) => headers['ce_type']?.endsWith('.upsert'));
}

function editionOf({ headers }: SeenMessage): string {
  return headers['ce_edicion'] ?? '';
}
