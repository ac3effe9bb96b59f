import { expect, it } from 'vitest';
import { demoFor } from '../../support/demo.ts';
import type { DemoRow } from '../../support/demo.ts';

const { rows } = demoFor({ seed: 1, predios: 1000 });

function centavos(text: string | number | null | undefined): bigint {
  return BigInt(String(text ?? '0.00').replace('.', ''));
}

function totals(of: readonly DemoRow[], key: (row: DemoRow) => string): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const row of of) sums.set(key(row), (sums.get(key(row)) ?? 0n) + centavos(row['VALOR']));
  return sums;
}

/** Lines of expense with the line they belong to (their own, or that of the document they modify) and the one they come from. */
const chain = `
  select l.*, d.FECHA, coalesce(d.ANO_MODIF, l.VIGENCIA) || ' ' || coalesce(d.TIPO_MODIF, l.TIPO) || ' '
           || coalesce(d.NUMERO_MODIF, l.NUMERO) || ' ' || l.CONSECUTIVO as own,
         l.ANO_ANTEC || ' ' || l.TIPO_ANTEC || ' ' || l.NUMERO_ANTEC || ' ' || l.CONSECUTIVO_ANTEC as earlier
    from DOCUMENTOS_PPTO_LINEAS l join DOCUMENTOS_PPTO d using (VIGENCIA, TIPO, NUMERO)
   where l.TIPO not in ('REC', 'RCD')`;

it('a document is the sum of its lines', () => {
  const lines = totals(rows('select * from DOCUMENTOS_PPTO_LINEAS'), (row) => `${row['VIGENCIA']} ${row['TIPO']} ${row['NUMERO']}`);
  const documents = totals(rows('select * from DOCUMENTOS_PPTO'), (row) => `${row['VIGENCIA']} ${row['TIPO']} ${row['NUMERO']}`);

  expect(lines).toEqual(documents);
  expect(documents.size).toBeGreaterThan(400);
});

it('no line gives more than it has: CDP ≥ RP ≥ obligación ≥ pago, whatever is added, released and reversed', () => {
  const lines = rows(chain);

  const own = totals(lines, (row) => String(row['own']));
  const taken = totals(lines.filter(({ earlier }) => earlier !== null), (row) => String(row['earlier']));

  expect([...taken].filter(([line, amount]) => amount < 0n || amount > (own.get(line) ?? -1n))).toEqual([]);
  expect([...own].filter(([, amount]) => amount < 0n)).toEqual([]);
  expect(new Set(lines.map(({ TIPO }) => TIPO))).toEqual(
    new Set(['CDP', 'ACD', 'LCD', 'RP', 'ARP', 'LRP', 'OBL', 'AOB', 'ROB', 'PAG', 'RPA']),
  );
});

it('a certificate of a closed vigencia is committed whole or was released', () => {
  const lines = rows(`${chain} and l.VIGENCIA < 2026`);
  const taken = totals(lines, (row) => String(row['earlier']));

  const own = totals(lines.filter(({ TIPO }) => String(TIPO).endsWith('CD') || TIPO === 'CDP'), (row) => String(row['own']));

  expect([...own].filter(([line, amount]) => amount !== taken.get(line))).toEqual([]);
});

it('nothing is earlier than what it comes from; what goes on in another vigencia does so as a reserve or an account payable', () => {
  const pairs = rows(`with c as (${chain})
    select next.own, next.VIGENCIA = prior.VIGENCIA as same, next.VIG_GASTO as edad, next.FECHA < prior.FECHA as early
      from c next join c prior on next.earlier = prior.VIGENCIA || ' ' || prior.TIPO || ' ' || prior.NUMERO || ' ' || prior.CONSECUTIVO`);

  expect(pairs.filter(({ early }) => early === 1)).toEqual([]);
  expect(new Set(pairs.filter(({ same }) => same === 0).map(({ edad }) => edad))).toEqual(new Set(['2', '3']));
});

