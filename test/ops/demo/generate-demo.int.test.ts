import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nitCheckDigit } from '../../../schemas/scalars/documento.ts';
import { generateDemo } from '../../../ops/demo/generate-demo.ts';
import type { Demo } from '../../../ops/demo/generate-demo.ts';
import type { DefectCode, PlantedDefect } from '../../../ops/demo/planted-defect.ts';

const SMALL = { seed: 1, predios: 200 };

let root: string;
let folder: string;
let demo: Demo;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'demo-'));
  folder = join(root, 'uno');
  demo = generateDemo(folder, SMALL);
});

afterAll(() => {
  rmSync(root, { recursive: true });
});

describe('the same options', () => {
  it('give the same bytes in every file', () => {
    generateDemo(join(root, 'otra vez'), SMALL);

    const again = digests(join(root, 'otra vez'));

    expect(again).toEqual(digests(folder));
    expect(Object.keys(again)).toEqual(
      expect.arrayContaining(['hassql.db', 'pct.db', 'libro.config.ts', 'DEFECTOS.md', 'chip/cgn_saldos_2025_IV.xlsx']),
    );
  });

  it('replace what was there before', () => {
    const reused = join(root, 'reusada');
    generateDemo(reused, { seed: 2, predios: 150 });

    generateDemo(reused, SMALL);

    expect(digests(reused)).toEqual(digests(folder));
  });
});

it('another seed gives another municipality', () => {
  generateDemo(join(root, 'dos'), { ...SMALL, seed: 2 });

  const [one, other] = [digests(folder), digests(join(root, 'dos'))];

  expect(other['hassql.db']).not.toBe(one['hassql.db']);
  expect(other['pct.db']).not.toBe(one['pct.db']);
});

describe('the bank files', () => {
  it('are Asobancaria 2001: 162 characters a record, CRLF, controls that agree with the details', () => {
    const files = bankFiles().map(({ name, text }) => ({ name, ...countedFile(text) }));

    expect(files.filter(({ wellFormed }) => !wellFormed)).toEqual([]);
    expect(files.filter(({ lot, file, details }) => lot !== details || file !== details)).toEqual([]);
  });

  it('hold what Hassql registered, but for what was planted', () => {
    const bank = sum(bankFiles().filter(stands).map(({ text }) => countedFile(text).centavos));
    const hassql = sum(pesos('hassql.db', `select VLR_PAGADO from PAGOS where NUM_RECIBO = trim(NUM_RECIBO, char(160))`));

    const onlyBank = planted('ANULADO_EN_SITIO', 'PAGO_DOBLE', 'REFERENCIA_HUERFANA', 'PLAZO_EQUIVOCADO');
    const onlyHassql = planted('PAGO_MANUAL', 'DIA_SIN_ARCHIVO');

    expect(bank).toBe(hassql + onlyBank - onlyHassql);
  });
});

describe('Hassql', () => {
  it('splits each payment into its concepts without a rest', () => {
    const rests = rows('hassql.db', `select p.NUM_RECIBO, p.VLR_PAGADO,
        (select group_concat(c.VALOR, ' ') from PAGOS_CONCEPTOS c where c.VIGENCIA = p.VIGENCIA and c.NUM_RECIBO = p.NUM_RECIBO) as parts
      from PAGOS p where p.NUM_RECIBO = trim(p.NUM_RECIBO, char(160))`)
      .filter(({ VLR_PAGADO, parts }) => centavos(VLR_PAGADO) !== sum(String(parts).split(' ').map(centavos)));

    expect(rests).toEqual([]);
  });

  it('keeps a lot for each day of each bank, with what it applied of it', () => {
    const wrong = rows('hassql.db', 'select * from LOTES').filter(
      (lote) =>
        centavos(lote['VLR_REPORTADO']) !==
        sum(['VLR_ACUMULADO', 'VLR_DIFERENCIA', 'VLR_PAGOS_DOBLES', 'VLR_AJUSTES'].map((name) => centavos(lote[name]))),
    );

    expect(wrong).toEqual([]);
    expect(sum(pesos('hassql.db', 'select VLR_DIFERENCIA from LOTES'))).toBe(planted('PLAZO_EQUIVOCADO'));
    expect(sum(pesos('hassql.db', 'select VLR_PAGOS_DOBLES from LOTES'))).toBe(planted('PAGO_DOBLE'));
    expect(sum(pesos('hassql.db', 'select VLR_AJUSTES from LOTES'))).toBe(planted('REFERENCIA_HUERFANA'));
  });

  it('keeps floats in LIQUIDACIONES alone', () => {
    const floats = rows(
      'hassql.db',
      `select distinct t.name from pragma_table_list t, pragma_table_xinfo(t.name) c where c.type = 'REAL'`,
    );

    expect(floats).toEqual([{ name: 'LIQUIDACIONES' }]);
  });
});

