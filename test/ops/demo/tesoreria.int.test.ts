import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { demoFor } from '../../support/demo.ts';

const { root, rows } = demoFor({ seed: 1, predios: 1000 });

function centavos(text: string | number | null | undefined): bigint {
  return BigInt(String(text).replaceAll(/[.,]/g, ''));
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

/** One line of a statement; its first and last ones are balances. */
interface Line {
  readonly account: string;
  readonly corte: string;
  readonly fecha: string;
  readonly codigo: string;
  readonly documento: string;
  readonly valor: bigint;
  readonly saldo: bigint;
}

function statements(): readonly (readonly Line[])[] {
  const folder = join(root, 'extractos');
  return readdirSync(folder)
    .toSorted()
    .map((name) => {
      const [, banco, cuenta, corte] = name.split('_') as [string, string, string, string];
      const lines = readFileSync(join(folder, name), 'latin1').trim().split('\r\n').slice(1);
      return lines.map((line) => {
        const [fecha, , codigo, , , , documento, valor, saldo] = line.split(';');
        return {
          account: `${banco} ${cuenta}`,
          corte: corte.replace(/(....)(..)(..)/, '$1-$2-$3'),
          fecha: fecha!,
          codigo: codigo!,
          documento: documento!,
          valor: valor === '' ? 0n : centavos(valor),
          saldo: centavos(saldo),
        };
      });
    });
}

it('a payment is what is owed less what is withheld', () => {
  const all = rows(`select e.*, (select group_concat(VALOR, ' ') from EGRESOS_DEDUCCIONES d
      where (d.VIGENCIA, d.TIPO, d.NUMERO) = (e.VIGENCIA, e.TIPO, e.NUMERO)) as parts from EGRESOS e`);

  const off = all.filter(({ BRUTO, DEDUCCIONES, NETO, parts }) => {
    const withheld = sum(parts === null ? [] : String(parts).split(' ').map(centavos));
    return withheld !== centavos(DEDUCCIONES) || centavos(BRUTO) - withheld !== centavos(NETO);
  });

  expect(off).toEqual([]);
  expect(new Set(all.map(({ ESTADO }) => ESTADO))).toEqual(new Set(['S', 'G', 'N']));
});

it('each payment of the budget has its obligation, and the payment documents of the budget are what treasury paid', () => {
  const own = rows(`select p.*, e.BRUTO, o.TERCERO as owed, e.TERCERO as paid from DOCUMENTOS_PPTO p
      join EGRESOS e on (e.VIGENCIA, e.TIPO, e.NUMERO) = (p.ANO_SOPORTE, p.TIPO_SOPORTE, p.NUMERO_SOPORTE)
      join DOCUMENTOS_PPTO o on (o.VIGENCIA, o.TIPO, o.NUMERO) = (e.ANO_OBL, e.TIPO_OBL, e.NUMERO_OBL)
     where p.TIPO = 'PAG'`);
  const [counts] = rows(`select (select count(*) from EGRESOS where TIPO = '1') as egresos,
      (select count(*) from DOCUMENTOS_PPTO where TIPO = 'PAG') as pagos`);

  expect(own.filter(({ VALOR, BRUTO, owed, paid }) => VALOR !== BRUTO || owed !== paid)).toEqual([]);
  expect(counts).toEqual({ egresos: own.length, pagos: own.length });
});

it('accounting credits each bank with what each payment took from it', () => {
  const [stray] = rows(`select count(*) as n from EGRESOS e where not exists (select 1 from MOVIMIENTOS m
      where m.VIGENCIA = e.VIGENCIA and m.TIPO = e.TIPO_CPTE and m.NUMERO = e.NUMERO_CPTE and m.CREDITO = e.NETO
        and m.CTA_BANCARIA = e.CTA_BANCARIA and m.CUENTA like '1110%')`);

  expect(stray).toEqual({ n: 0 });
});

it('a statement goes on from the one before, and each line from the last', () => {
  const off = statements().flatMap((lines, index, all) => {
    const [first] = lines as [Line];
    const before = all[index - 1]?.at(-1);
    const carried = before?.account === first.account ? before.saldo : first.saldo;
    const broken = lines.slice(1).filter((line, place) => lines[place]!.saldo + line.valor !== line.saldo);
    return carried === first.saldo && lines.at(-1)?.codigo === 'SF' ? broken : lines;
  });

  expect(off).toEqual([]);
});

it('the bank paid what treasury paid, by the number of the cheque or the transfer', () => {
  const taken = statements()
    .flat()
    .filter(({ codigo }) => codigo === '2203' || codigo === '2301')
    .map(({ account, documento, fecha, valor }) => `${account} ${documento} ${fecha} ${String(-valor)}`);

  const paid = rows(`select * from EGRESOS where ESTADO = 'G'`).map(
    (row) =>
      `${row['COD_BANCO']} ${row['CTA_BANCARIA']} ${row['NUM_DOCUMENTO']} ${row['FEC_PAGO']} ${String(centavos(row['NETO']))}`,
  );

  expect(taken.toSorted()).toEqual(paid.toSorted());
  expect(new Set(paid.map((text) => text.split(' ')[2])).size).toBe(paid.length);
});

it('the three balances differ by cheques on their way, commissions nobody wrote down, and annulments that accounting learns late', () => {
  const egresos = rows('select * from EGRESOS');
  const ends = statements().map((lines) => lines.at(-1)!);
  const kept = rows('select * from CONCILIACIONES');

  const off = kept.filter((row) => {
    const [account, corte] = [`${row['COD_BANCO']} ${row['CTA_BANCARIA']}`, String(row['FEC_CORTE'])];
    const own = egresos.filter((egreso) => egreso['CTA_BANCARIA'] === row['CTA_BANCARIA']);
    const onTheirWay = own.filter(
      ({ ESTADO, FECHA, FEC_PAGO }) => ESTADO !== 'N' && String(FECHA) <= corte && (FEC_PAGO === null || String(FEC_PAGO) > corte),
    );
    const extracto = ends.find((end) => end.account === account && end.corte === corte)?.saldo;
    const difference = centavos(row['SALDO_EXTRACTO']) - centavos(row['SALDO_TESORERIA']);
    const commission = account.startsWith('007') ? 1_850_000n : 2_130_000n;
    return extracto !== centavos(row['SALDO_EXTRACTO']) || difference !== sum(onTheirWay.map(({ NETO }) => centavos(NETO))) - commission;
  });

  expect(off).toEqual([]);
  expect(kept).toHaveLength(ends.length);
  expect(kept.some((row) => row['SALDO_TESORERIA'] !== row['SALDO_CONTABILIDAD'])).toBe(true);
});
