import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { recaudo } from '../../../schemas/entities/recaudo.ts';
import type { Envelope } from '../../../schemas/envelope.ts';
import { startLoader } from '../../../pipelines/ledger/loader.ts';
import { deleteOf, recaudoWith, upsertOf } from '../../builders/envelopes.ts';
import { databases } from '../../support/databases.ts';
import { missingKafka, startKafka } from '../../support/kafka/broker.ts';
import type { Broker } from '../../support/kafka/broker.ts';
import { KafkaUnderTest } from '../../support/kafka/kafka-bus.ts';
import { outside } from '../../support/kafka/outside.ts';
import { TestLibro } from '../../support/libro.ts';
import { need } from '../../support/need.ts';
import { missingPostgres } from '../../support/postgres.ts';

const { signal } = new AbortController();
const missing = missingKafka('4.1') ?? missingPostgres(15);

const PAYMENTS = 400_000;
const CORRECTED = 90_000;
const DELETED = 10_000;
const MESSAGES = PAYMENTS + CORRECTED + DELETED;
const SEGMENT = 2000;
const PARTITIONS = 4;

vi.setConfig({ testTimeout: 900_000 });

/** Of a payment's first state and of its correction; no two are alike, and no float holds their sum. */
function centavosOf(payment: number, turn: number): bigint {
  return (BigInt(payment) * 1_000_003n + BigInt(turn) * 77_777_777_777n) % 9_999_999_999_999n;
}

function textOf(centavos: bigint): string {
  return `${String(centavos / 100n)}.${String(centavos % 100n).padStart(2, '0')}`;
}

function stateOf(payment: number, turn: number): Envelope {
  const record = recaudoWith({ numero: String(payment), valor: textOf(centavosOf(payment, turn)) });
  return upsertOf(record, [turn, payment + 1]);
}

/** Every payment, then corrections of the first ones and deletes of the last. */
function* segments(): Generator<{ readonly envelopes: readonly Envelope[]; readonly allNew: boolean }> {
  const range = (from: number, to: number): readonly number[] =>
    Array.from({ length: to - from }, (_, at) => from + at);
  const cut = function* (from: number, to: number, make: (payment: number) => Envelope): Generator<Envelope[]> {
    for (let at = from; at < to; at += SEGMENT) yield range(at, Math.min(at + SEGMENT, to)).map(make);
  };
  for (const envelopes of cut(0, PAYMENTS, (payment) => stateOf(payment, 1))) yield { envelopes, allNew: true };
  for (const envelopes of cut(0, CORRECTED, (payment) => stateOf(payment, 2))) yield { envelopes, allNew: false };
  const gone = (payment: number): Envelope => deleteOf([2026, String(payment)], [2, payment + 1]);
  for (const envelopes of cut(PAYMENTS - DELETED, PAYMENTS, gone)) yield { envelopes, allNew: false };
}

function sum(from: number, to: number, turn: number): bigint {
  let total = 0n;
  for (let payment = from; payment < to; payment += 1) total += centavosOf(payment, turn);
  return total;
}

need(
  'Kafka 4.1 y PostgreSQL 15',
  missing === null,
  missing ?? '',
)('medio millón de mensajes', () => {
  let broker: Broker;
  beforeAll(async () => {
    broker = await startKafka();
  });
  afterAll(() => broker[Symbol.asyncDispose]());

  test('el tema y el libro tienen lo que se capturó, ni uno más ni uno menos, al centavo', async () => {
    const kind = databases.find(({ name }) => name === 'PostgreSQL 15');
    if (!kind) throw new TypeError('there is a PostgreSQL 15 among the databases');
    await using database = await kind.open();
    const libro = await TestLibro.open(database);
    await using kafka = new KafkaUnderTest(broker, database, [recaudo], PARTITIONS);
    for (const { envelopes, allNew } of segments()) await kafka.commit(recaudo, envelopes, allNew);

    kafka.startRelay();
    await using loader = await startLoader(database, kafka.bus, [recaudo], () => Promise.resolve(), signal);
    await loader.subscription.caughtUp(signal);
    const topic = await topicTotals(broker, kafka.kafkaTopicOf(recaudo));

    const first = sum(0, PAYMENTS, 1);
    const corrected = sum(0, CORRECTED, 2);
    expect(topic).toEqual({ ids: MESSAGES, messages: MESSAGES, partitions: PARTITIONS, centavos: first + corrected });
    expect(loader.counts).toEqual({ applied: MESSAGES, poisoned: 0 });
    expect(await ledgerTotals(libro)).toEqual([
      { estado: 'eliminado', filas: DELETED, centavos: String(sum(PAYMENTS - DELETED, PAYMENTS, 1)) },
      {
        estado: 'historia',
        filas: CORRECTED + DELETED,
        centavos: String(sum(0, CORRECTED, 1) + sum(PAYMENTS - DELETED, PAYMENTS, 1)),
      },
      {
        estado: 'vivo',
        filas: PAYMENTS - DELETED,
        centavos: String(corrected + sum(CORRECTED, PAYMENTS - DELETED, 1)),
      },
    ]);
  });
});

interface TopicTotals {
  readonly messages: number;
  readonly ids: number;
  readonly partitions: number;
  readonly centavos: bigint;
}

/** As a client that is none of the product's reads them. */
async function topicTotals(broker: Broker, topic: string): Promise<TopicTotals> {
  const ids = new Set<string>();
  const partitions = new Set<number>();
  let messages = 0;
  let centavos = 0n;
  await outside(broker.bootstrap).consume(topic, MESSAGES, ({ headers, value }, partition) => {
    messages += 1;
    ids.add(String(headers?.['ce_id']));
    partitions.add(partition);
    const { valor } = JSON.parse(String(value)) as { readonly valor?: string };
    centavos += BigInt(valor?.replace('.', '') ?? 0);
  });
  return { messages, ids: ids.size, partitions: partitions.size, centavos };
}

function ledgerTotals(libro: TestLibro): Promise<readonly unknown[]> {
  return libro.rows(
    `select estado, count(*)::int as filas, (sum(valor) * 100)::bigint::text as centavos
       from (select case when _eliminado_en is null then 'vivo' else 'eliminado' end as estado, valor from libro.recaudo
             union all select 'historia', valor from historia.recaudo) as todo
      group by estado order by estado`,
  );
}
