import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test, vi } from 'vitest';
import { sqlite } from '../../../connectors/drivers/sqlite/index.ts';
import { ausente, codigo, fecha, opcional, texto } from '../../../connectors/fields/index.ts';
import { whole } from '../../../connectors/scope.ts';
import { defineStream } from '../../../connectors/source.ts';
import { adoptTopics } from '../../../pipelines/bus/adopt.ts';
import { expiredStarts } from '../../../pipelines/bus/topics.ts';
import { runStream } from '../../../pipelines/capture/run.ts';
import { retakeKnownState } from '../../../pipelines/ledger/retake.ts';
import { loteRecaudo } from '../../../schemas/entities/lote-recaudo.ts';
import { recaudo } from '../../../schemas/entities/recaudo.ts';
import { visita } from '../../../schemas/entities/visita.ts';
import { entities } from '../../../schemas/registry.ts';
import { describeOnKafka } from '../../support/kafka/describe-on-kafka.ts';
import type { KafkaUnderTest } from '../../support/kafka/kafka-bus.ts';
import { outside } from '../../support/kafka/outside.ts';
import { liveThrough, publishingOn, rebuiltFrom, relayingOn, townOf } from '../../support/kafka/publishing.ts';
import type { TestLibro } from '../../support/libro.ts';
import { pagos } from '../../support/town.ts';

const { signal } = new AbortController();

// A broker, its groups and its restarts take their time on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

const notKept = ausente('el registro no lo guarda');
const visitas = defineStream({
  id: 'visita',
  entity: visita,
  table: 'VISITAS',
  scope: whole(),
  fields: {
    numero: codigo('NUM'),
    fecha: fecha('FECHA'),
    entrada: notKept,
    salida: notKept,
    dependencia: opcional(texto('DEPENDENCIA')),
    tipo_documento: notKept,
    documento: notKept,
    nombre: notKept,
    telefono: notKept,
    correo: notKept,
    funcionario: notKept,
    asunto: notKept,
  },
});

/** A register of visits, of which personal data are kept for a time. */
class Register implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'visitas '));
  readonly #file = join(this.#folder, 'visitas.db');

  constructor() {
    this.run('create table VISITAS (NUM text primary key, FECHA text, DEPENDENCIA text)');
  }

  run(statement: string): void {
    using database = new DatabaseSync(this.#file);
    database.exec(statement);
  }

  get driver() {
    return sqlite({ file: this.#file });
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }
}

/** Another ledger, made from the topics as the command makes it. */
async function rebuiltByCommand(kafka: KafkaUnderTest): Promise<TestLibro> {
  await using connection = await kafka.connect(signal);
  const copy = await rebuiltFrom(kafka, await expiredStarts(connection, kafka.plan, entities, signal));
  await adoptTopics(copy.database, connection, kafka.plan, entities, signal);
  return copy;
}

describeOnKafka('un libro rehecho de los temas que hay', {}, (broker) => {
  test('de lo que se conserva por un tiempo, y ya venció en parte, toma lo que queda', async () => {
    using register = new Register();
    await using subject = await relayingOn(broker(), 2);
    const { libro, kafka } = subject;
    for (let visit = 1; visit <= 12; visit += 1) {
      register.run(`insert into VISITAS values ('${String(visit)}', '2026-03-05', 'Hacienda')`);
    }
    await libro.run(visitas, register.driver);
    register.run(`update VISITAS set DEPENDENCIA = 'Tesorería' where NUM in ('1', '2', '3', '4')`);
    await libro.run(visitas, register.driver);
    const extents = await kafka.extents(visita);
    const topic = kafka.kafkaTopicOf(visita);
    for (const { partition } of extents) await outside(broker().bootstrap).trim(topic, partition, 2);

    const copy = await rebuiltByCommand(kafka);

    const kept = (await copy.rows<{ clave: string }>('select _clave as clave from libro.visita')).map(
      ({ clave }) => clave,
    );
    const rows = `select * from libro.visita where _clave in (${kept.map((clave) => `'${clave}'`).join(', ')}) order by _clave`;
    expect((await kafka.extents(visita)).map(({ begin }) => begin)).toEqual([2, 2]);
    expect([kept.length >= 8, kept.length < 12]).toEqual([true, true]);
    expect(await copy.rows(rows)).toEqual(await libro.rows(rows));
    const next = await copy.run(visitas, register.driver, { clock: () => Date.parse('2027-01-01T00:00:00.000Z') });
    expect([next.published, next.unchanged]).toEqual([12 - kept.length, kept.length]);
  });

  test('de lo que se guarda entero, y alguien recortó, no se rehace un libro a medias sin decirlo', async () => {
    using town = townOf(5);
    await using subject = await relayingOn(broker());
    const { libro, kafka } = subject;
    await libro.run(pagos, town.driver);
    const [lane] = (await kafka.extents(recaudo)).filter(({ end }) => end > 0);
    await outside(broker().bootstrap).trim(kafka.kafkaTopicOf(recaudo), lane?.partition ?? 0, 1);

    const rebuilding = rebuiltByCommand(kafka);

    await expect(rebuilding).rejects.toMatchObject({
      code: 'POSITION_TRIMMED',
      context: { topic: kafka.kafkaTopicOf(recaudo), partition: lane?.partition, position: 0, begin: 1 },
    });
  });

  test('un tema que falta no lo impide, y el relevo lo hace después', async () => {
    using town = townOf(5);
    await using subject = await relayingOn(broker());
    const { libro, kafka } = subject;
    await liveThrough(libro, town);
    await kafka.stopRelay();
    await broker().tool('topics', '--delete', '--topic', kafka.kafkaTopicOf(loteRecaudo));

    const copy = await rebuiltByCommand(kafka);

    expect(await copy.everything('recaudo')).toEqual(await libro.everything('recaudo'));
    expect(await copy.rows(`select distinct topico from log.publicado where topico like '%lote_recaudo%'`)).toEqual([]);
  });

  test('sin ningún tema no espera a que los haya', async () => {
    await using subject = await publishingOn(broker());

    const copy = await rebuiltByCommand(subject.kafka);

    expect(await copy.recaudos()).toEqual([]);
  });
});

describeOnKafka('una base devuelta', {}, (broker) => {
  test('vuelve a publicar lo que tenía capturado y nadie había publicado', async () => {
    using nothing = townOf(0);
    using town = townOf(3);
    await using subject = await relayingOn(broker());
    const { libro, kafka } = subject;
    await libro.run(pagos, nothing.driver);
    await kafka.stopRelay();
    const captured = await runStream(libro.task(pagos, town.driver));

    await retakeKnownState(libro.database, entities, signal);
    await using connection = await kafka.connect(signal);
    await adoptTopics(libro.database, connection, kafka.plan, entities, signal);
    kafka.startRelay();
    const next = await libro.run(pagos, town.driver);

    expect([captured.published, next.published, next.extent]).toEqual([3, 3, 'completa']);
    expect(await libro.recaudos()).toHaveLength(3);
  });
});
