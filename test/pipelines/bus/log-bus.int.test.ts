import { expect, test } from 'vitest';
import { recaudo } from '../../../schemas/entities/recaudo.ts';
import { topicOf } from '../../../schemas/entity.ts';
import type { CanonicalEntity } from '../../../schemas/entity.ts';
import type { Envelope } from '../../../schemas/envelope.ts';
import { openLogBus } from '../../../pipelines/bus/log-bus.ts';
import type { Database } from '../../../pipelines/database/database.ts';
import { appendSegment } from '../../../pipelines/log/append.ts';
import { encodeSegment } from '../../../pipelines/log/segment.ts';
import { recaudoWith, upsertOf } from '../../builders/envelopes.ts';
import { busContract } from '../../contracts/bus.contract.ts';
import { Reading } from '../../contracts/bus-subject.ts';
import type { BusUnderTest } from '../../contracts/bus-subject.ts';
import { databases } from '../../support/databases.ts';
import { TestLibro } from '../../support/libro.ts';
import { need } from '../../support/need.ts';

const { signal } = new AbortController();

function logBusOn(database: Database): BusUnderTest & { readonly database: Database } {
  return {
    database,
    bus: openLogBus(database),
    clear: () => database.execute('delete from log.segmento; update log.topico set siguiente = 0', signal),
    topicOf,
    publish: (entity, envelopes, allNew = false) => publish(database, entity, envelopes, allNew),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

async function publish(
  database: Database,
  entity: CanonicalEntity,
  envelopes: readonly Envelope[],
  allNew: boolean,
): Promise<void> {
  const content = encodeSegment(entity, envelopes, allNew);
  await database.transaction(
    (transaction) => appendSegment(transaction, topicOf(entity), content, envelopes.length, signal),
    signal,
  );
}

test('a subscriber whose segments were dropped is told, and nothing is passed over', async () => {
  const [pglite] = databases;
  if (!pglite) throw new Error('there is always PGlite');
  await using log = logBusOn((await TestLibro.openEmpty(await pglite.open())).database);
  const { database } = log;
  for (const numero of ['1', '2']) await log.publish(recaudo, [upsertOf(recaudoWith({ numero }))]);
  await database.execute('delete from log.segmento where primer_offset = 0', signal);

  const never = () => Promise.reject(new Error('nothing can be handed out'));
  await using subscription = await log.bus.subscribe([topicOf(recaudo)], new Reading(new Map(), never), signal);

  await expect(subscription.caughtUp(signal)).rejects.toMatchObject({
    code: 'POSITION_TRIMMED',
    message:
      'El registro de interno.tesoreria.recaudo.v1 ya no guarda desde la posición 0: empieza en la 1. ' +
      'Quien lo lee tiene que empezar de nuevo desde el estado del libro.',
  });
});

for (const kind of databases) {
  need(
    kind.name,
    kind.missing === null,
    kind.missing ?? '',
  )('the log as the bus', () => {
    busContract(`the log of ${kind.name}`, async () =>
      logBusOn((await TestLibro.openEmpty(await kind.open())).database),
    );
  });
}
