import { expect, test, vi } from 'vitest';
import { startKafka } from '../../support/kafka/broker.ts';
import { describeOnKafka } from '../../support/kafka/describe-on-kafka.ts';
import { IntegrationError } from '../../../schemas/errors.ts';
import { entities } from '../../../schemas/registry.ts';
import { recaudo } from '../../../schemas/entities/recaudo.ts';
import { topicOf } from '../../../schemas/entity.ts';
import { runStream } from '../../../pipelines/capture/run.ts';
import { tailTopic } from '../../../pipelines/bus/tail.ts';
import { poisonRecords } from '../../../pipelines/ledger/poison.ts';
import { KafkaUnderTest } from '../../support/kafka/kafka-bus.ts';
import { emptyLibro, publishingOn, rebuiltFrom, relayingOn, townOf } from '../../support/kafka/publishing.ts';
import type { TestLibro } from '../../support/libro.ts';
import { pagoWith, pagos } from '../../support/town.ts';

const { signal } = new AbortController();

// A broker, its groups and its restarts take their time on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

const PATIENCE = { timeout: 60_000, interval: 100 };

/** How far the ledger has loaded the topic of recaudos, over all partitions. */
async function loadedOf(libro: TestLibro, { bus }: KafkaUnderTest): Promise<number> {
  const [row] = await libro.rows<{ total: number }>(
    `select coalesce(sum(siguiente), 0)::int as total from corridas.posicion
      where bus = '${bus.name}' and topico = '${topicOf(recaudo)}'`,
  );
  return row?.total ?? 0;
}

