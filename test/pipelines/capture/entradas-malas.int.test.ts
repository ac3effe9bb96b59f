import { expect, it } from 'vitest';
import { ausente, dinero, documento, fecha, opcional } from '../../../connectors/fields/index.ts';
import { onlyRows } from '../../../connectors/rows/index.ts';
import type { Stream } from '../../../connectors/source.ts';
import { retryRejections } from '../../../pipelines/capture/retry.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { countsOf } from '../../support/libro.ts';
import type { TestLibro } from '../../support/libro.ts';
import { Town, pagoWith, pagos } from '../../support/town.ts';
import type { Pago } from '../../support/town.ts';
import { wrapped } from '../../support/wrapped-driver.ts';

const none = { read: 0, published: 0, unchanged: 0, rejected: 0, deleted: 0 };
const five = ['1', '2', '3', '4', '5'].map((numero) => pagoWith({ numero }));

const AMOUNT = 'un valor en pesos como 1234.50, con 2 decimales a lo sumo';
const CODE = 'un código sin caracteres de control ni notación científica (1.70E+29: Excel perdió sus cifras)';
const TEXT = 'un texto sin caracteres nulos ni a medio codificar';
const EMPTY = 'un valor, la celda está vacía';
const DAY = 'una fecha que exista, AAAA-MM-DD, sin hora';

/** Keys are read first. What a row brings, and the column, value, reason and key that it is set apart with. */
const rejections: readonly (readonly [Partial<Pago>, string, string | null, string, string | null])[] = [
  [{ numero: '1.70E+29' }, 'NUM_RECIBO', '1.70E+29', CODE, null],
  [{ numero: null }, 'NUM_RECIBO', null, EMPTY, null],
  [{ numero: '\0' }, 'NUM_RECIBO', '␀', CODE, null],
  [{ numero: '16', vigencia: '2205' }, 'VIGENCIA', '2205', 'una vigencia entre 1980 y 2100', null],
  [{ numero: '01', fecha: '2026-02-31' }, 'FEC_PAGO', '2026-02-31', DAY, '[2026,"01"]'],
  [{ numero: '02', fecha: 'ayer' }, 'FEC_PAGO', 'ayer', DAY, '[2026,"02"]'],
  [{ numero: '03', fecha: '2026-03-02 10:15:00' }, 'FEC_PAGO', '2026-03-02 10:15:00', DAY, '[2026,"03"]'],
  [{ numero: '04', fecha: '0000-00-00' }, 'FEC_PAGO', '0000-00-00', DAY, '[2026,"04"]'],
  [{ numero: '05', fecha: ' \u00a0' }, 'FEC_PAGO', ' \u00a0', EMPTY, '[2026,"05"]'],
  [{ numero: '06', valor: 'N/A' }, 'VLR_PAGADO', 'N/A', AMOUNT, '[2026,"06"]'],
  [{ numero: '07', valor: '1.234,50' }, 'VLR_PAGADO', '1.234,50', AMOUNT, '[2026,"07"]'],
  [{ numero: '08', valor: '1.005' }, 'VLR_PAGADO', '1.005', AMOUNT, '[2026,"08"]'],
  [{ numero: '09', valor: '123456789012345678.00' }, 'VLR_PAGADO', '123456789012345678.00', AMOUNT, '[2026,"09"]'],
  [{ numero: '10', valor: null }, 'VLR_PAGADO', null, EMPTY, '[2026,"10"]'],
  [{ numero: '11', anulado: 'X' }, 'ANULADO', 'X', 'S o N', '[2026,"11"]'],
  [{ numero: '12', predio: 'a\0b' }, 'CEDULA_CATASTRAL', 'a␀b', TEXT, '[2026,"12"]'],
];

async function observed(libro: TestLibro): Promise<readonly string[]> {
  const rows = await libro.rows<{ numero: string; _observaciones: { code: string; field: string }[] | null }>(
    'select numero, _observaciones from libro.recaudo order by numero',
  );
  return rows.map(({ numero, _observaciones: list }) =>
    [numero, ...(list ?? []).map(({ code, field }) => `${code}@${field}`)].join(' '),
  );
}

