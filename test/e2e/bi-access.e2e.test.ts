import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { generateDemo } from '../../ops/demo/generate-demo.ts';
import type { Database } from '../../pipelines/database/database.ts';
import { biAccess } from '../support/bi-access.ts';
import { commandLine } from '../support/command-line.ts';
import { ManagedFolder, missingManaged, serverUser } from '../support/managed.ts';
import { need } from '../support/need.ts';
import { missingPsql, psql } from '../support/psql.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const missing = missingPsql ?? missingManaged;

// One after the other on one ledger: each test starts from what the one before left.
need(
  'psql',
  missing === null,
  missing ?? '',
)('psql como libro_bi, sobre la demo de 60 predios', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demo bi '));
  const { libro } = commandLine(folder);
  let server: ManagedFolder;
  let held: Database;

  beforeAll(async () => {
    server = await ManagedFolder.made();
    // As «libro up» does: each command would start and stop it otherwise.
    held = await server.open();
    generateDemo(folder, { seed: 7, predios: 60 });
    const config = join(folder, 'libro.config.ts');
    const text = readFileSync(config, 'utf8').replace(
      `{ embedded: './libro' }`,
      JSON.stringify({ managed: server.path, user: serverUser }),
    );
    writeFileSync(config, text);
    const sync = await libro('sync');
    expect(sync.err).toBe('');
  });

  afterAll(async () => {
    await held[Symbol.asyncDispose]();
    server[Symbol.dispose]();
    rmSync(folder, { recursive: true });
  });

  it('sin pedirla, la clave no se muestra', async () => {
    const { code, out } = await libro('bi-access');

    expect(code).toBe(0);
    expect(out).toMatch(/^clave +nueva, guardada en el libro; se ve con libro bi-access --password$/m);
    expect(out).toMatch(new RegExp(`^puerto +${new URL(await server.url()).port}$`, 'm'));
    expect(out).not.toMatch(/[0-9a-f]{64}/);
  });

  it('cuenta y suma lo mismo que libro query, vista por vista', async () => {
    const { url, password } = await biAccess(libro, '--password');
    const columns = `select table_name, string_agg(format('sum(%I) as %I', column_name, column_name), ', ' order by ordinal_position)
      from information_schema.columns where table_schema = 'bi' and data_type = 'numeric' group by 1 order by 1`;
    const views = psql(url, password, `copy (${columns}) to stdout`).out.trim().split('\n');
    const totals = views
      .map((line) => line.split('\t'))
      .map(([view, sums]) => `select count(*), ${sums} from bi.${view}`);

    const answers = totals.map((sql) => psql(url, password, sql).out);
    const ours = await Promise.all(totals.map(async (sql) => (await libro('query', sql, '--format', 'csv')).out));

    expect(ours.map((text) => text.replaceAll('\r\n', '\n'))).toEqual(answers);
    expect(answers.length).toBeGreaterThan(4);
    expect(answers.every((text) => /\n[1-9]/.test(text))).toBe(true);
  });

  it('ninguna otra base ni nadie sin clave', async () => {
    const { url, password } = await biAccess(libro, '--password');
    const elsewhere = psql(url.replace('/libro?', '/postgres?'), password, 'select 1');
    const superuser = psql(url.replace('libro_bi@', 'postgres@'), '', 'select 1');

    expect([elsewhere.out, superuser.out]).toEqual(['', '']);
    expect(elsewhere.err).toContain('no pg_hba.conf entry');
    expect(superuser.err).toMatch(/no password supplied|authentication failed/);
  });

  it('ve las vistas de bi y nada más', async () => {
    const { url, password } = await biAccess(libro, '--password');
    const tables = `select format('%I.%I', nspname, relname) from pg_class c join pg_namespace n on n.oid = relnamespace
      where relkind in ('r', 'v', 'm', 'p') and nspname in ('libro', 'historia', 'corridas', 'log')`;
    const names = psql(url, password, tables).out.trim().split('\n').slice(1);

    const { out, err } = psql(url, password, names.map((name) => `select 1 from ${name};`).join('\n'));

    expect(names.length).toBeGreaterThan(40);
    expect([out, err.match(/permission denied/g)?.length]).toEqual(['', names.length]);
  });

  it('con una clave nueva la anterior no entra, y cerrado no entra ninguna', async () => {
    const before = await biAccess(libro, '--password');
    const after = await biAccess(libro, '--new-password');
    const [old, fresh] = [before, after].map(({ url, password }) => psql(url, password, 'select 1 as uno'));
    const closed = await libro('bi-access', '--close');
    const none = psql(after.url, after.password, 'select 1');

    expect(old?.err).toContain('password authentication failed');
    expect(fresh).toEqual({ out: 'uno\n1\n', err: '' });
    expect([closed.code, closed.err]).toEqual([0, '']);
    expect(none.out).toBe('');
    expect(none.err).toContain('authentication failed');
  });
});
