import type { Batch, IHeaders, KafkaMessage } from 'kafkajs';
import { ReadRecord } from './read-record.ts';
import { SeenTexts } from './seen-texts.ts';
import type { ReceivedBatch, ReceivedMessage } from './transport.ts';

export function received({ topic, partition, messages, highWatermark }: Batch): ReceivedBatch {
  const seen = new SeenTexts();
  const all = messages.map((message) => receivedMessage(message, seen));
  return { topic, partition, messages: all, highWatermark: Number(highWatermark) };
}

function receivedMessage(message: KafkaMessage | ReadRecord, seen: SeenTexts): ReceivedMessage {
  const { offset, key, value, timestamp } = message;
  const headers = message instanceof ReadRecord ? message.headerTexts(seen) : textsOf(message.headers ?? {});
  return { offset: Number(offset), key, value, headers, timestampMs: Number(timestamp) };
}

/** Of what stands in a message set, as brokers before 0.11 wrote them, kafkajs knows no headers, and ours reads no record. */
function textsOf(headers: IHeaders): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, content]) => [name, lastText(content)]));
}

/** Whatever somebody else put there: kafkajs gives bytes, nothing, or a list of them for a name that occurs several times. */
function lastText(content: unknown): string {
  const last: unknown = Array.isArray(content) ? content.at(-1) : content;
  return Buffer.isBuffer(last) ? last.toString('utf8') : typeof last === 'string' ? last : '';
}