it('the accumulated columns are what the documents add up to', () => {
  const key = (row: DemoRow): string =>
    ['VIGENCIA', 'SECCION', 'RUBRO', 'FUENTE', 'VIG_GASTO', 'BPIN', 'CPC'].map((name) => row[name]).join(' ');
  const added = (types: readonly string[]): ReadonlyMap<string, bigint> =>
    totals(rows('select * from DOCUMENTOS_PPTO_LINEAS').filter(({ TIPO }) => types.includes(String(TIPO))), key);
  const kept = (column: string): ReadonlyMap<string, bigint> =>
    new Map(rows(`select *, ${column} as n from APROPIACIONES where ${column} <> '0.00'`).map((row) => [key(row), centavos(row['n'])]));

  expect(kept('ACUM_CDP')).toEqual(added(['CDP', 'ACD', 'LCD']));
  expect(kept('ACUM_RP')).toEqual(added(['RP', 'ARP', 'LRP']));
  expect(kept('ACUM_OBL')).toEqual(added(['OBL', 'AOB', 'ROB']));
  expect(kept('ACUM_PAGOS')).toEqual(added(['PAG', 'RPA']));
  expect(kept('ACUM_RECAUDO')).toEqual(added(['RCD']));
});

it('each appropriation adds up, none is overdrawn, and what is expected is what may be spent', () => {
  const sum = (row: DemoRow, names: readonly string[]): bigint => names.reduce((total, name) => total + centavos(row[name]), 0n);
  const all = rows('select * from APROPIACIONES');

  const off = all.filter(
    (row) =>
      sum(row, ['INICIAL', 'ADICIONES', 'CREDITOS']) - sum(row, ['REDUCCIONES', 'CONTRACREDITOS']) !== centavos(row['DEFINITIVA']) ||
      centavos(row['DISPONIBLE']) < 0n,
  );
  const balance = (column: string): bigint =>
    all.reduce((total, row) => {
      const isCarried = row['VIG_GASTO'] === '2' || row['VIG_GASTO'] === '3';
      return isCarried ? total : total + (row['VIG_GASTO'] === null ? 1n : -1n) * centavos(row[column]);
    }, 0n);

  expect(off).toEqual([]);
  expect(['INICIAL', 'ADICIONES', 'REDUCCIONES', 'DEFINITIVA'].map(balance)).toEqual([0n, 0n, 0n, 0n]);
});

it('the acts are what changed the appropriations; a transfer gives what it takes', () => {
  const moved = totals(rows('select * from MODIFICACIONES'), ({ MOVIMIENTO }) => String(MOVIMIENTO));

  const columns = { ADI: 'ADICIONES', RED: 'REDUCCIONES', CRE: 'CREDITOS', CCR: 'CONTRACREDITOS', APL: 'APLAZAMIENTOS', DES: 'DESAPLAZAMIENTOS' };
  const appropriated = Object.entries(columns).map(
    ([code, column]) =>
      [code, rows(`select ${column} as n from APROPIACIONES`).reduce((total, { n }) => total + centavos(n), 0n)] as const,
  );

  expect(moved).toEqual(new Map(appropriated));
  expect(moved.get('CRE')).toBe(moved.get('CCR'));
});

it('the budget collects of each receipt what is income of the budget', () => {
  const receipts = totals(
    rows('select * from RECIBOS_CAJA_CONCEPTOS where RUBRO is not null'),
    (row) => `${row['VIGENCIA']} ${row['TIPO']} ${row['NUMERO']} ${row['RUBRO']} ${row['FUENTE']} ${row['VIG_PAGADA']}`,
  );
  const collected = totals(
    rows(`select l.*, d.ANO_SOPORTE, d.TIPO_SOPORTE, d.NUMERO_SOPORTE from DOCUMENTOS_PPTO_LINEAS l
            join DOCUMENTOS_PPTO d using (VIGENCIA, TIPO, NUMERO) where TIPO = 'RCD' and d.NUMERO_SOPORTE is not null`),
    (row) =>
      `${row['ANO_SOPORTE']} ${row['TIPO_SOPORTE']} ${row['NUMERO_SOPORTE']} ${row['RUBRO']} ${row['FUENTE']} ${row['VIG_RECAUDADA']}`,
  );

  expect(collected).toEqual(receipts);
});