describe('PCT', () => {
  it('balances every voucher', () => {
    const vouchers = rows('pct.db', `select VIGENCIA || ' ' || TIPO || ' ' || NUMERO as name,
        group_concat(DEBITO, ' ') as debits, group_concat(CREDITO, ' ') as credits
      from MOVIMIENTOS group by 1`);

    const off = vouchers.filter(
      ({ debits, credits }) => sum(String(debits).split(' ').map(centavos)) !== sum(String(credits).split(' ').map(centavos)),
    );

    expect(off).toEqual([]);
    expect(vouchers).toHaveLength(demo.rows['pct.COMPROBANTES'] ?? 0);
  });

  it('received of predial what the banks received, the lost day and the till', () => {
    const bank = sum(bankFiles().filter(stands).map(({ text }) => countedFile(text).centavos));

    const received = sum(pesos('pct.db', `select VALOR from RECIBOS_CAJA where TIPO = '1'`));

    expect(received).toBe(bank + planted('DIA_SIN_ARCHIVO', 'PAGO_MANUAL'));
    expect(sum(pesos('pct.db', `select VALOR from RECIBOS_CAJA_CONCEPTOS where TIPO = '1'`))).toBe(received);
  });

  it('posts each concept of a receipt where the map says', () => {
    const [stray] = rows('pct.db', `select count(*) as n from RECIBOS_CAJA_CONCEPTOS c
      where not exists (select 1 from MAPA_CONTABLE m where m.VIGENCIA = c.VIGENCIA and m.CONCEPTO = c.CONCEPTO
        and c.CUENTA in (m.CTA_CREDITO, m.CTA_DEBITO) and m.RUBRO is c.RUBRO and m.FUENTE is c.FUENTE)`);

    expect(stray).toEqual({ n: 0 });
  });
});

