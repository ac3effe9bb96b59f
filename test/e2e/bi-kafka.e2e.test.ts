import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { generateDemo } from '../../ops/demo/generate-demo.ts';
import { centavos } from '../support/centavos.ts';
import { commandLine } from '../support/command-line.ts';
import type { Ended, Going } from '../support/command-line.ts';
import { describeOnKafka } from '../support/kafka/describe-on-kafka.ts';
import { kcatSpeaksScram, lastRecords, messagesOf, missingKcat } from '../support/kafka/kcat.ts';
import type { SeenMessage } from '../support/kafka/kcat.ts';
import { readAs } from '../support/kafka/outside.ts';
import type { Account } from '../support/kafka/outside.ts';
import { ManualPage } from '../support/manual.ts';
import { missingPython, pythonWith } from '../support/python.ts';
import { shell } from '../support/shell.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const CONFLUENT = { name: 'confluent-kafka', version: '2.16.1' };
const manual = new ManualPage('bi.md');
const TOPIC = 'sopo.interno.tesoreria.recaudo.v1';
const RESERVED = 'sopo.reservado.predial.factura_predial.v1';
const users = { admin: 'clave-admin', libro: 'clave-libro', bi: 'clave-bi' };

/** One state of a payment, as the ledger has it. */
interface State {
  readonly origen: string;
  readonly clave: string;
  readonly edicion: string;
  readonly turno: string;
  readonly ordinal: string;
  readonly corrida: string;
  readonly ambito: string;
  readonly huella: string;
  readonly leido: string;
  readonly observaciones: string | null;
  readonly valor: string;
  readonly eliminado: string;
}

const STATES = ['libro', 'historia']
  .map(
    (schema) => `select _origen as origen, _clave as clave, _turno as turno, _ordinal as ordinal,
      lpad(_turno::text, 16, '0') || '.' || lpad(_ordinal::text, 10, '0') as edicion, _corrida as corrida,
      _ambito as ambito, _huella as huella, to_char(_leido_en, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as leido,
      _observaciones as observaciones, valor, _eliminado_en is not null as eliminado from ${schema}.recaudo`,
  )
  .join(' union all ');

/** What subscribers get of it, without what serves the ledger alone. */
function messageOf(state: State): SeenMessage & { readonly valor: string | undefined } {
  const { origen, clave } = state;
  const deleted = state.eliminado === 't';
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: `${origen}#${clave}@${state.turno}.${state.ordinal}`,
    ce_source: `/${origen}`,
    ce_type: `libro.recaudo.v1.${deleted ? 'delete' : 'upsert'}`,
    ce_subject: clave,
    ce_time: state.leido,
    ce_dataschema: `urn:libro-unico:recaudo:v1${deleted ? ':delete' : ''}`,
    ce_edicion: state.edicion,
    ce_corrida: state.corrida,
    ce_ambito: state.ambito,
    ...(deleted ? {} : { ce_huella: state.huella }),
    ...(deleted || state.observaciones === null ? {} : { ce_observaciones: state.observaciones }),
  };
  const key = JSON.stringify([...origen.split('/'), ...(JSON.parse(clave) as unknown[])]);
  return { key, headers, value: '', valor: deleted ? undefined : state.valor };
}

const PLACE = /^[\w-]{36}\/\d+$/;

/** The same of a message that a client read. */
function seenMessage({ key, headers, value }: SeenMessage): ReturnType<typeof messageOf> {
  const { ce_registro: place = '', ce_nuevo: allNew = '1', ce_observaciones: observations, ...rest } = headers;
  expect([place, allNew]).toEqual([expect.stringMatching(PLACE), '1']);
  const said = observations === undefined ? {} : { ce_observaciones: spaced(observations) };
  const { valor } = JSON.parse(value) as { readonly valor?: string };
  return { key, headers: { ...rest, ...said }, value: '', valor };
}

