import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { sensitivityOf } from '../../schemas/entity.ts';
import { entities } from '../../schemas/registry.ts';
import { canSee } from '../../pipelines/ledger/roles.ts';
import { generateDemo } from '../../ops/demo/generate-demo.ts';
import { commandLine } from '../support/command-line.ts';
import type { Ended, Going } from '../support/command-line.ts';
import { describeOnKafka } from '../support/kafka/describe-on-kafka.ts';

/** Processes that open a ledger, one after the other, on two cores that do other things too. */
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const begun: Going[] = [];
// A test that fails leaves nobody at work.
afterEach(async () => {
  for (const going of begun.splice(0)) {
    going.kill();
    await going.ended;
  }
});

function lines(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line !== '');
}

const visible = entities.filter((entity) => canSee('hacienda', sensitivityOf(entity)));

/** Every column of every state, last or not, told by a digest. */
const DIGESTS = ['libro', 'historia']
  .flatMap((schema) => visible.map(({ name }) => `${schema}.${name}`))
  .map(
    (table) => `select '${table}' as tabla, count(*) as filas,
      md5(string_agg(t::text, ' ' order by _clave, _origen, _turno, _ordinal)) as huella from ${table} t`,
  )
  .join(' union all ');
const IDS = ['libro', 'historia']
  .map((schema) => `select _origen || '#' || _clave || '@' || _turno || '.' || _ordinal as id from ${schema}.recaudo`)
  .join(' union all ');
const VALUES = `select vigencia, numero, valor, estado, _eliminado_en is not null as eliminado from libro.recaudo
  where _origen = 'hassql/recaudo' order by _clave`;

/** A town of 60 predios whose payments and facturas are read, with changes and deletes behind it. */
class Site {
  readonly folder = mkdtempSync(join(tmpdir(), 'temas (ñ) '));
  readonly libro = commandLine(this.folder).libro;
  readonly #bus: string;

  constructor(bus: string) {
    generateDemo(this.folder, { seed: 3, predios: 60 });
    this.#bus = bus;
    this.keepIn('./libro');
  }

  /** Says in which folder the ledger is. */
  keepIn(ledger: string): void {
    writeFileSync(
      join(this.folder, 'libro.config.ts'),
      `export default ({ site, use, sources, drivers }) => {
         const others = sources.hassql.streams.filter(({ id }) => id !== 'recaudo' && id !== 'factura');
         return site({ nombre: 'Pueblo', entidad: '219925999', espera: 240, ledger: { embedded: '${ledger}' }, ${this.#bus}
           sources: [use(sources.hassql, { driver: drivers.sqlite({ file: './hassql.db', schema: 'dbo' }),
             streams: Object.fromEntries(others.map(({ id }) => [id, false])) })] });
       };\n`,
    );
  }

  start(...words: readonly string[]): Going {
    const going = commandLine(this.folder).start(...words);
    begun.push(going);
    return going;
  }

  change(statements: string): void {
    using source = new DatabaseSync(join(this.folder, 'hassql.db'));
    source.exec(statements);
  }

  /** One line of JSON a row. */
  async rows(sql: string): Promise<readonly string[]> {
    const { out, err } = await this.libro('query', sql, '--rol', 'hacienda', '--format', 'ndjson');
    expect(err).toBe('');
    return lines(out);
  }

  putBack(from: string, to: string): void {
    rmSync(join(this.folder, to), { recursive: true, force: true });
    cpSync(join(this.folder, from), join(this.folder, to), { recursive: true });
  }
}

async function lived(bus: string): Promise<Site> {
  const site = new Site(bus);
  const first = await site.libro('sync');
  site.change(`update PAGOS set NUM_RECIBO = 'Ñ-' || NUM_RECIBO where VIGENCIA = 2026 and rowid % 9 = 0;
    update PAGOS set VLR_PAGADO = '7.50' where VIGENCIA = 2026 and rowid % 5 = 0`);
  const second = await site.libro('sync');
  expect([first.code, first.err, second.code, second.err]).toEqual([0, '', 0, '']);
  return site;
}

