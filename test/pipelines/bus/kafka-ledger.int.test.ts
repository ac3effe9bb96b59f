import { expect, test, vi } from 'vitest';
import { describeOnKafka } from '../../support/kafka/describe-on-kafka.ts';
import { entities } from '../../../schemas/registry.ts';
import { recaudo } from '../../../schemas/entities/recaudo.ts';
import { adoptTopics } from '../../../pipelines/bus/adopt.ts';
import { openKafkaBus } from '../../../pipelines/bus/kafka-bus.ts';
import { reportTopics } from '../../../pipelines/bus/topics-report.ts';
import { runStream } from '../../../pipelines/capture/run.ts';
import { startLoader } from '../../../pipelines/ledger/loader.ts';
import { KafkaUnderTest } from '../../support/kafka/kafka-bus.ts';
import {
  emptyLibro,
  liveThrough,
  publishingOn,
  rebuiltFrom,
  relayingOn,
  townOf,
} from '../../support/kafka/publishing.ts';
import { TestLibro, countsOf } from '../../support/libro.ts';
import { pagos } from '../../support/town.ts';

const { signal } = new AbortController();

// A broker, its groups and its restarts take their time on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

describeOnKafka('un libro que publica', {}, (broker) => {
  test('el libro que carga de los temas es igual al que carga del registro, y el rehecho también, en cada columna', async () => {
    await using twin = (await emptyLibro()).database;
    const plain = await TestLibro.open(twin);
    using town = townOf(5);
    await using subject = await relayingOn(broker());
    const { libro, kafka } = subject;

    await liveThrough(plain, town);
    using again = townOf(5);
    await liveThrough(libro, again);
    const copy = await rebuiltFrom(kafka);

    const whole = await libro.everything('recaudo');
    expect(whole).toEqual(await plain.everything('recaudo'));
    expect(await copy.everything('recaudo')).toEqual(whole);
  });

  test('Kafka encendido en un libro con historia: primero se llenan los temas, y lo rehecho es igual', async () => {
    using town = townOf(5);
    await using subject = await publishingOn(broker());
    const { libro, kafka } = subject;
    await liveThrough(libro, town);
    const before = await libro.everything('recaudo');

    kafka.startRelay();
    libro.bus = kafka.bus;
    town.run("update PAGOS set VLR_PAGADO = '8.00' where NUM_RECIBO = '5'");
    const run = await libro.run(pagos, town.driver);
    const copy = await rebuiltFrom(kafka);

    expect(run.published).toBe(1);
    const after = await libro.everything('recaudo');
    expect(after).not.toEqual(before);
    expect(await copy.everything('recaudo')).toEqual(after);
  });

  test('el libro rehecho sigue sin publicar lo que no cambió, y rehace la cuarentena', async () => {
    using town = townOf(5);
    await using subject = await relayingOn(broker());
    const { libro, kafka } = subject;
    await liveThrough(libro, town);
    const copy = await rebuiltFrom(kafka);
    await using connection = await kafka.connect(signal);
    await adoptTopics(copy.database, connection, kafka.plan, entities, signal);

    const next = await copy.run(pagos, town.driver, { clock: () => Date.parse('2027-01-01T00:00:00.000Z') });

    expect(countsOf(next)).toEqual({ read: 4, published: 0, unchanged: 3, rejected: 1, deleted: 0 });
    expect(next.run).toBeGreaterThan(7);
    expect(await copy.rows("select clave from corridas.cuarentena where estado = 'abierta'")).toEqual([
      { clave: '[2026,"3"]' },
    ]);
  });

  test('mantenerse al día anota lo aplicado, y mientras no hay nada nuevo no pregunta a Kafka', async () => {
    using town = townOf(3);
    await using database = (await emptyLibro()).database;
    const libro = await TestLibro.open(database);
    await using kafka = new KafkaUnderTest(broker(), database, [recaudo], 4);
    const relay = kafka.startRelay();
    let connections = 0;
    const connect = (asked: AbortSignal): ReturnType<typeof kafka.connect> => {
      connections += 1;
      return kafka.connect(asked);
    };
    await using bus = openKafkaBus({ database, entities: [recaudo], plan: kafka.plan, connect, relay: () => relay });
    await using loader = await startLoader(database, bus, [recaudo], () => Promise.resolve(), signal);
    const captured = await runStream(libro.task(pagos, town.driver));

    await loader.keepUp(signal);
    const asked = connections;
    await loader.keepUp(signal);

    const noted = await libro.rows(
      "select siguiente from corridas.posicion where bus = 'registro' and grupo = 'libro' and siguiente > 0",
    );
    expect([captured.published, loader.counts.applied, noted]).toEqual([3, 3, [{ siguiente: 3 }]]);
    expect(connections).toBe(asked);
  });

  test('el informe de los temas dice lo que hay, hasta dónde va cada uno y lo que no es como se declara', async () => {
    using town = townOf(3);
    await using subject = await publishingOn(broker(), 2);
    const { libro, kafka } = subject;
    await broker().tool('topics', '--create', '--topic', kafka.kafkaTopicOf(recaudo), '--partitions', '3');
    kafka.startRelay();
    libro.bus = kafka.bus;
    await libro.run(pagos, town.driver);
    await using connection = await kafka.connect(signal);

    const reports = await reportTopics(libro.database, [recaudo], { plan: kafka.plan, kafka: connection }, signal);

    const [report] = reports;
    const messages = report?.kafka?.partitions.reduce((sum, { end }) => sum + end, 0);
    expect(report).toMatchObject({
      entity: 'recaudo',
      topic: kafka.kafkaTopicOf(recaudo),
      sensitivity: 'interno',
      committed: 3,
      keptFrom: 0,
      applied: 3,
    });
    expect([messages, report?.kafka?.relayed]).toEqual([3, 3]);
    expect(report?.kafka?.partitions.every(({ end, loaded }) => end === loaded)).toBe(true);
    expect(report?.kafka?.differences).toContain('particiones es 3 y se declara 2');
  });
});