describeOnKafka('lo que falla', {}, (broker) => {
  /** Empties the topic of recaudos as an administrator would. */
  async function makeAnew(kafka: KafkaUnderTest): Promise<void> {
    const topic = kafka.kafkaTopicOf(recaudo);
    await broker().tool('topics', '--delete', '--topic', topic);
    await broker().tool('topics', '--create', '--topic', topic, '--partitions', '1');
  }

  test.each(['relevo: enviado', 'relevo: enviando'])(
    'un relevo que cae en «%s» publica otra vez lo mismo, y el libro no lo nota',
    async (point) => {
      using town = townOf(3);
      await using subject = await publishingOn(broker());
      const { libro, kafka } = subject;
      let falls = 1;
      kafka.startRelay((at) =>
        at === point && falls-- > 0
          ? Promise.reject(new IntegrationError('BUS_UNAVAILABLE', 'cae'))
          : Promise.resolve(),
      );
      libro.bus = kafka.bus;

      await libro.run(pagos, town.driver);

      const ends = await kafka.extents(recaudo);
      const sent = ends.reduce((sum, { end }) => sum + end, 0);
      expect(sent).toBe(point === 'relevo: enviado' ? 6 : 3);
      expect(await libro.recaudos()).toHaveLength(3);
      expect(await libro.history()).toEqual([]);
    },
  );

  test('de dos relevos a la vez publica uno, y el otro sigue cuando aquel se va', async () => {
    using town = townOf(2);
    await using subject = await publishingOn(broker());
    const { libro, kafka } = subject;
    libro.bus = kafka.bus;
    const first = kafka.startRelay(undefined, 'primero');
    await libro.run(pagos, town.driver);
    const second = kafka.startRelay(undefined, 'segundo');
    await libro.run(pagos, town.driver);
    const [during] = await libro.rows("select titular from corridas.guardia where nombre = 'relevo'");

    await first[Symbol.asyncDispose]();
    town.run("update PAGOS set VLR_PAGADO = '3.00'");
    await libro.run(pagos, town.driver);
    const [after] = await libro.rows("select titular from corridas.guardia where nombre = 'relevo'");
    await second[Symbol.asyncDispose]();

    expect([during, after]).toEqual([{ titular: 'primero' }, { titular: 'segundo' }]);
    expect((await libro.recaudos()).filter((line) => line.includes(' 3.00 '))).toHaveLength(2);
  });

  test('lo ajeno o dañado en un tema se aparta con su tema, partición y posición, y lo demás sigue', async () => {
    using town = townOf(2);
    await using subject = await relayingOn(broker(), 1);
    const { libro, kafka } = subject;
    await libro.run(pagos, town.driver);
    const foreign = { key: Buffer.from('ajeno'), value: Buffer.from('{}'), headers: {}, timestampMs: 0 };
    await kafka.send(recaudo, [foreign]);
    town.run("update PAGOS set VLR_PAGADO = '3.00' where NUM_RECIBO = '1'");

    const report = await libro.sync(libro.task(pagos, town.driver));

    expect([report.applied, report.poisoned, report.error?.code]).toEqual([1, 1, 'ROW_REJECTED']);
    expect(await poisonRecords(libro.database, signal)).toEqual([
      {
        bus: kafka.bus.name,
        topic: topicOf(recaudo),
        partition: 0,
        offset: 2,
        key: '?',
        entity: '?',
        reason: 'falta la cabecera ce_type',
      },
    ]);
    expect(await libro.recaudos()).toHaveLength(2);
  });

  test('un tema vuelto a crear, que el cargador encuentra vacío, se nombra; después se llena y se lee entero', async () => {
    using town = townOf(4);
    await using subject = await relayingOn(broker(), 1);
    const { libro, kafka } = subject;
    await libro.run(pagos, town.driver);
    const before = await libro.everything('recaudo');
    await kafka.stopRelay();
    await makeAnew(kafka);
    town.run("update PAGOS set VLR_PAGADO = '3.00' where NUM_RECIBO = '1'");

    const named = await libro.sync(libro.task(pagos, town.driver));
    kafka.startRelay();
    await vi.waitFor(async () => {
      expect(await loadedOf(libro, kafka)).toBe(0);
    }, PATIENCE);
    const next = await libro.sync(libro.task(pagos, town.driver));
    const copy = await rebuiltFrom(kafka);

    expect([named.captured, named.error?.code]).toEqual([1, 'POSITION_TRIMMED']);
    expect(next.error).toBeNull();
    const after = await libro.everything('recaudo');
    expect(after).not.toEqual(before);
    expect(await copy.everything('recaudo')).toEqual(after);
  });

  test('un tema que alguien borró lo vuelve a hacer y a llenar el relevo, y el cargador empieza de nuevo', async () => {
    using town = townOf(4);
    await using subject = await relayingOn(broker(), 1);
    const { libro, kafka } = subject;
    await libro.run(pagos, town.driver);
    await kafka.stopRelay();
    await broker().tool('topics', '--delete', '--topic', kafka.kafkaTopicOf(recaudo));
    kafka.startRelay();
    await vi.waitFor(async () => {
      expect(await loadedOf(libro, kafka)).toBe(0);
    }, PATIENCE);
    town.run("update PAGOS set VLR_PAGADO = '3.00' where NUM_RECIBO = '1'");

    const report = await libro.sync(libro.task(pagos, town.driver));

    const copy = await rebuiltFrom(kafka);
    expect([report.captured, report.error]).toEqual([1, null]);
    expect(await copy.everything('recaudo')).toEqual(await libro.everything('recaudo'));
  });

  test('un tema vuelto a crear mientras se publica se llena desde el libro antes de seguir', async () => {
    using town = townOf(4);
    await using subject = await relayingOn(broker(), 1);
    const { libro, kafka } = subject;
    await libro.run(pagos, town.driver);
    await makeAnew(kafka);
    town.run("update PAGOS set VLR_PAGADO = '3.00' where NUM_RECIBO = '1'");
    await runStream(libro.task(pagos, town.driver));
    await vi.waitFor(async () => {
      expect(await loadedOf(libro, kafka)).toBe(0);
    }, PATIENCE);

    const report = await libro.sync(libro.task(pagos, town.driver));

    const copy = await rebuiltFrom(kafka);
    expect(report.error).toBeNull();
    expect((await libro.recaudos())[0]).toContain(' 3.00 ');
    expect(await copy.everything('recaudo')).toEqual(await libro.everything('recaudo'));
  });

  test('un relevo que termina bien no olvida que un tema se vació', async () => {
    using town = townOf(4);
    await using subject = await relayingOn(broker(), 1);
    const { libro, kafka } = subject;
    await libro.run(pagos, town.driver);
    await makeAnew(kafka);
    await kafka.stopRelay();

    kafka.startRelay();
    await vi.waitFor(async () => {
      expect((await kafka.extents(recaudo)).map(({ end }) => end)).toEqual([4]);
    }, PATIENCE);

    const copy = await rebuiltFrom(kafka);
    expect(await copy.everything('recaudo')).toEqual(await libro.everything('recaudo'));
  });

  test('quien mira un tema desde ahora ve también lo publicado mientras el broker se caía y volvía', async () => {
    using town = townOf(1);
    await using subject = await relayingOn(broker(), 1);
    const { libro, kafka } = subject;
    await libro.run(pagos, town.driver);
    const seen: unknown[] = [];
    const enough = new AbortController();
    await using connection = await kafka.connect(signal);
    const begun = Promise.withResolvers<undefined>();
    const watching = tailTopic({
      database: libro.database,
      bus: kafka.busOver(libro.database, null),
      entity: recaudo,
      from: 'now',
      extents: async () => {
        const extents = await connection.extents([kafka.kafkaTopicOf(recaudo)], signal);
        begun.resolve(undefined);
        return extents;
      },
      reader: 'testigo',
      show: (envelopes) => {
        seen.push(...envelopes.map(({ record }) => record['valor']));
        if (seen.length >= 2) enough.abort();
        return Promise.resolve();
      },
      signal: enough.signal,
    });
    await begun.promise;
    town.run("update PAGOS set VLR_PAGADO = '3.00'");
    await libro.run(pagos, town.driver);
    await vi.waitFor(() => {
      expect(seen).toEqual(['3.00']);
    }, PATIENCE);

    await broker().kill();
    town.run("update PAGOS set VLR_PAGADO = '4.00'");
    await runStream(libro.task(pagos, town.driver));
    await broker().restart();
    await watching;

    expect(seen).toEqual(['3.00', '4.00']);
  });

  test('un mensaje que no cabe se aparta con su nombre, y lo demás sigue', async () => {
    await using small = await startKafka({ settings: { 'message.max.bytes': '20000' } });
    const libro = await emptyLibro();
    await using kafka = new KafkaUnderTest(small, libro.database, entities, 1);
    using town = townOf(2);
    const long = Array.from({ length: 30_000 }, (_, at) => String.fromCharCode(0x4e00 + ((at * 7919) % 20_000))).join(
      '',
    );
    town.add(pagoWith({ numero: '3', predio: long }));
    kafka.startRelay();
    libro.bus = kafka.bus;

    await libro.sync(libro.task(pagos, town.driver));

    const poison = await poisonRecords(libro.database, signal);
    expect(poison.map(({ key, entity, reason }) => [key, entity, reason])).toEqual([
      ['[2026, "3"]', 'recaudo', `el mensaje no cabe en Kafka (max.message.bytes de ${kafka.kafkaTopicOf(recaudo)})`],
    ]);
    expect(await libro.recaudos()).toHaveLength(2);
  });

  test('un broker que se cae no detiene la captura; lo capturado llega cuando vuelve', async () => {
    using town = townOf(2);
    await using subject = await relayingOn(broker());
    const { libro } = subject;
    await libro.run(pagos, town.driver);
    await broker().kill();
    town.run("update PAGOS set VLR_PAGADO = '3.00' where NUM_RECIBO = '1'");

    libro.catchUpMs = 1000;
    const away = await libro.sync(libro.task(pagos, town.driver));
    libro.catchUpMs = 60_000;
    await broker().restart();
    const back = await libro.sync(libro.task(pagos, town.driver));

    expect([away.captured, away.applied, away.error?.code]).toEqual([1, 0, 'BUS_UNAVAILABLE']);
    expect([back.captured, back.error]).toEqual([0, null]);
    expect((await libro.recaudos())[0]).toContain(' 3.00 ');
  });
});
