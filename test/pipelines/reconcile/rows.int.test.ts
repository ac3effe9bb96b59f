import { expect, it } from 'vitest';
import { bancoPredialRows } from '../../../pipelines/reconcile/banco-predial-rows.ts';
import { saldosEjecucionRows } from '../../../pipelines/reconcile/saldos-ejecucion-rows.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import type { TestLibro } from '../../support/libro.ts';

const MARCH = { desde: '2026-03-01', hasta: '2026-03-31' };
const ORIGINS = { bank: ['banco/recaudo'], system: ['sistema/recaudo'] };

/** A row of the ledger, its provenance made up. */
async function insert(libro: TestLibro, table: string, origen: string, values: Record<string, unknown>): Promise<void> {
  const row = {
    _origen: origen,
    _turno: 1,
    _ordinal: 1,
    _corrida: 1,
    _ambito: 'todo',
    _leido_en: '2026-04-01',
    ...values,
  };
  await libro.database.query(
    `insert into libro.${table} select * from json_populate_record(null::libro.${table}, $1::json)`,
    [JSON.stringify(row)],
    libro.signal,
  );
}

function pago(clave: string, values: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    _clave: clave,
    banco: '007',
    cuenta: '1',
    fecha_recaudo: '2026-03-10',
    lote: '1',
    factura: '0001',
    valor: '100.50',
    origen: 'A',
    estado: 'aplicado',
    ...values,
  };
}

function saldo(cuenta: string, corte: string, values: Record<string, unknown>): Record<string, unknown> {
  return {
    _clave: `${corte} ${cuenta}`,
    entidad: '210199901',
    formulario: 'CGN2015_001',
    vigencia: 2025,
    periodo_corte: corte,
    unidad: 'pesos',
    cuenta,
    ...values,
  };
}