describeOnEachDatabase('una fila que no se puede leer', (open) => {
  it('se aparta con su columna, su valor y lo que se admite, y las demás entran', async () => {
    const libro = open();
    using town = new Town([...rejections.map(([changes]) => pagoWith(changes)), pagoWith({ numero: '99' })]);

    const run = await libro.run(pagos, town.driver);
    const apart = await libro.rows(
      'select columna, valor, se_espera, clave, codigo, reintentable, estado from corridas.cuarentena order by ordinal',
    );

    expect([run.error, countsOf(run)]).toEqual([null, { ...none, read: 17, published: 1, rejected: 16 }]);
    expect(apart).toEqual(
      rejections.map(([, columna, valor, se_espera, clave]) => ({
        ...{ columna, valor, se_espera, clave },
        ...{ codigo: 'ROW_REJECTED', reintentable: true, estado: 'abierta' },
      })),
    );
    expect(await libro.recaudos()).toEqual(['2026 99 125000.00 aplicado']);
  });

  it('se aparta también donde un lector que admite vacíos lee un campo que no los admite', async () => {
    const libro = open();
    const lenient: Stream = { ...pagos, fields: { ...pagos.fields, fecha_recaudo: opcional(fecha('FEC_PAGO')) } };
    using town = new Town([pagoWith({ numero: '1' }), pagoWith({ numero: '2', fecha: ' ' })]);

    const run = await libro.run(lenient, town.driver);

    expect([run.error, countsOf(run)]).toEqual([null, { ...none, read: 2, published: 1, rejected: 1 }]);
    expect(await libro.rows('select columna, se_espera, clave from corridas.cuarentena')).toEqual([
      { columna: 'FEC_PAGO', se_espera: 'un valor para fecha_recaudo', clave: '[2026,"2"]' },
    ]);
  });

  it('cuenta sus pesos aunque esté apartada, y los que no son pesos se cuentan como ilegibles', async () => {
    const libro = open();
    using town = new Town([
      pagoWith({ numero: '1', valor: '10.5000' }),
      pagoWith({ numero: '2', valor: '20', fecha: 'ayer' }),
      pagoWith({ numero: '3', valor: 'N/A' }),
      pagoWith({ numero: '4', valor: '1.005' }),
      pagoWith({ numero: '5', valor: null }),
    ]);

    const run = await libro.run(pagos, town.driver);

    const [rows, records] = run.equations;
    expect(rows?.left).toEqual({ rows: 5, amounts: { valor: { total: '30.50', unreadable: 2 } } });
    expect(records?.right).toEqual({
      publicados: { rows: 1, amounts: { valor: { total: '10.50', unreadable: 0 } } },
      'sin cambio': { rows: 0, amounts: { valor: { total: '0.00', unreadable: 0 } } },
      rechazados: { rows: 4, amounts: { valor: { total: '20.00', unreadable: 2 } } },
    });
    expect(await libro.rows('select clave, montos from corridas.cuarentena order by clave')).toEqual([
      { clave: '[2026,"2"]', montos: { valor: '20.00' } },
      { clave: '[2026,"3"]', montos: { valor: 'ilegible' } },
      { clave: '[2026,"4"]', montos: { valor: 'ilegible' } },
      { clave: '[2026,"5"]', montos: { valor: null } },
    ]);
  });

  it('con un carácter nulo se guarda entera, y se publica al reintentarla sin esa columna', async () => {
    const libro = open();
    using town = new Town([pagoWith({ numero: '1', predio: 'a\0b' })]);
    await libro.run(pagos, town.driver);
    const without: Stream = { ...pagos, fields: { ...pagos.fields, predio: ausente('viene dañado') } };

    const stored = await libro.rows("select fila -> 'CEDULA_CATASTRAL' as celda from corridas.cuarentena");
    const { database, clock, signal } = libro;
    const task = { database, source: 'hassql', ids: null, holder: 'prueba', clock, signal };
    const retried = await retryRejections({ ...task, stream: without });
    const next = await libro.run(without, town.driver);

    expect(stored).toEqual([{ celda: { utf16: Buffer.from('a\0b', 'utf16le').toString('base64') } }]);
    expect(retried).toEqual({ tried: 1, published: 1, stillRejected: 0, waiting: 0 });
    expect(countsOf(next)).toEqual({ ...none, read: 1, unchanged: 1 });
    expect(await libro.recaudos()).toEqual(['2026 1 125000.00 aplicado']);
  });

  it('con medio carácter de UTF-16 se guarda entera y no detiene a las demás', async () => {
    const libro = open();
    using town = new Town([pagoWith({ numero: '1' }), pagoWith({ numero: '2', predio: 'cortado' })]);
    const half = 'cor\ud83dtado';
    const halving = wrapped(town.driver, {
      read: (read) =>
        async function* (request, signal) {
          for await (const rows of read(request, signal)) {
            yield rows.map((row) => row.map((cell) => (cell === 'cortado' ? half : cell)));
          }
        },
    });

    const run = await libro.run(pagos, halving);
    const again = await libro.run(pagos, halving);

    expect([run.error, countsOf(run)]).toEqual([null, { ...none, read: 2, published: 1, rejected: 1 }]);
    expect(countsOf(again)).toEqual({ ...none, read: 2, unchanged: 1, rejected: 1 });
    expect(
      await libro.rows("select columna, valor, fila -> 'CEDULA_CATASTRAL' as celda from corridas.cuarentena"),
    ).toEqual([
      {
        columna: 'CEDULA_CATASTRAL',
        valor: 'cor\ufffdtado',
        celda: { utf16: Buffer.from(half, 'utf16le').toString('base64') },
      },
    ]);
  });
});

