import { expect, it, vi } from 'vitest';
import { pse } from '../../../connectors/sources/pse.ts';
import type { RunReport } from '../../../pipelines/capture/report.ts';
import { DropFolder } from '../../support/bank-file.ts';
import { captured } from '../../support/captured.ts';
import { describeOnOneDatabase } from '../../support/each-database.ts';
import { countsOf } from '../../support/libro.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const TITLES =
  'CUS;Ticket ID;Estado;Valor;Impuesto;Cód. autorización;Fecha y hora creada;Fecha y hora último estado;' +
  'Banco originador;Banco recaudador;Cuenta destino;Ciclo origen;Ciclo transacción;Servicio código;Servicio nombre;' +
  'Referencia 1;Referencia 2;Referencia 3;Tipo usuario;Medio de pago';

/** A line of the report, as a test wants it: number, state, amount and, where it is known, the moment of its end. */
function line(cus: string, estado: string, valor: string, fin = '2026-03-31 10:15:52', factura = '202600042'): string {
  const cells = [cus, `T${cus}`, estado, valor, '0', estado === 'APROBADA' ? '884422' : '', '2026-03-31 10:15:09'];
  const banks = ['1507', '1007', '00000099900000701', '3', estado === 'APROBADA' ? '4' : '', '1001', 'PREDIAL'];
  return [...cells, fin, ...banks, factura, 'CC 9900000001', '', 'N', 'PSE'].join(';');
}

const reportOf = (...lines: readonly string[]): string => [TITLES, ...lines, ''].join('\r\n');

const march = reportOf(
  line('900001', 'APROBADA', '1250000.50'),
  line('900002', 'RECHAZADA', '310000'),
  line('900003', 'PENDIENTE', '98000.00', ''),
  line('900004', 'APROBADA', '7500.00'),
);

describeOnOneDatabase('el reporte de la pasarela de PSE', (libro) => {
  function run(drop: DropFolder): Promise<RunReport> {
    return libro().run(pse.streams[0]!, drop.driver, { source: 'pse' });
  }
  const states = () =>
    libro().rows(
      `select cus, estado, valor, _eliminado_en is not null as eliminado from libro.transaccion_pse order by cus`,
    );

  it('da lo aprobado, lo pendiente y lo rechazado; solo lo aprobado es dinero', async () => {
    using drop = new DropFolder();
    drop.put('PSE_202603_20260401.csv', march);

    const report = await run(drop);
    const [approved, rejected, pending] = await captured(libro(), 'transaccion_pse');

    expect([report.error, countsOf(report)]).toEqual([
      null,
      { read: 4, published: 4, unchanged: 0, rejected: 0, deleted: 0 },
    ]);
    expect(approved).toEqual({
      operation: 'upsert',
      key: ['900001', 'T900001'],
      scope: 'archivo=["202603"]',
      record: {
        cus: '900001',
        ticket: 'T900001',
        valor: '1250000.50',
        impuesto: '0.00',
        estado: 'aprobada',
        autorizacion: '884422',
        creada_en: '2026-03-31T15:15:09.000Z',
        resuelta_en: '2026-03-31T15:15:52.000Z',
        banco_originador: '507',
        banco_recaudador: '007',
        cuenta: '00000099900000701',
        ciclo_origen: '3',
        ciclo_transaccion: '4',
        servicio: '1001',
        referencia_1: '202600042',
        referencia_2: 'CC 9900000001',
        referencia_3: null,
        factura: '202600042',
        medio: 'PSE',
      },
      observations: [],
    });
    expect([rejected?.record['estado'], pending?.record['estado'], pending?.record['resuelta_en']]).toEqual([
      'rechazada',
      'pendiente',
      null,
    ]);
    expect(
      await libro().rows(
        `select estado, count(*) as n, sum(valor) as valor from libro.transaccion_pse group by estado order by estado`,
      ),
    ).toEqual([
      { estado: 'aprobada', n: 2, valor: '1257500.50' },
      { estado: 'pendiente', n: 1, valor: '98000.00' },
      { estado: 'rechazada', n: 1, valor: '310000.00' },
    ]);
  });

  it('descargado otra vez dice en qué acabó lo pendiente, y lo que ya no trae queda eliminado', async () => {
    using drop = new DropFolder();
    drop.put('PSE_202603_20260401.csv', march);
    await run(drop);

    const later = [
      line('900001', 'APROBADA', '1250000.50'),
      line('900003', 'RECHAZADA', '98000.00', '2026-04-01 00:02:00'),
    ];
    drop.put('PSE_202603_20260403.csv', reportOf(...later, line('900004', 'APROBADA', '7500.00')));
    const again = await run(drop);

    expect(countsOf(again)).toEqual({ read: 3, published: 1, unchanged: 2, rejected: 0, deleted: 1 });
    expect(await states()).toEqual([
      { cus: '900001', estado: 'aprobada', valor: '1250000.50', eliminado: false },
      { cus: '900002', estado: 'rechazada', valor: '310000.00', eliminado: true },
      { cus: '900003', estado: 'rechazada', valor: '98000.00', eliminado: false },
      { cus: '900004', estado: 'aprobada', valor: '7500.00', eliminado: false },
    ]);
    expect(await libro().rows('select cus, estado from historia.transaccion_pse order by cus')).toEqual([
      { cus: '900002', estado: 'rechazada' },
      { cus: '900003', estado: 'pendiente' },
    ]);
  });

  it('un estado que nadie declaró y un código que Excel dañó apartan su fila', async () => {
    using drop = new DropFolder();
    drop.put(
      'PSE_202603_20260401.csv',
      reportOf(
        line('900001', 'EN PROCESO', '10.00'),
        line('9.00002E+05', 'APROBADA', '20.00'),
        line('900003', 'APROBADA', '30.00'),
      ),
    );

    const report = await run(drop);

    expect([report.error, countsOf(report)]).toEqual([
      null,
      { read: 3, published: 1, unchanged: 0, rejected: 2, deleted: 0 },
    ]);
    expect(await libro().rows('select columna, valor from corridas.cuarentena order by columna')).toEqual([
      { columna: 'CUS', valor: '9.00002E+05' },
      { columna: 'Estado', valor: 'EN PROCESO' },
    ]);
  });
});
