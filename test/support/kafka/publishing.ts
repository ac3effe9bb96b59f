import { entities } from '../../../schemas/registry.ts';
import { rebuildLedger } from '../../../pipelines/ledger/rebuild.ts';
import { databases } from '../databases.ts';
import { TestLibro } from '../libro.ts';
import { Town, pagoWith, pagos } from '../town.ts';
import type { Broker } from './broker.ts';
import { KafkaUnderTest } from './kafka-bus.ts';

const { signal } = new AbortController();

export async function emptyLibro(): Promise<TestLibro> {
  const [pglite] = databases;
  if (!pglite) throw new Error('there is always PGlite');
  return TestLibro.openEmpty(await pglite.open());
}

/** A ledger and topics of its own; nothing is relayed yet. */
export interface Publishing extends AsyncDisposable {
  readonly libro: TestLibro;
  readonly kafka: KafkaUnderTest;
}

export async function publishingOn(broker: Broker, partitions = 4): Promise<Publishing> {
  const libro = await emptyLibro();
  const kafka = new KafkaUnderTest(broker, libro.database, entities, partitions);
  return {
    libro,
    kafka,
    [Symbol.asyncDispose]: async () => {
      await kafka[Symbol.asyncDispose]();
      await libro.database[Symbol.asyncDispose]();
    },
  };
}

/** The same, with a relay at work and the ledger loaded from the topics. */
export async function relayingOn(broker: Broker, partitions = 4): Promise<Publishing> {
  const publishing = await publishingOn(broker, partitions);
  publishing.kafka.startRelay();
  publishing.libro.bus = publishing.kafka.bus;
  return publishing;
}

type Starts = Parameters<typeof rebuildLedger>[4];

/** Another ledger, made from the topics; `starts` as `rebuildLedger` takes them. */
export async function rebuiltFrom(kafka: KafkaUnderTest, starts?: Starts): Promise<TestLibro> {
  const copy = await emptyLibro();
  await rebuildLedger(copy.database, kafka.busOver(copy.database, null), entities, signal, starts);
  return copy;
}

export function townOf(count: number): Town {
  return new Town(Array.from({ length: count }, (_, at) => pagoWith({ numero: String(at + 1) })));
}

/** Edits, deletes, a reappearance and a rejection, each captured before the next. */
export async function liveThrough(libro: TestLibro, town: Town): Promise<void> {
  const edits = [
    "update PAGOS set VLR_PAGADO = '7.50' where NUM_RECIBO = '1'",
    "delete from PAGOS where NUM_RECIBO = '2'",
    "update PAGOS set ANULADO = 'S' where NUM_RECIBO = '1'",
    "insert into PAGOS values ('2', '2026', '2026-03-05', '9.00', 'Ñ-77', 'N')",
    "update PAGOS set FEC_PAGO = '31/02/2026' where NUM_RECIBO = '3'",
    "delete from PAGOS where NUM_RECIBO = '4'",
  ];
  await libro.run(pagos, town.driver);
  for (const edit of edits) {
    town.run(edit);
    await libro.run(pagos, town.driver);
  }
}