describe('what was planted', () => {
  it('is one of each kind, and named in DEFECTOS.md', () => {
    const page = readFileSync(join(folder, 'DEFECTOS.md'), 'utf8');

    const titles = [...page.matchAll(/^## (\w+)$/gm)].map(([, code]) => code);

    expect(titles).toEqual(demo.defects.map(({ code }) => code));
    expect(new Set(titles).size).toBe(12);
  });

  it('is in the data: annulled in place', () => {
    const annulled = rows('hassql.db', `select VIGENCIA, NUM_RECIBO, VLR_PAGADO from PAGOS where ANULADO = 'S'`);

    expect(annulled.map(keyOfRecibo)).toEqual([defect('ANULADO_EN_SITIO').key]);
    expect(annulled[0]?.['VLR_PAGADO']).toBe('0.00');
  });

  it('is in the data: the amount of another due date', () => {
    const plazos = rows('hassql.db', 'select NUM_FACTURA, NUM_PLAZO, VLR_TOTAL from FACTURAS_PLAZOS where EMISION = 1');
    const pagos = rows('hassql.db', `select * from PAGOS where ORIGEN = 'A' and ANULADO = 'N'`);
    const lines = new Map(
      bankFiles()
        .filter(stands)
        .flatMap(({ text }) => details(text))
        .map((line) => [line.slice(2, 50), BigInt(line.slice(50, 64))]),
    );

    const other = pagos.filter((pago) => {
      const paid = lines.get(String(pago['REFERENCIA']));
      return paid !== undefined && paid !== centavos(pago['VLR_PAGADO']);
    });

    const second = plazos.find(
      ({ NUM_FACTURA, NUM_PLAZO }) => NUM_FACTURA === other[0]?.['NUM_FACTURA'] && NUM_PLAZO === 2,
    );
    expect(other.map(keyOfRecibo)).toEqual([defect('PLAZO_EQUIVOCADO').key]);
    expect(lines.get(String(other[0]?.['REFERENCIA']))).toBe(centavos(second?.['VLR_TOTAL']));
  });

  it('is in the data: a NIT with a wrong check digit', () => {
    const companies = rows('hassql.db', `select DOCUMENTO, DV from PROPIETARIOS where TIPO_DOC = 'N'`);

    const wrong = companies.filter(({ DOCUMENTO, DV }) => nitCheckDigit(String(DOCUMENTO)) !== DV);

    expect(wrong.map(({ DOCUMENTO, DV }) => `NIT ${String(DOCUMENTO)}-${String(DV)}`)).toEqual([
      defect('NIT_DV_ERRADO').key,
    ]);
  });

  it('is in the data: a day that does not exist', () => {
    const found = rows('hassql.db', `select VIGENCIA, NUM_RECIBO from PAGOS where FEC_PAGO like '%-02-31'`);

    expect(found.map(keyOfRecibo)).toEqual([
      defect('FECHA_IMPOSIBLE').key,
    ]);
  });

  it('is in the data: a receipt that comes twice but for a blank', () => {
    const found = rows('hassql.db', `select trim(NUM_RECIBO, char(160)) as n, count(*) as times from PAGOS group by VIGENCIA, 1 having count(*) > 1`);

    expect(found).toEqual([{ n: defect('CLAVE_REPETIDA').key.split(' ')[1], times: 2 }]);
  });

  it('is in the data: a receipt of another vigencia, a payment by hand', () => {
    const stray = rows('hassql.db', `select NUM_RECIBO as n from PAGOS where substr(FEC_PAGO, 1, 4) <> VIGENCIA`);
    const byHand = rows('hassql.db', `select NUM_RECIBO as n, COD_BANCO as bank from PAGOS where ORIGEN = 'M'`);

    expect(stray).toEqual([{ n: defect('VIGENCIA_ERRADA').key.split(' ')[1] }]);
    expect(byHand).toEqual([{ n: defect('PAGO_MANUAL').key.split(' ')[1], bank: null }]);
  });

  it('is in the files: paid twice, an unknown reference, a resend, a lost day', () => {
    const names = bankFiles().map(({ name }) => name);
    const references = bankFiles().filter(stands).flatMap(({ text }) => details(text)).map((line) => line.slice(2, 50));
    const twice = references.filter((reference, index) => references.indexOf(reference) !== index);

    expect(twice.map((reference) => reference.replace(/^0+/, ''))).toEqual([defect('PAGO_DOBLE').key.split(' ').at(-1)]);
    expect(references.filter((reference) => reference.endsWith('202699999'))).toHaveLength(1);
    expect(names.filter((name) => name.endsWith('_B.TXT'))).toEqual([defect('REENVIO').where]);
    expect(names).not.toContain(defect('DIA_SIN_ARCHIVO').where);
  });

  it('asks for a municipality that is large enough', () => {
    expect(() => generateDemo(join(root, 'tres'), { seed: 1, predios: 3 })).toThrow(RangeError);
  });
});

interface BankText {
  readonly name: string;
  readonly text: string;
}

function bankFiles(): readonly BankText[] {
  const bank = join(folder, 'bancos');
  return readdirSync(bank).map((name) => ({ name, text: readFileSync(join(bank, name), 'latin1') }));
}

/** A file that another one of the same bank and day, with a later modifier, does not replace. */
function stands({ name }: BankText): boolean {
  return !bankFiles().some((other) => other.name === name.replace('_A.TXT', '_B.TXT') && other.name !== name);
}

function details(text: string): readonly string[] {
  return text.split('\r\n').filter((line) => line.startsWith('06'));
}

function countedFile(text: string) {
  const lines = text.split('\r\n');
  const controlOf = (kind: string): string => lines.find((line) => line.startsWith(kind))?.slice(2, 29) ?? '';
  const centavosIn = sum(details(text).map((line) => BigInt(line.slice(50, 64))));
  return {
    wellFormed: lines.pop() === '' && lines.every((line) => line.length === 162),
    centavos: centavosIn,
    details: `${String(details(text).length).padStart(9, '0')}${centavosIn.toString().padStart(18, '0')}`,
    lot: controlOf('08'),
    file: controlOf('09'),
  };
}

function digests(path: string): Readonly<Record<string, string>> {
  const names = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    names.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [file.slice(path.length + 1), createHash('sha256').update(readFileSync(file)).digest('hex')];
    }),
  );
}

function rows(file: string, sql: string): readonly Readonly<Record<string, unknown>>[] {
  using database = new DatabaseSync(join(folder, file), { readOnly: true });
  return database.prepare(sql).all().map((row) => ({ ...row }));
}

function pesos(file: string, sql: string): readonly bigint[] {
  return rows(file, sql).map((row) => centavos(Object.values(row)[0]));
}

function centavos(text: unknown): bigint {
  return BigInt(String(text).replace('.', ''));
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

function keyOfRecibo({ VIGENCIA, NUM_RECIBO }: Readonly<Record<string, unknown>>): string {
  return `recibo ${String(NUM_RECIBO)} de ${String(VIGENCIA)}`;
}

function defect(code: DefectCode): PlantedDefect {
  return demo.defects.find((one) => one.code === code)!;
}

function planted(...codes: readonly DefectCode[]): bigint {
  return sum(codes.map((code) => centavos(defect(code).amount)));
}