describeOnEachDatabase('lo que las conciliaciones leen del libro', (open) => {
  it('los pagos vivos de cada lado, con un mes de holgura, y las facturas que nombran con sus plazos', async () => {
    const libro = open();
    await insert(libro, 'recaudo', 'banco/recaudo', pago('b1'));
    await insert(libro, 'recaudo', 'banco/recaudo', pago('b2', { fecha_recaudo: '2026-01-28' }));
    await insert(libro, 'recaudo', 'banco/recaudo', pago('b3', { _eliminado_en: '2026-04-01' }));
    await insert(libro, 'recaudo', 'otra/recaudo', pago('x1'));
    await insert(
      libro,
      'recaudo',
      'sistema/recaudo',
      pago('s1', { fecha_recaudo: '2026-04-02', origen: 'M', banco: null }),
    );
    const bill = { vigencia: 2026, emision: null };
    for (const numero of ['1', '2']) {
      await insert(libro, 'factura_predial', 'sistema/factura', {
        _clave: numero,
        ...bill,
        numero,
        predio: 'P',
        estado: 'vigente',
      });
    }
    for (const [plazo, total] of ['90.10', '99.99'].entries()) {
      const due = { plazo, fecha_limite: `2026-0${String(plazo + 2)}-28`, total };
      await insert(libro, 'factura_predial_plazo', 'sistema/plazo', {
        _clave: String(plazo),
        ...bill,
        numero: '1',
        ...due,
      });
    }

    const rows = await bancoPredialRows(libro.database, ORIGINS, MARCH, libro.signal);

    const common = { cuenta: '1', lote: '1', factura: '0001', predio: null, valor: 100_50n, estado: 'aplicado' };
    expect(rows).toEqual({
      bank: [
        { ...common, banco: '007', fecha: '2026-03-10', ref: { origen: 'banco/recaudo', clave: 'b1' }, manual: false },
      ],
      system: [
        { ...common, banco: null, fecha: '2026-04-02', ref: { origen: 'sistema/recaudo', clave: 's1' }, manual: true },
      ],
      facturas: [
        {
          numero: '1',
          predio: 'P',
          vigencia: 2026,
          estado: 'vigente',
          plazos: [
            { fecha: '2026-02-28', total: 90_10n },
            { fecha: '2026-03-28', total: 99_99n },
          ],
        },
      ],
      bankLotes: [],
      systemLotes: [],
    });
  });

  it('los lotes de cada lado, y ninguna factura donde no se cargan', async () => {
    const libro = open();
    const lote = { banco: '007', cuenta: '1', fecha_recaudo: '2026-03-10', lote: '1', registros: 2, valor: '10.00' };
    await insert(libro, 'lote_recaudo', 'banco/lote', { _clave: 'b', ...lote, origen: 'banco' });
    const loaded = { valor_acumulado: '8.00', pagos_dobles: '2.00', origen: 'sistema' };
    await insert(libro, 'lote_recaudo', 'sistema/lote', { _clave: 's', ...lote, ...loaded });

    const { facturas, bankLotes, systemLotes } = await bancoPredialRows(libro.database, ORIGINS, MARCH, libro.signal);

    const common = {
      banco: '007',
      cuenta: '1',
      fecha: '2026-03-10',
      lote: '1',
      registros: 2,
      valor: 10_00n,
      ajustes: null,
    };
    expect(facturas).toBe(null);
    expect(bankLotes).toEqual([
      { ...common, ref: { origen: 'banco/lote', clave: 'b' }, acumulado: null, pagosDobles: null },
    ]);
    expect(systemLotes).toEqual([
      { ...common, ref: { origen: 'sistema/lote', clave: 's' }, acumulado: 8_00n, pagosDobles: 2_00n },
    ]);
  });

  it('el reporte del primer trimestre vale más que el saldo inicial declarado, y los miles se vuelven pesos', async () => {
    const libro = open();
    const thousands = { unidad: 'miles', saldo_inicial: '5.00', saldo_final: '6.00' };
    await insert(libro, 'saldo_contable', 'a/saldos', saldo('130507', '2025-03-31', thousands));
    await insert(
      libro,
      'saldo_contable',
      'a/saldos',
      saldo('130507', '2025-12-31', { saldo_inicial: '1.00', saldo_final: '2.00' }),
    );
    await insert(libro, 'saldo_contable', 'a/inicial', saldo('130507', '2025-01-01', { saldo_inicial: '9.00' }));
    const filed = saldo('', '2025-12-31', {
      rubro: '1.1.01.01.200',
      total_recaudo: '3.00',
      formulario: 'B',
      cuenta: undefined,
    });
    await insert(libro, 'ejecucion_ingresos', 'b/ingresos', filed);
    await insert(libro, 'ejecucion_ingresos', 'c/abiertos', { ...filed, total_recaudo: '4.00' });
    // What is gone from its source: a record of each filing, and a later filing of both.
    const gone = { saldo_inicial: '7.00', saldo_final: '8.00', _eliminado_en: '2026-04-01' };
    for (const corte of ['2025-03-31', '2025-12-31', '2026-01-31']) {
      await insert(libro, 'saldo_contable', 'a/saldos', saldo('130508', corte, gone));
      const form = { periodo_corte: corte, rubro: '1.2', _clave: corte, _eliminado_en: '2026-04-01' };
      await insert(libro, 'ejecucion_ingresos', 'b/ingresos', { ...filed, ...form });
    }
    await insert(libro, 'saldo_contable', 'a/inicial', saldo('130508', '2025-01-01', gone));
    const asked = {
      entidad: '210199901',
      vigencia: 2025,
      saldos: ['a/saldos', 'a/inicial'],
      ejecucion: ['b/ingresos', 'c/abiertos'],
    };

    const rows = await saldosEjecucionRows(libro.database, asked, libro.signal);
    await libro.database.execute("delete from libro.saldo_contable where periodo_corte = '2025-03-31'", libro.signal);
    const declared = await saldosEjecucionRows(libro.database, asked, libro.signal);

    const [opening, closing] = [
      { origen: 'a/saldos', clave: '2025-03-31 130507' },
      { origen: 'a/saldos', clave: '2025-12-31 130507' },
    ];
    expect(rows).toEqual({
      corte: '2025-12-31',
      opening: 'reporte del primer trimestre',
      saldosIniciales: [{ ref: opening, cuenta: '130507', valor: 5_000_00n }],
      saldosFinales: [{ ref: closing, cuenta: '130507', valor: 2_00n }],
      recaudo: [{ ref: { origen: 'b/ingresos', clave: '2025-12-31 ' }, rubro: '1.1.01.01.200', valor: 3_00n }],
    });
    expect([declared.opening, declared.saldosIniciales.map(({ valor }) => valor)]).toEqual([
      'saldo inicial declarado',
      [9_00n],
    ]);
  });

  it('sin saldos iniciales de ninguna clase dice qué archivo se espera', async () => {
    const libro = open();
    await insert(libro, 'saldo_contable', 'a/saldos', saldo('130507', '2025-12-31', { saldo_final: '2.00' }));
    const filed = saldo('', '2025-12-31', { rubro: '1.1', total_recaudo: '3.00', cuenta: undefined });
    await insert(libro, 'ejecucion_ingresos', 'b/ingresos', filed);
    const asked = { entidad: '210199901', vigencia: 2025, saldos: ['a/saldos'], ejecucion: ['b/ingresos'] };

    const rows = saldosEjecucionRows(libro.database, asked, libro.signal);

    await expect(rows).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('saldo_inicial_210199901_2025-01-01.csv') as unknown,
    });
  });
});