function topicCommands(site: () => Site, prefix: string): void {
  /** Of every state of a recaudo there is, last or not. */
  let ids: readonly string[];
  beforeAll(async () => {
    ids = (await site().rows(IDS)).map((line) => (JSON.parse(line) as { readonly id: string }).id);
  });

  const tail = (...words: readonly string[]): Going => site().start('topics', 'tail', ...words, '--from', 'beginning');
  /** What a tail shows until it has shown so many lines and is told to end. */
  const shown = async (going: Going, count: number, end: (going: Going) => void): Promise<Ended> => {
    await going.until((out) => lines(out).length >= count);
    end(going);
    return going.ended;
  };

  it('libro topics dice qué hay de cada entidad y que todo está publicado y cargado', async () => {
    const { code, out, err } = await site().libro('topics');

    const row = lines(out).find((line) => line.startsWith('recaudo '));
    const counts = [String(ids.length), ...(prefix === '' ? [] : [String(ids.length), '0']), '0'];
    expect([code, err]).toEqual([0, '']);
    expect(row?.split(/ {2,}/)).toEqual(['recaudo', `${prefix}interno.tesoreria.recaudo.v1`, 'interno', ...counts]);
  });

  it('tail en json muestra cada estado una vez, y con Ctrl-C termina bien', async () => {
    const { code, out } = await shown(tail('recaudo', '--format', 'json'), ids.length, (going) => {
      going.interrupt();
    });

    const seen = lines(out).map((line) => (JSON.parse(line) as { readonly id: string }).id);
    expect(code).toBe(0);
    expect(seen.toSorted()).toEqual(ids.toSorted());
    expect(seen.some((id) => id.includes('"Ñ-'))).toBe(true);
  });

  it('tail en tabla muestra una línea por estado, y con SIGTERM termina bien', async () => {
    const { code, out } = await shown(tail('recaudo'), ids.length, (going) => {
      going.terminate();
    });

    expect([code, lines(out).length]).toEqual([0, ids.length]);
    expect(out).toMatch(
      /^\d{4}(-\d\d){2} \d\d(:\d\d){2} {2}registro {3}hassql\/recaudo {2}.* valor=\d+\.\d\d .*numero=Ñ-/m,
    );
    expect(out).toMatch(/^.{19} {2}eliminado {2}hassql\/recaudo {2}vigencia=2026 numero=0\d+$/m);
  });

  it('lo reservado sale como *** para quien no lo puede ver', async () => {
    const stop = (going: Going): void => {
      going.interrupt();
    };
    const bi = await shown(tail('factura_predial', '--format', 'json'), 1, stop);
    const hacienda = await shown(tail('factura_predial', '--rol', 'hacienda'), 1, stop);

    const seen = lines(bi.out).map((line) => JSON.parse(line) as { readonly data: { readonly total: string } });
    expect(new Set(seen.map(({ data }) => data.total))).toEqual(new Set(['***']));
    expect(lines(hacienda.out).every((line) => / total=\d+\.\d\d /.test(line))).toBe(true);
    expect([bi.code, hacienda.code]).toEqual([0, 0]);
  });

  it('rebuild hace otro libro igual en cada columna, que no publica nada cuando lee todo otra vez', async () => {
    const before = await site().rows(DIGESTS);
    const rebuilt = await site().libro('rebuild', '--into', './rehecho');
    site().keepIn('./rehecho');
    const after = await site().rows(DIGESTS);
    const full = await site().libro('sync', '--full');
    site().keepIn('./libro');

    expect([rebuilt.code, rebuilt.err, full.code, full.err]).toEqual([0, '', 0, '']);
    expect(rebuilt.out).toMatch(
      /^[\d.]+ cambios aplicados en \.\/rehecho\. Falta leer las fuentes: libro sync --full\n$/,
    );
    expect(after).toEqual(before);
    expect(full.out).toContain('\n0 cambios capturados, 0 aplicados al libro.\n');
  });

  it('a una base devuelta a una copia anterior no la deja capturar; con restore y una lectura entera queda como estaba', async () => {
    site().putBack('libro', 'copia');
    site().change(`update PAGOS set VLR_PAGADO = '8.25' where VIGENCIA = 2026 and rowid % 4 = 0;
      delete from PAGOS where VIGENCIA = 2026 and rowid % 11 = 0`);
    await site().libro('sync');
    // Without topics, what came after the copy is read anew: the same values, in other runs.
    const everything = prefix === '' ? VALUES : DIGESTS;
    const before = await site().rows(everything);
    site().putBack('copia', 'libro');

    const refused = await site().libro('sync');
    const restored = await site().libro('restore');
    const full = await site().libro('sync', '--full');

    expect([refused.code, restored.code, full.code]).toEqual([65, 0, 0]);
    expect(refused.err).toMatch(/^LEDGER_BEHIND: .+libro restore\n$/s);
    expect(restored.out).toMatch(/^El libro tiene lo que tenía: .+libro sync --full\n$/s);
    expect(await site().rows(everything)).toEqual(before);
  });
}

describe('los temas en el registro', () => {
  let site: Site;
  beforeAll(async () => {
    site = await lived('');
  });
  afterAll(() => {
    rmSync(site.folder, { recursive: true });
  });

  topicCommands(() => site, '');
});

describeOnKafka('los temas en un broker', {}, (broker) => {
  let site: Site;
  beforeAll(async () => {
    site = await lived(`bus: { kafka: { brokers: ['${broker().bootstrap}'], prefijo: 'pueblo' } },`);
  });
  afterAll(() => {
    rmSync(site.folder, { recursive: true });
  });

  topicCommands(() => site, 'pueblo.');
});
