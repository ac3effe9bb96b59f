import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateDemo } from '../../../ops/demo/generate-demo.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'demo-nomina-'));
  generateDemo(folder, { seed: 1, predios: 100 });
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

type Sums = ReadonlyMap<string, number>;

describe('the payroll of the demo', () => {
  it('pays each employee what was earned less what was withheld', () => {
    const net = sums(
      `select ANIO || ' ' || MES || ' ' || CEDULA as name,
              case CLASE when 'D' then 1 when 'R' then -1 else 0 end * cast(VALOR as integer) as amount
         from NOMINA_LIQUIDACION`,
    );

    const sent = sums(
      `select ANIO || ' ' || MES || ' ' || CEDULA as name, cast(VLR_NETO as integer) as amount
         from NOMINA_GIROS where ESTADO = 'P'`,
    );

    expect(sent.size).toBeGreaterThan(700);
    expect(sent).toEqual(net);
  });

  it('is what the bank says that it paid and rejected', () => {
    const ordered = rows(
      `select ANIO || '-' || MES || '-' || COD_NOMINA || '-' || CONSECUTIVO || ' ' || CEDULA || ' ' || VLR_NETO || ' ' ||
              FEC_GIRO || ' ' || case ESTADO when 'P' then 'EXITOSO' else 'RECHAZADO' end as line
         from NOMINA_GIROS`,
    ).map(({ line }) => String(line));

    const answered = readdirSync(join(folder, 'nomina')).flatMap(dispersed);

    expect(answered.filter((line) => line.endsWith('RECHAZADO'))).toHaveLength(2);
    expect(answered.toSorted()).toEqual(ordered.toSorted());
  });

  it('is paid to social security rounded up to the hundred for each worker', () => {
    const owed = sums(
      `select ANIO || ' ' || MES || ' ' || CEDULA || ' ' || case COD_CONCEPTO
                when '101' then 'pension' when '121' then 'pension' when '201' then 'pension'
                when '102' then 'salud' when '202' then 'salud' when '105' then 'arl' when '125' then 'arl'
                when '104' then 'ccf' when '106' then 'icbf' when '107' then 'sena' when '108' then 'esap'
                when '109' then 'men' when '203' then 'solidaridad' else 'subsistencia' end as name,
              cast(VALOR as integer) as amount
         from NOMINA_LIQUIDACION
        where COD_CONCEPTO in ('101','121','201','102','202','105','125','104','106','107','108','109','203','204')`,
    );

    const paid = new Map(readdirSync(join(folder, 'pila')).flatMap(contributed));

    const rounded = [...owed].map(([name, amount]) => [name, Math.ceil(amount / 100) * 100] as const);
    expect(paid).toEqual(new Map(rounded));
  });

  it('names a rubro, a source and two accounts for all that the municipality bears, and none for what it withholds', () => {
    const lines = rows(
      `select distinct CLASE, RUBRO like '2.1.1.01.0%' as budgeted, FUENTE, length(CTA_GASTO) as gasto,
              length(CTA_PASIVO) as pasivo from NOMINA_LIQUIDACION order by CLASE`,
    );

    const borne = { budgeted: 1, FUENTE: '1.2.1.0.00', gasto: 6, pasivo: 6 };
    expect(lines).toEqual([
      { CLASE: 'A', ...borne },
      { CLASE: 'D', ...borne },
      { CLASE: 'P', ...borne },
      { CLASE: 'R', budgeted: null, FUENTE: null, gasto: null, pasivo: 6 },
    ]);
  });
});

function rows(sql: string): readonly Readonly<Record<string, unknown>>[] {
  using database = new DatabaseSync(join(folder, 'soporte-logico.db'), { readOnly: true });
  return database
    .prepare(sql)
    .all()
    .map((row) => ({ ...row }));
}

function sums(sql: string): Sums {
  const found = new Map<string, number>();
  for (const { name, amount } of rows(sql)) found.set(String(name), (found.get(String(name)) ?? 0) + Number(amount));
  return found;
}

/** A line of the bank's answer as the payroll would say it. */
function dispersed(name: string): readonly string[] {
  const [, year, month, nomina, envio] = /^dispersion_(\d{4})0?(\d{1,2})_(\w+)_(\d)\.csv$/.exec(name) ?? [];
  const [, ...lines] = readFileSync(join(folder, 'nomina', name), 'latin1').trimEnd().split('\r\n');
  return lines.map((line) => {
    const [, cedula, , , , valor = '', fecha = '', resultado] = line.split(';');
    const amount = valor.replaceAll('.', '').replace(',', '.');
    const day = fecha.split('/').reverse().join('-');
    return `${String(year)}-${String(month)}-${String(nomina)}-${String(envio)} ${String(cedula)} ${amount} ${day} ${String(resultado)}`;
  });
}

const PLACES = {
  pension: 245,
  solidaridad: 281,
  subsistencia: 290,
  salud: 315,
  arl: 399,
  ccf: 415,
  sena: 431,
  icbf: 447,
  esap: 463,
  men: 479,
};

/** What a planilla pays, by month, worker and subsystem. */
function contributed(name: string): readonly (readonly [string, number])[] {
  const [head = '', ...lines] = readFileSync(join(folder, 'pila', name), 'latin1').trimEnd().split('\r\n');
  expect([head.length, ...new Set(lines.map(({ length }) => length))]).toEqual([359, 693]);
  const month = `${head.slice(304, 308)} ${String(Number(head.slice(309, 311)))}`;
  return lines.flatMap((line) =>
    Object.entries(PLACES)
      .map(
        ([subsystem, from]) =>
          [`${month} ${line.slice(9, 25).trim()} ${subsystem}`, Number(line.slice(from - 1, from + 8))] as const,
      )
      .filter(([, amount]) => amount > 0),
  );
}