describeOnEachDatabase('una fila rara pero fiel', (open) => {
  const watched: Stream = {
    ...pagos,
    fields: {
      ...pagos.fields,
      fecha_recaudo: fecha('FEC_PAGO', { vigencia: 'VIGENCIA' }),
      valor: dinero('VLR_PAGADO', { sign: 'positive' }),
    },
  };

  it('se publica con lo que se le notó, y lo notado cuenta como cambio', async () => {
    const libro = open();
    using town = new Town([
      pagoWith({ numero: '1', predio: 'PeÃ±a' }),
      pagoWith({ numero: '2', fecha: '2019-03-02' }),
      pagoWith({ numero: '3', valor: '-5.00' }),
      pagoWith({ numero: '4', predio: 'Peña', valor: '0.00' }),
    ]);

    const run = await libro.run(watched, town.driver);
    const plain = await libro.run(pagos, town.driver);

    expect(run.observations).toEqual({ MOJIBAKE: 1, FECHA_FUERA_DE_VIGENCIA: 1, SIGNO_INUSUAL: 1 });
    expect(countsOf(run)).toEqual({ ...none, read: 4, published: 4 });
    expect(countsOf(plain)).toEqual({ ...none, read: 4, published: 2, unchanged: 2 });
    expect(await observed(libro)).toEqual(['1 MOJIBAKE@predio', '2', '3', '4']);
    expect((await libro.history()).length).toBe(2);
  });

  it('también la de un NIT con dígito errado o sin él, o con un documento inventado', async () => {
    const libro = open();
    const withDocument: Stream = {
      ...pagos,
      fields: {
        ...pagos.fields,
        predio: ausente('no se usa'),
        factura: documento('CEDULA_CATASTRAL', { dv: 'dashed' }),
      },
    };
    using town = new Town([
      pagoWith({ numero: '1', predio: '899.999.468-2' }),
      pagoWith({ numero: '2', predio: '899.999.468-5' }),
      pagoWith({ numero: '3', predio: '899999468' }),
      pagoWith({ numero: '4', predio: '22222222222' }),
    ]);

    await libro.run(withDocument, town.driver);

    expect(await observed(libro)).toEqual([
      '1',
      '2 NIT_DV_ERRADO@factura',
      '3 NIT_SIN_DV@factura',
      '4 DOCUMENTO_FICTICIO@factura',
    ]);
    expect(await libro.rows('select distinct factura from libro.recaudo order by 1')).toEqual([
      { factura: '22222222222' },
      { factura: '899999468' },
    ]);
  });

  it('un centinela es nulo solo donde se declara; si no, es la fecha que dice', async () => {
    const libro = open();
    const declared: Stream = {
      ...pagos,
      fields: { ...pagos.fields, fecha_abono: fecha('FEC_PAGO', { sentinels: ['1900-01-01'] }) },
    };
    using town = new Town([
      pagoWith({ numero: '1', fecha: '1900-01-01' }),
      pagoWith({ numero: '2', fecha: '1899-12-30' }),
    ]);

    await libro.run(declared, town.driver);

    expect(await libro.rows('select fecha_recaudo, fecha_abono from libro.recaudo order by numero')).toEqual([
      { fecha_recaudo: '1900-01-01', fecha_abono: null },
      { fecha_recaudo: '1899-12-30', fecha_abono: '1899-12-30' },
    ]);
  });

  it('los blancos alrededor sobran: son la misma fila, y vacío es nulo donde puede faltar', async () => {
    const libro = open();
    using town = new Town([pagoWith({ numero: '1', predio: 'x' }), pagoWith({ numero: '2', predio: 'y' })]);
    await libro.run(pagos, town.driver);

    town.run(`update PAGOS set NUM_RECIBO = ' 1' || char(160), CEDULA_CATASTRAL = 'x   ', ANULADO = 'N  ',
                               VLR_PAGADO = ' 125000.0 ' where NUM_RECIBO = '1'`);
    town.run("update PAGOS set CEDULA_CATASTRAL = '   ' where NUM_RECIBO = '2'");
    const run = await libro.run(pagos, town.driver);

    expect(countsOf(run)).toEqual({ ...none, read: 2, published: 1, unchanged: 1 });
    expect(await libro.rows('select numero, predio from libro.recaudo order by numero')).toEqual([
      { numero: '1', predio: 'x' },
      { numero: '2', predio: null },
    ]);
  });

  it('un subtotal se excluye por su regla, contado en filas y en pesos', async () => {
    const libro = open();
    const rows = [onlyRows({ column: 'NUM_RECIBO', notMatching: /^(SUBTOTAL|TOTAL)/ }, 'subtotales')];
    using town = new Town([...five, pagoWith({ numero: 'SUBTOTAL', valor: '625000.00', fecha: null })]);

    const run = await libro.run({ ...pagos, rows }, town.driver);

    expect([run.error, countsOf(run), run.excluded]).toEqual([
      null,
      { ...none, read: 6, published: 5 },
      { subtotales: 1 },
    ]);
    expect(run.equations[0]?.right).toEqual({
      formadas: { rows: 5, amounts: { valor: { total: '625000.00', unreadable: 0 } } },
      excluidas: { rows: 1, amounts: { valor: { total: '625000.00', unreadable: 0 } } },
      'rechazadas al formar': { rows: 0, amounts: { valor: { total: '0.00', unreadable: 0 } } },
    });
  });
});
