import { renameSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, it, vi } from 'vitest';
import { IntegrationError } from '../../../schemas/errors.ts';
import { entities } from '../../../schemas/registry.ts';
import { openLogBus } from '../../../pipelines/bus/log-bus.ts';
import type { Database } from '../../../pipelines/database/database.ts';
import { startLoader } from '../../../pipelines/ledger/loader.ts';
import { sendMails } from '../../../ops/observability/mailer.ts';
import { lookAround } from '../../../ops/observability/watchman.ts';
import { Background } from '../../../ops/scheduler/background.ts';
import type { BackgroundTask } from '../../../ops/scheduler/background.ts';
import { bogotaTime } from '../../../ops/bogota.ts';
import type { PlannedStream } from '../../../ops/scheduler/plan.ts';
import { openEmbedded } from '../../../pipelines/database/embedded.ts';
import type { Alertas } from '../../../ops/config/marcha.ts';
import { Secret } from '../../../ops/config/secret.ts';
import { TestLibro } from '../../support/libro.ts';
import { MailServer } from '../../support/mail-server.ts';
import { HandClock, MINUTE, NightWatch, plannedWith } from '../../support/night-watch.ts';
import { Town, pagoWith, pagos } from '../../support/town.ts';

/** A week in steps of ten minutes. */
vi.setConfig({ testTimeout: 600_000 });
const STEP = 10 * MINUTE;
const DISK = { place: '/srv/libro', freeBytes: 100 * 2 ** 30, totalBytes: 200 * 2 ** 30 };

/** Stands for a relay: it works as long as its broker does. */
class Broker implements BackgroundTask {
  readonly name = 'kafka';
  #down = false;
  #changed = Promise.withResolvers<undefined>();

  set down(down: boolean) {
    this.#down = down;
    this.#changed.resolve(undefined);
    this.#changed = Promise.withResolvers();
  }

