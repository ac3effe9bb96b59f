import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateDemo } from '../../../ops/demo/generate-demo.ts';
import type { Demo } from '../../../ops/demo/generate-demo.ts';

let folder: string;
let demo: Demo;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'coherente-'));
  demo = generateDemo(folder, { seed: 1, predios: 200 });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

type Row = Readonly<Record<string, unknown>>;

function hassql(sql: string): readonly Row[] {
  using database = new DatabaseSync(join(folder, 'hassql.db'), { readOnly: true });
  return database
    .prepare(sql)
    .all()
    .map((row) => ({ ...row }));
}

function linesOf(path: string): readonly (readonly [name: string, line: string])[] {
  return readdirSync(join(folder, path)).flatMap((name) =>
    readFileSync(join(folder, path, name), 'latin1')
      .split('\r\n')
      .filter((line) => line !== '')
      .map((line) => [name, line] as const),
  );
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

const centavos = (text: unknown): bigint => BigInt(String(text).replace('.', ''));

describe('what is owed in Hassql', () => {
  it('is what LIQUIDACIONES has open, to the centavo', () => {
    const differing = hassql(`
      select * from (select * from LIQUIDACIONES where ESTADO in ('P', 'A')) l
        full join CARTERA c using (CEDULA_CATASTRAL, VIGENCIA, CONCEPTO)
       where l.VALOR is null or c.VLR_CAPITAL is null or l.ESTADO <> c.ESTADO or l.VALOR <> cast(c.VLR_CAPITAL as real)
          or abs(l.INTERES - cast(c.VLR_INTERES as real)) > 0.0051`);

    expect(differing).toEqual([]);
    expect(demo.rows['hassql.CARTERA']).toBeGreaterThan(50);
  });

  it('went down by each discount that a payment bears, and by no agreement', () => {
    const discounts = hassql(`select VLR_CAPITAL from NOVEDADES_CARTERA where TIPO = 'D'`);
    const borne = hassql(`select VALOR from PAGOS_CONCEPTOS where CONCEPTO = '02'`);
    const kinds = hassql(`select TIPO, min(VLR_CAPITAL like '-%') as lowers, count(*) > 1 as several
      from NOVEDADES_CARTERA group by TIPO order by TIPO`);

    expect(sum(discounts.map((row) => centavos(row['VLR_CAPITAL'])))).toBe(sum(borne.map((row) => centavos(row['VALOR']))));
    expect(kinds).toEqual([
      { TIPO: 'A', lowers: 0, several: 1 },
      { TIPO: 'D', lowers: 1, several: 1 },
      { TIPO: 'E', lowers: 1, several: 1 },
      { TIPO: 'J', lowers: 1, several: 1 },
      { TIPO: 'P', lowers: 1, several: 1 },
    ]);
  });

  it('has instalments of valorización that nobody had to pay yet, and some that were paid early', () => {
    const states = hassql(`select ESTADO, count(*) > 0 as some, min(FEC_LIMITE) > '2026-11-20' as later
      from VALORIZACION_CUOTAS group by ESTADO order by ESTADO`);

    expect(states).toEqual([
      { ESTADO: 'C', some: 1, later: 1 },
      { ESTADO: 'N', some: 1, later: 1 },
      { ESTADO: 'P', some: 1, later: 1 },
    ]);
  });
});

describe('the cadastral registers', () => {
  it('have the avalúos of Hassql in each first owner, whatever the length of the code', () => {
    const avaluos = (vigencia: number, code: string): ReadonlyMap<unknown, bigint> =>
      new Map(
        hassql(`select ${code} as code, a.AVALUO from AVALUOS a join PREDIOS using (CEDULA_CATASTRAL)
          where VIGENCIA = ${vigencia}`).map((row) => [row['code'], centavos(row['AVALUO'])]),
      );
    const first = (lines: readonly (readonly [string, string])[], at: number) =>
      lines.map(([, line]) => line).filter((line) => line.slice(at, at + 4) === '1001');
    const old = first(linesOf('igac').filter(([name]) => name.includes('_R1_')), 20);
    const npn = first(linesOf('igac-npn'), 30);

    expect(new Map(old.map((line) => [line.slice(0, 20), BigInt(line.slice(128, 140)) * 100n]))).toEqual(
      avaluos(2025, 'CEDULA_CATASTRAL'),
    );
    expect(new Map(npn.map((line) => [line.slice(0, 30), BigInt(line.slice(274, 289)) * 100n]))).toEqual(
      avaluos(2026, 'NPN'),
    );
    expect([new Set(old.map(({ length }) => length)), new Set(npn.map(({ length }) => length))]).toEqual([
      new Set([148]),
      new Set([312]),
    ]);
    expect(linesOf('igac').filter(([name]) => name.includes('_R2_'))).toHaveLength(old.length);
  });
});

describe('the gateway', () => {
  it('approved what Hassql and the banks have as paid on line, but for what was planted', () => {
    const approved = linesOf('pse')
      .map(([, line]) => line.split(';'))
      .filter(([, , estado]) => estado === 'APROBADA');
    const online = hassql(`select VLR_PAGADO, NUM_FACTURA from PAGOS where MEDIO = '15' and ORIGEN = 'A' and ANULADO = 'N'
      and NUM_RECIBO = trim(NUM_RECIBO, char(160))`);
    const planted = demo.defects.flatMap(({ key }) => /factura (\d+)$/.exec(key)?.[1] ?? []);
    const paid = approved.map((cells) => [cells[15], centavos(cells[3])] as const);
    const known = new Set(paid.map(([factura, valor]) => `${String(factura)} ${String(valor)}`));

    const missing = online.filter((row) => !known.has(`${String(row['NUM_FACTURA'])} ${String(centavos(row['VLR_PAGADO']))}`));

    expect(online.length).toBeGreaterThan(20);
    expect(missing).toEqual([]);
    expect(approved.length - online.length).toBeLessThanOrEqual(planted.length + 1);
    expect(new Set(linesOf('pse').map(([, line]) => line.split(';')[2]))).toEqual(
      new Set(['Estado', 'APROBADA', 'RECHAZADA', 'PENDIENTE']),
    );
  });
});
