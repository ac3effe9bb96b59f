import type { Batch, KafkaMessage } from 'kafkajs';
import type { ReceivedBatch, ReceivedMessage } from './transport.ts';

export function received({ topic, partition, messages, highWatermark }: Batch): ReceivedBatch {
  return { topic, partition, messages: messages.map(receivedMessage), highWatermark: Number(highWatermark) };
}

function receivedMessage({ offset, key, value, headers, timestamp }: KafkaMessage): ReceivedMessage {
  const texts = Object.entries(headers ?? {}).map(([name, content]) => [name, lastText(content)] as const);
  return {
    offset: Number(offset),
    key,
    value,
    headers: Object.fromEntries(texts),
    timestampMs: Number(timestamp),
  };
}

/** Whatever somebody else put there: kafkajs gives bytes, nothing, or a list of them for a name that occurs several times. */
function lastText(content: unknown): string {
  const last: unknown = Array.isArray(content) ? content.at(-1) : content;
  return Buffer.isBuffer(last) ? last.toString('utf8') : typeof last === 'string' ? last : '';
}
