import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadSite } from '../../ops/config/load.ts';
import { generateDemo } from '../../ops/demo/generate-demo.ts';
import { commandLine } from '../support/command-line.ts';
import type { Ended } from '../support/command-line.ts';
import { need } from '../support/need.ts';

/** Some commands one after the other, each a process that opens a ledger, on two cores that do other things too. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

// One after the other on one folder: each test starts from what the one before left.
describe('sobre la demo de 60 predios', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demo '));
  const { libro, start } = commandLine(folder);
  /** Streams that the site declares. */
  let flows: number;
  beforeAll(async () => {
    generateDemo(folder, { seed: 7, predios: 60 });
    const { site } = await loadSite(folder);
    flows = site.sources.reduce((sum, { streams }) => sum + streams.length, 0);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  function change(file: string, statements: string): void {
    using database = new DatabaseSync(join(folder, file));
    database.exec(statements);
  }

  it('check y preview dicen qué hay y no escriben en el libro', async () => {
    const check = await libro('check');
    const preview = await libro('preview', 'hassql/recaudo', '--limit', '1');
    const status = await libro('status', 'hassql/recaudo');

    expect([check.code, check.out.match(/^✓ /gm)?.length]).toEqual([0, flows + 1]);
    expect(preview.out).toMatch(
      /^fila 1, como está +como quedaría\n[^]*VLR_PAGADO = \d+\.00 +valor = \d+\.00\n[^]*\n1 fila; 0 rechazadas\n$/,
    );
    expect(status.out).toMatch(
      /hassql\/recaudo +nunca +nunca +0 +0\n\nAtención:\n· 1 flujo sin leer todavía: libro sync\n$/,
    );
  });

  need(
    'grupos de procesos',
    process.platform !== 'win32',
    'Windows no los tiene',
  )('mientras corre un sync', () => {
    it('otro comando recibe LEDGER_LOCKED con su pid; Ctrl-C lo cancela y el siguiente lo completa', async () => {
      const sync = start('sync');
      await sync.shows('✓ hassql/tercero');
      const other = await libro('status');
      sync.interrupt();
      const cancelled = await sync.ended;
      const next = await libro('sync');

      expect([other.code, other.out]).toEqual([75, '']);
      expect(other.err).toMatch(
        /^LEDGER_LOCKED: La base embebida en .+ la tiene abierta el proceso \d+, y sólo admite uno\./,
      );
      expect(cancelled.code).toBe(130);
      expect(cancelled.err).toMatch(/CANCELLED: Se canceló antes de terminar; lo confirmado queda guardado\.\n$/);
      expect([next.code, next.err]).toEqual([0, '']);
    });
  });

  need(
    'grupos de procesos',
    process.platform !== 'win32',
    'Windows no los tiene',
  )('con Ctrl-C dos veces', () => {
    it('un sync sale ya, con el mismo código', async () => {
      const sync = start('sync', '--full');
      await sync.shows('✓ hassql/tercero');
      sync.interrupt();
      sync.interrupt();

      expect((await sync.ended).code).toBe(130);
    });
  });

  it('sync dicho otra vez no publica nada, y todo cuadra', async () => {
    const first = await libro('sync', '--full');
    const again = await libro('sync', '--full', '--json');
    const verify = await libro('verify', '--json');

    expect(first.out).toContain('3 filas en cuarentena: libro quarantine list hassql/recaudo');
    const { runs, captured, error } = json(again) as {
      runs: { outcome: string; published: number }[];
      captured: number;
      error: null;
    };
    expect([runs.length, captured, error]).toEqual([flows, 0, null]);
    expect(runs.filter(({ outcome, published }) => outcome !== 'bien' || published > 0)).toEqual([]);
    expect((json(verify) as { ok: boolean }[]).map(({ ok }) => ok)).toEqual(Array(flows).fill(true));
    expect([first, again, verify].map(({ code, err }) => [code, err])).toEqual(Array(3).fill([0, '']));
  });

  it('status y runs dicen lo hecho', async () => {
    const status = json(await libro('status', '--json')) as { origin: string; state: string; quarantined: number }[];
    const runs = json(await libro('runs', '--flujo', 'hassql/recaudo', '--json')) as { number: number; mode: string }[];
    const one = await libro('runs', String(runs.find(({ mode }) => mode === 'completa')?.number));
    const [badFlow, badRun] = [await libro('runs', '--flujo', 'nada'), await libro('runs', '99999')];

    expect(status).toHaveLength(flows);
    expect(status.find(({ origin }) => origin === 'hassql/recaudo')).toMatchObject({ state: 'bien', quarantined: 3 });
    expect(runs.map(({ mode }) => mode)).toContain('verificación');
    expect(one.out).toMatch(
      /^Corrida nº \d+ \(completa\), inició .+: bien\n✓ hassql\/recaudo {2}lectura completa, \d+ filas en /,
    );
    expect([badFlow.code, badFlow.err.slice(0, 41)]).toEqual([66, 'NOT_FOUND: No hay fuente ni flujo nada; h']);
    expect(badRun).toEqual({ code: 66, out: '', err: 'NOT_FOUND: No hay corrida número 99999.\n' });
  });

  it('query da lo mismo en cada formato, y solo lee', async () => {
    const sql = `select estado, count(*) as n, sum(valor) as valor, null as nada from libro.recaudo where _origen = 'hassql/recaudo' group by 1 order by 1`;
    const ask = async (...more: string[]): Promise<string> =>
      (await libro('query', sql, '--rol', 'hacienda', ...more)).out;
    const [table, csv, ndjson] = [await ask(), await ask('--format', 'csv'), await ask('--format', 'ndjson')];
    const rows = JSON.parse(await ask('--format', 'json')) as Record<string, string | null>[];
    const toFile = await libro('query', sql, '--rol', 'hacienda', '--out', 'pagos.csv');
    const [write, reserved] = [
      await libro('query', 'delete from libro.recaudo'),
      await libro('query', 'table libro.recaudo'),
    ];

    expect(rows.map(({ estado, nada }) => [estado, nada])).toEqual([
      ['anulado', null],
      ['aplicado', null],
    ]);
    expect(ndjson).toBe(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    expect(csv).toBe(`estado,n,valor,nada\r\n${rows.map((row) => `${Object.values(row).join(',')}\r\n`).join('')}`);
    expect(
      table
        .split('\n')
        .slice(2, 4)
        .map((line) => line.trim().split(/ +/)),
    ).toEqual(rows.map((row) => Object.values(row).slice(0, 3)));
    expect(toFile).toEqual({ code: 0, out: '', err: `2 filas en ${join(folder, 'pagos.csv')}\n` });
    expect(readFileSync(join(folder, 'pagos.csv'), 'utf8')).toBe(csv);
    expect([write.code, reserved.code]).toEqual([77, 77]);
    expect(write.err).toMatch(/^QUERY_REFUSED: La consulta empieza con DELETE; aquí sólo se lee/);
  });

  it('la cuarentena se lista, se muestra, se reintenta y se descarta', async () => {
    const { rows } = json(await libro('quarantine', 'list', '--json')) as {
      rows: { id: number; code: string; column: string }[];
    };
    const dated = rows.find(({ column }) => column === 'FEC_PAGO')!;
    const list = await libro('quarantine', 'list', 'hassql');
    const show = await libro('quarantine', 'show', String(dated.id));
    const retry = await libro('quarantine', 'retry', '--json');
    const discard = await libro('quarantine', 'discard', String(dated.id));
    const again = await libro('quarantine', 'discard', String(dated.id));
    const retryNone = await libro('quarantine', 'retry', String(dated.id));
    const [badRow, badFlow] = [await libro('quarantine', 'show', '99999'), await libro('quarantine', 'list', 'nada')];

    expect(rows.map(({ code }) => code).sort()).toEqual(['KEY_REPEATED', 'KEY_REPEATED', 'ROW_REJECTED']);
    expect(list.out).toMatch(/FEC_PAGO trae '2026-02-31'; se espera una fecha que exista, AAAA-MM-DD, sin hora\n/);
    expect(show.out).toMatch(/\nFEC_PAGO +2026-02-31\n/);
    expect(json(retry)).toEqual([{ origin: 'hassql/recaudo', tried: 1, published: 0, stillRejected: 1, waiting: 2 }]);
    expect(discard).toEqual({ code: 0, out: 'Filas descartadas: 1 de 1.\n', err: '' });
    expect([again.code, again.out]).toEqual([66, 'Filas descartadas: 0 de 1.\n']);
    expect([retryNone.code, badRow.code, badFlow.code]).toEqual([66, 66, 66]);
  });

  it('un cambio en la fuente se ve en history; lo que no existe termina en 66', async () => {
    change('hassql.db', `update PAGOS set VLR_PAGADO = '7654321.09' where VIGENCIA = 2026 and NUM_RECIBO = '000002'`);
    const sync = await libro('sync', 'hassql/recaudo');
    const history = await libro('history', 'recaudo', '[2026,"000002"]');
    const states = json(await libro('history', 'recaudo', '[2026,"000002"]', '--json')) as {
      values: { valor: string };
    }[];
    const none = await Promise.all([libro('history', 'nada', 'x'), libro('sync', 'nada'), libro('preview', 'hassql')]);

    expect(sync.out).toMatch(/\n1 cambio capturado, 1 aplicado al libro\.\n$/);
    expect(states.map(({ values }) => values.valor)[0]).toBe('7654321.09');
    expect(history.out).toMatch(
      /^hassql\/recaudo \[2026,"000002"\]\n {2}vigente +leído .+\n {6}valor: \d+\.00 → 7654321\.09\n/,
    );
    expect(none.map(({ code, out }) => [code, out])).toEqual(Array(3).fill([66, '']));
  });

  it('lo que la fuente no tiene como se declaró, o perdió de más, termina en 65 y no daña nada', async () => {
    change('pct.db', 'alter table CUENTAS rename column NATURALEZA to NAT; delete from RUBROS');
    const [drifted, shrunk] = [await libro('sync', 'pct/cuenta'), await libro('sync', 'pct/rubro')];
    const check = await libro('check', 'pct/cuenta');
    const dry = await libro('sync', 'pct/rubro', '--accept-deletes', '144', '--dry-run');
    const accepted = await libro('sync', 'pct/rubro', '--accept-deletes', '144');

    expect([drifted.code, drifted.err]).toEqual([65, '']);
    expect(drifted.out).toContain(
      'SOURCE_DRIFTED: En dbo.CUENTAS falta la columna NATURALEZA, que pct/cuenta declara.',
    );
    expect([check.code, check.err.slice(0, 15)]).toEqual([65, 'SOURCE_DRIFTED:']);
    expect(shrunk.code).toBe(65);
    expect(shrunk.out).toMatch(/desaparecieron 144 de 144 registros .* repita con --accept-deletes 144\./);
    expect(dry.out).toMatch(/\nEnsayo: no se escribió nada\.\n$/);
    expect([accepted.code, accepted.out.includes('144 cambios capturados, 144 aplicados')]).toEqual([0, true]);
  });

  it('schemas lista las entidades y escribe sus JSON Schema', async () => {
    const [table, schemas, out] = [
      await libro('schemas'),
      await libro('schemas', '--json'),
      await libro('schemas', '--out', 'esquemas'),
    ];

    expect(table.out).toMatch(/\nrecaudo +interno +interno\.tesoreria\.recaudo\.v1 /);
    expect(json(schemas)).toHaveLength(44);
    expect(out.out).toBe(`88 esquemas en ${join(folder, 'esquemas')}\n`);
    expect(readdirSync(join(folder, 'esquemas')).toSorted()).toEqual(
      readdirSync('ops/manual/generated/schemas').toSorted(),
    );
  });
});

function json({ out }: Ended): unknown {
  return JSON.parse(out);
}