/** JSON as PostgreSQL writes it. */
function spaced(json: string): string {
  return json.replaceAll(/([:,])(?=["{])/g, '$1 ');
}

/** How many, and how many centavos, of each source. */
function totalsOf(messages: readonly SeenMessage[]): readonly string[] {
  const bySource = Map.groupBy(lastRecords(messages), ({ headers }) => headers['ce_source'] ?? '');
  const lines = [...bySource].map(([source, all]) => {
    const amounts = all.map(({ value }) => centavos((JSON.parse(value) as { readonly valor: string }).valor));
    return `${source} ${String(all.length)} ${String(amounts.reduce((sum, each) => sum + each, 0n))}`;
  });
  return lines.toSorted();
}

function lines(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line !== '');
}

const begun: Going[] = [];
afterEach(async () => {
  for (const going of begun.splice(0)) {
    going.kill();
    await going.ended;
  }
});

// One after the other on one town: each test starts from what the one before left.
describeOnKafka(
  'quien sigue el manual de las herramientas de BI',
  { listeners: ['sasl-tls'], users, acls: true, settings: { 'super.users': 'User:ANONYMOUS;User:admin' } },
  (broker) => {
    const folder = mkdtempSync(join(tmpdir(), 'bi (ñ) '));
    const { libro } = commandLine(folder);

    /** What the manual shows, with this broker's addresses for those of its town hall. */
    const here = (text: string): string =>
      text
        .replaceAll('kafka.alcaldia.local:9092', broker().bootstrap)
        .replaceAll('kafka.alcaldia.local:9093', broker().address('sasl-tls'));
    const start = (command: string): Going => {
      const path = `${broker().bin}${delimiter}${process.env['PATH'] ?? ''}`;
      const going = shell(folder, command, { PATH: path, KAFKA_CLAVE: users.bi });
      begun.push(going);
      return going;
    };
    const run = (command: string): Promise<Ended> => start(command).ended;
    const ask = async (sql: string): Promise<readonly unknown[]> => {
      const { out, err } = await libro('query', sql, '--rol', 'hacienda', '--format', 'ndjson');
      expect(err).toBe('');
      return lines(out).map((line) => JSON.parse(line) as unknown);
    };
    const allMessages = async (): Promise<readonly SeenMessage[]> =>
      messagesOf((await run(here(manual.block('sh', '-e -J')))).out);
    /** kcat's way in with TLS and a user; where it is too old for SCRAM, as the manual says. */
    const asBi = (): string => {
      const command = here(manual.block('sh', 'SASL_SSL'));
      return kcatSpeaksScram() ? command : command.replace('=SCRAM-SHA-512', '=PLAIN');
    };
    const biAccount = (): Account => ({
      address: broker().address('sasl-tls'),
      authority: broker().certificates?.authority ?? '',
      username: 'bi',
      password: users.bi,
    });
    const python = (name: string, program: string): Going => {
      writeFileSync(join(folder, name), program);
      return start(`exec '${pythonWith(CONFLUENT)}' ${name}`);
    };

    beforeAll(() => {
      vi.stubEnv('KAFKA_CLAVE', users.libro);
      generateDemo(folder, { seed: 7, predios: 100 });
      const config = join(folder, 'libro.config.ts');
      const text = readFileSync(config, 'utf8')
        .replace('drivers }', 'drivers, secret }')
        .replace('sources: [', `${here(manual.block('ts', 'bus: {'))}sources: [`);
      writeFileSync(config, text);
      writeFileSync(join(folder, 'ca.pem'), broker().certificates?.authority ?? '');
      const admin = manual.block('properties', 'sasl.jaas.config').replace('…', users.admin);
      writeFileSync(join(folder, 'admin.properties'), admin);
    });
    afterAll(() => {
      vi.unstubAllEnvs();
      rmSync(folder, { recursive: true });
    });

    it('al libro no lo dejan publicar hasta que su cuenta tiene los permisos que dice', async () => {
      const before = await libro('sync');
      const given = await run(here(manual.block('sh', 'User:libro')));
      const after = await libro('sync');

      expect([before.code, given.code, after.code]).toEqual([77, 0, 0]);
      expect([given.err, after.err]).toEqual(['', '']);
      expect(before.err).toMatch(/^FORBIDDEN: Kafka .+ no autoriza a esta cuenta sobre el tema sopo\./m);
    });

    it('kcat lee cada estado una vez, con su clave, sus cabeceras, su edición y su valor', async () => {
      using source = new DatabaseSync(join(folder, 'hassql.db'));
      source.exec(`update PAGOS set NUM_RECIBO = 'Ñ-' || NUM_RECIBO where VIGENCIA = 2026 and rowid % 20 = 0;
        update PAGOS set VLR_PAGADO = '0.10', REFERENCIA = 'Señor Ñáñez – 5 €' where VIGENCIA = 2026 and rowid % 7 = 0;
        delete from PAGOS where VIGENCIA = 2026 and rowid % 31 = 0`);
      const sync = await libro('sync');
      const seen = await allMessages();
      const states = (await ask(STATES)) as readonly State[];

      const byId = (one: SeenMessage, other: SeenMessage): number =>
        (one.headers['ce_id'] ?? '') < (other.headers['ce_id'] ?? '') ? -1 : 1;
      expect([sync.code, sync.err]).toEqual([0, '']);
      expect(seen.map(seenMessage).toSorted(byId)).toEqual(states.map(messageOf).toSorted(byId));
      expect(seen.filter(({ key }) => /^\["hassql","recaudo",2026,"Ñ-\d+"\]$/.test(key)).length).toBeGreaterThan(2);
      expect(seen.filter(({ value }) => value.includes('"referencia":"Señor Ñáñez – 5 €"')).length).toBeGreaterThan(5);
    });

    it('y de los últimos estados cuenta y suma lo mismo que libro query', async () => {
      const seen = await allMessages();
      const totals = (await ask(
        'select _origen, count(*), sum(valor) from libro.recaudo where _eliminado_en is null group by 1 order by 1',
      )) as readonly { readonly _origen: string; readonly count: string; readonly sum: string }[];

      expect(totalsOf(seen)).toEqual(
        totals.map(({ _origen, count, sum }) => `/${_origen} ${count} ${String(centavos(sum))}`),
      );
      expect(totals.length).toBe(2);
    });

    it('con su formato de texto sale lo mismo, y el manual nombra cada cabecera que hay', async () => {
      const seen = await allMessages();
      const { out } = await run(here(manual.block('sh', '%k\\t%h\\t%s')));

      const asLines = seen.map(({ key, headers, value }) => {
        const said = Object.entries(headers).map(([name, text]) => `${name}=${text}`);
        return `${key}\t${said.join(',')}\t${value}`;
      });
      const names = new Set(seen.flatMap(({ headers }) => Object.keys(headers)));
      expect(lines(out).toSorted()).toEqual(asLines.toSorted());
      expect(manual.names('cabecera').toSorted()).toEqual([...names].toSorted());
    });

    it('sin permisos la cuenta de BI no lee nada; con las órdenes de libro topics acl, lo interno', async () => {
      const count = (await allMessages()).length;
      const before = await run(`${asBi().trimEnd()} -e`);
      const printed = await libro('topics', 'acl', '--account', 'bi');
      const given = await run(`set -e\n${printed.out}`);

      const subscriber = start(asBi());
      await subscriber.until((out) => lines(out).length === count);
      const byKafkajs = await readAs(biAccount(), 'bi.kafkajs', TOPIC, count);

      expect([before.code, before.out]).toEqual([1, '']);
      expect(before.err).toMatch(/authorization failed/);
      expect([printed.code, given.code, given.err]).toEqual([0, 0, '']);
      expect(byKafkajs).toBe(count);
    });

    it('pero nada de lo reservado, ni en un grupo de otros', async () => {
      const reserved = await run(`${asBi().replace(TOPIC, RESERVED).trimEnd()} -e`);
      const foreign = await run(`${asBi().replace('-G bi.kcat', '-G sopo.libro').trimEnd()} -e`);
      const byKafkajs = readAs(biAccount(), 'bi.kafkajs', RESERVED, 1);

      await expect(byKafkajs).rejects.toMatchObject({ type: 'TOPIC_AUTHORIZATION_FAILED' });
      expect([reserved.code, reserved.out, foreign.code, foreign.out]).toEqual([1, '', 1, '']);
      expect(reserved.err).toMatch(/Topic authorization failed/);
      expect(foreign.err).toMatch(/Group authorization failed/);
    });

    it('el programa de Python cuenta y suma lo mismo que libro query, y dice cuando no lo dejan', async () => {
      const totals = (await ask(
        `select _origen, count(*), sum(valor) from libro.recaudo
          where _eliminado_en is null and estado = 'aplicado' group by 1 order by 1`,
      )) as readonly { readonly _origen: string; readonly count: string; readonly sum: string }[];
      const program = here(manual.block('python', 'Consumer'));
      const panel = python('panel.py', program);
      const refused = await python('ajeno.py', program.replace(TOPIC, RESERVED)).ended;

      const expected = totals.map(({ _origen, count, sum }) => `/${_origen} ${count} ${sum}\n`).join('');
      await panel.shows(expected);
      expect(totals.length).toBe(2);
      expect([refused.code, refused.out]).toEqual([1, '']);
      expect(refused.err).toMatch(/TOPIC_AUTHORIZATION_FAILED/);
    });
  },
  { kcat: missingKcat, [CONFLUENT.name]: missingPython(CONFLUENT) },
);
