import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { loteRecaudo } from '../../../schemas/entities/lote-recaudo.ts';
import { recaudo } from '../../../schemas/entities/recaudo.ts';
import { topicOf } from '../../../schemas/entity.ts';
import type { Transaction } from '../../../pipelines/database/database.ts';
import { appendSegment, createTopics } from '../../../pipelines/log/append.ts';
import { describeOnEachDatabase, describeOnEachServer } from '../../support/each-database.ts';
import type { TestLibro } from '../../support/libro.ts';

const PAGOS = topicOf(recaudo);
const LOTES = topicOf(loteRecaudo);
const CONTENT = new Uint8Array([1, 2, 3]);
const { signal } = new AbortController();

const append = (transaction: Transaction, topic: string, count: number): Promise<void> =>
  appendSegment(transaction, topic, CONTENT, count, signal);

/** Appends and stays open until it is told to commit or to abort. */
class Writer {
  readonly #appended = Promise.withResolvers<undefined>();
  readonly #end = Promise.withResolvers<'commit' | 'abort'>();
  readonly #ended: Promise<unknown>;

  constructor({ database }: TestLibro, topic: string, count: number) {
    this.#ended = database
      .transaction(async (transaction) => {
        await append(transaction, topic, count);
        this.#appended.resolve(undefined);
        if ((await this.#end.promise) === 'abort') throw new Error('aborted by the test');
      }, signal)
      .catch((thrown: unknown) => thrown);
  }

  get appended(): Promise<unknown> {
    return this.#appended.promise;
  }

  async end(how: 'commit' | 'abort'): Promise<void> {
    this.#end.resolve(how);
    await this.#ended;
  }
}

async function segments(libro: TestLibro, topic: string): Promise<readonly (readonly [number, number])[]> {
  const rows = await libro.database.query<{ primer_offset: number; cuantos: number }>(
    'select primer_offset, cuantos from log.segmento where topico = $1 order by 1',
    [topic],
    signal,
  );
  return rows.map((row) => [row.primer_offset, row.cuantos]);
}

/** Resolves once a session of this database waits for a lock. */
async function someoneWaits(libro: TestLibro): Promise<void> {
  for (;;) {
    const waiting = await libro.rows(
      `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (waiting.length > 0) return;
    await pause(10);
  }
}

describeOnEachDatabase('the offsets of a topic', (open) => {
  it('follow one another without a gap, whatever aborts between', async () => {
    const libro = open();
    for (const [count, how] of [
      [3, 'commit'],
      [5, 'abort'],
      [2, 'commit'],
      [1, 'abort'],
      [1, 'commit'],
    ] as const) {
      await new Writer(libro, PAGOS, count).end(how);
    }

    const written = await segments(libro, PAGOS);

    expect(written).toEqual([
      [0, 3],
      [3, 2],
      [5, 1],
    ]);
  });

  it('are taken from the same counter by several segments of one transaction', async () => {
    const libro = open();

    await libro.database.transaction(async (transaction) => {
      await append(transaction, PAGOS, 2);
      await append(transaction, LOTES, 4);
      await append(transaction, PAGOS, 3);
    }, signal);

    expect([await segments(libro, PAGOS), await segments(libro, LOTES)]).toEqual([
      [
        [0, 2],
        [2, 3],
      ],
      [[0, 4]],
    ]);
  });

  it('go on when the topics are made again', async () => {
    const libro = open();
    await new Writer(libro, PAGOS, 3).end('commit');

    await createTopics(libro.database, [PAGOS, LOTES], signal);
    await new Writer(libro, PAGOS, 1).end('commit');

    expect(await segments(libro, PAGOS)).toEqual([
      [0, 3],
      [3, 1],
    ]);
  });

  it('a topic that does not exist takes nothing in', async () => {
    const libro = open();

    const appending = libro.database.transaction((transaction) => append(transaction, 'nadie.lo.hizo.v1', 1), signal);

    await expect(appending).rejects.toThrow('nadie.lo.hizo.v1');
  });
});

describeOnEachServer('two writers at once', (open) => {
  it('of one topic: one waits for the other to commit, so that no reader can pass an offset that commits late', async () => {
    const libro = open();
    const slow = new Writer(libro, PAGOS, 3);
    await slow.appended;
    const quick = new Writer(libro, PAGOS, 2);
    await someoneWaits(libro);
    const whileBothAreOpen = await segments(libro, PAGOS);

    await slow.end('commit');
    const afterTheFirst = await segments(libro, PAGOS);
    await quick.end('commit');

    expect(whileBothAreOpen).toEqual([]);
    expect(afterTheFirst).toEqual([[0, 3]]);
    expect(await segments(libro, PAGOS)).toEqual([
      [0, 3],
      [3, 2],
    ]);
  });

  it('of one topic: the one that waited takes the offsets of one that aborted', async () => {
    const libro = open();
    const slow = new Writer(libro, PAGOS, 3);
    await slow.appended;
    const quick = new Writer(libro, PAGOS, 2);
    await someoneWaits(libro);

    await slow.end('abort');
    await quick.end('commit');

    expect(await segments(libro, PAGOS)).toEqual([[0, 2]]);
  });

  it('of two topics do not wait for each other', async () => {
    const libro = open();
    const pagos = new Writer(libro, PAGOS, 3);
    await pagos.appended;

    await new Writer(libro, LOTES, 1).end('commit');
    const meanwhile = [await segments(libro, PAGOS), await segments(libro, LOTES)];
    await pagos.end('commit');

    expect(meanwhile).toEqual([[], [[0, 1]]]);
    expect(await segments(libro, PAGOS)).toEqual([[0, 3]]);
  });
});