  async run(signal: AbortSignal): Promise<void> {
    const stopped = Promise.withResolvers<undefined>();
    signal.addEventListener('abort', () => {
      stopped.resolve(undefined);
    });
    while (!signal.aborted) {
      if (this.#down) throw new IntegrationError('BUS_UNAVAILABLE', 'El servidor de Kafka no contesta.');
      await Promise.race([this.#changed.promise, stopped.promise]);
    }
  }
}

/** `libro up` as it is, but for the clock: a process from when it starts until it is stopped. */
class Process implements AsyncDisposable {
  readonly #time: HandClock;
  readonly #database: Database;
  readonly #watch: NightWatch;
  readonly #background: Background;
  readonly #stop = new AbortController();
  readonly #streams: readonly PlannedStream[];
  readonly #mail: MailServer;
  readonly #startedAt: number;

  constructor(
    database: Database,
    streams: readonly PlannedStream[],
    relay: BackgroundTask,
    mail: MailServer,
    time: HandClock,
  ) {
    this.#time = time;
    this.#database = database;
    this.#streams = streams;
    this.#mail = mail;
    this.#startedAt = time.now;
    this.#watch = new NightWatch(database, streams, time);
    const { signal } = this.#stop;
    this.#background = new Background({
      tasks: [relay],
      clock: time.clock,
      random: () => 0,
      failed: () => undefined,
      signal,
    });
  }

  async until(time: string): Promise<void> {
    const end = Date.parse(`${time}:00-05:00`);
    while (this.#time.now < end) {
      await this.#step();
      this.#time.pass(STEP);
    }
  }

  async #step(): Promise<void> {
    const { signal } = this.#stop;
    const scheduler = await this.#watch.scheduler;
    await this.#watch.work();
    this.#background.turn();
    await setImmediate();
    await scheduler.refresh();
    const bus = openLogBus(this.#database);
    const at = {
      libro: { database: this.#database, bus },
      streams: this.#streams,
      scheduler,
      tasks: () => this.#background.states(),
      disks: () => Promise.resolve([DISK]),
      startedAt: this.#startedAt,
      clock: this.#time.clock,
    };
    const logger = pino({ level: 'silent' });
    await lookAround({ at, limits: { diskBytes: 2 ** 30 }, site: 'Pueblo', mails: true, logger, signal });
    await sendMails(this.#database, alertasAt(this.#mail), { CLAVE: 'clave-de-prueba' }, this.#time.clock, signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#background[Symbol.asyncDispose]();
    await this.#watch[Symbol.asyncDispose]();
  }
}

function alertasAt({ port }: MailServer): Alertas {
  return {
    servidor: '127.0.0.1',
    puerto: port,
    seguridad: 'ninguna',
    usuario: 'libro',
    clave: new Secret('CLAVE'),
    de: 'libro@pueblo.gov.co',
    para: ['hacienda@pueblo.gov.co'],
    discoGigas: 1,
  };
}

it('una semana de noches acaba bien, con los avisos que le tocan y ningún otro', async () => {
  await using database = await openEmbedded(null, new AbortController().signal);
  const libro = await TestLibro.open(database);
  await using mail = await MailServer.open();
  using hassql = new Town([pagoWith({ numero: '1' }), pagoWith({ numero: '2' })]);
  using pct = new Town([pagoWith({ numero: '1' })]);
  const away = `${hassql.file}.apagado`;
  const broker = new Broker();
  const time = new HandClock('2026-11-16T12:00:00');
  const streams = [
    plannedWith('hassql', pagos, hassql.driver, { pollMs: STEP }),
    plannedWith('pct', pagos, pct.driver, { pollMs: STEP }),
  ];
  const pay = (town: Town, valor: string): void => {
    town.run(`update PAGOS set VLR_PAGADO = '${valor}' where NUM_RECIBO = '1'`);
  };

  {
    await using up = new Process(database, streams, broker, mail, time);
    await up.until('2026-11-17T12:00');
    pay(hassql, '17.00');
    renameSync(hassql.file, away);
    await up.until('2026-11-19T12:00');
    renameSync(away, hassql.file);
    await up.until('2026-11-19T21:00');
    broker.down = true;
    pay(pct, '19.00');
    await up.until('2026-11-20T06:00');
    broker.down = false;
    await up.until('2026-11-20T18:00');
  }
  pay(hassql, '20.00');
  time.set('2026-11-21T09:00:00');
  {
    await using up = new Process(database, streams, broker, mail, time);
    await up.until('2026-11-22T12:00');
  }

  const told = await libro.rows<{ asunto: string; abierto: number; cerrado: number | null }>(
    'select asunto, abierto_en as abierto, cerrado_en as cerrado from corridas.aviso order by id',
  );
  expect(
    told.map(({ asunto, abierto, cerrado }) => [asunto, bogotaTime(abierto), cerrado && bogotaTime(cerrado)]),
  ).toEqual([
    ['novedades: hassql', '2026-11-17 12:50', '2026-11-19 12:00'],
    ['corrida fallida: hassql', '2026-11-17 22:20', '2026-11-19 12:00'],
    ['atraso: hassql/recaudo', '2026-11-19 00:00', '2026-11-19 12:00'],
    ['bus: kafka', '2026-11-19 21:10', '2026-11-20 06:10'],
  ]);
  expect(mail.received.map(({ subject }) => subject)).toEqual([
    'Libro Único, Pueblo: no se ven las novedades de hassql: no se alcanza',
    'Libro Único, Pueblo: no se puede leer hassql: no se alcanza',
    'Libro Único, Pueblo: hassql/recaudo está atrasado',
    'Libro Único, Pueblo: resuelto, novedades: hassql (y 2 avisos más)',
    'Libro Único, Pueblo: el bus no contesta (kafka)',
    'Libro Único, Pueblo: resuelto, bus: kafka',
  ]);
  const nights = await libro.rows<{ origen: string; turno: number }>(
    `select origen, turno from corridas.corrida where modo = 'completa' and estado = 'bien' order by numero`,
  );
  const readAt = (origin: string): readonly string[] =>
    nights.filter(({ origen }) => origen === origin).map(({ turno }) => bogotaTime(turno));
  expect(readAt('hassql/recaudo')).toEqual([
    '2026-11-16 12:00',
    '2026-11-16 22:00',
    '2026-11-19 12:00',
    '2026-11-19 22:00',
    '2026-11-21 09:00',
    '2026-11-21 22:00',
  ]);
  expect(readAt('pct/recaudo')).toEqual([
    '2026-11-16 12:00',
    '2026-11-16 22:00',
    '2026-11-17 22:00',
    '2026-11-18 22:00',
    '2026-11-19 22:00',
    '2026-11-21 09:00',
    '2026-11-21 22:00',
  ]);
  await using bus = openLogBus(database);
  await using loader = await startLoader(database, bus, entities, () => Promise.resolve(), libro.signal);
  await loader.subscription.caughtUp(libro.signal);
  expect(
    await libro.rows('select _origen, numero, valor from libro.recaudo where _eliminado_en is null order by 1, 2'),
  ).toEqual([
    { _origen: 'hassql/recaudo', numero: '1', valor: '20.00' },
    { _origen: 'hassql/recaudo', numero: '2', valor: '125000.00' },
    { _origen: 'pct/recaudo', numero: '1', valor: '19.00' },
  ]);
});
