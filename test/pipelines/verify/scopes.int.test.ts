import { expect, it } from 'vitest';
import { onlyRows } from '../../../connectors/rows/index.ts';
import { byVigencia } from '../../../connectors/scope.ts';
import type { Stream } from '../../../connectors/source.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { Town, pagoWith, pagos } from '../../support/town.ts';
import { scopesOf, sidesOf } from './sides.ts';

const five = ['1', '2', '3', '4', '5'].map((numero) => pagoWith({ numero, valor: '10.00' }));

describeOnEachDatabase('verify sostiene cada ámbito', (open) => {
  const byYear: Stream = { ...pagos, scope: byVigencia('VIGENCIA', { last: 1 }) };

  it('vigencia por vigencia: dos errores que en la suma se tapan se ven', async () => {
    const libro = open();
    using town = new Town([...five, ...five.map((pago) => ({ ...pago, vigencia: '2025' }))]);
    await libro.run(byYear, town.driver);
    const right = await libro.verify(libro.task(byYear, town.driver));

    await libro.rows("update libro.recaudo set valor = valor + 1 where numero = '1' and vigencia = 2026");
    await libro.rows("update libro.recaudo set valor = valor - 1 where numero = '1' and vigencia = 2025");
    const wrong = await libro.verify(libro.task(byYear, town.driver));

    expect([right.error, scopesOf(right)]).toEqual([
      null,
      {
        'vigencia=2025': { source: '5: 50.00', ledger: '5: 50.00' },
        'vigencia=2026': { source: '5: 50.00', ledger: '5: 50.00' },
      },
    ]);
    expect([wrong.error?.code, sidesOf(wrong)]).toEqual([
      'RUN_UNBALANCED',
      { source: '10: 100.00', ledger: '10: 100.00' },
    ]);
    expect(scopesOf(wrong)).toEqual({
      'vigencia=2025': { source: '5: 50.00', ledger: '5: 49.00', difference: '0: 1.00' },
      'vigencia=2026': { source: '5: 50.00', ledger: '5: 51.00', difference: '0: -1.00' },
    });
  });

  it('cada cosa en su vigencia: lo que se movió, lo que salió y lo que se dañó', async () => {
    const libro = open();
    using town = new Town([
      ...five,
      ...five.map((pago) => ({ ...pago, numero: `A${pago.numero ?? ''}`, vigencia: '2025' })),
    ]);
    const numbered: Stream = { ...byYear, key: ['numero'] };
    await libro.run(numbered, town.driver);

    town.run("update PAGOS set VIGENCIA = '2025', VLR_PAGADO = '7.00' where NUM_RECIBO = '1'");
    town.run("update PAGOS set FEC_PAGO = 'mala', VLR_PAGADO = 'N/A' where NUM_RECIBO = 'A2'");
    town.run("delete from PAGOS where NUM_RECIBO = 'A3'");
    const report = await libro.verify(libro.task(numbered, town.driver));

    expect([
      report.error,
      report.source.amounts['valor']?.unreadable,
      report.quarantined.amounts['valor']?.unreadable,
    ]).toEqual([null, 1, 1]);
    expect(scopesOf(report)).toEqual({
      'vigencia=2025': {
        source: '5: 37.00',
        quarantined: '1: 0.00',
        after: '1: 7.00',
        ledger: '5: 50.00',
        stale: '1: 10.00',
        leaving: '1: 10.00',
      },
      'vigencia=2026': { source: '4: 40.00', ledger: '5: 50.00', before: '1: 10.00' },
    });
  });

  it('con las filas que una regla excluye', async () => {
    const libro = open();
    using town = new Town([...five, pagoWith({ numero: 'TOTAL', valor: '50.00' })]);
    const shaped: Stream = {
      ...pagos,
      rows: [onlyRows({ column: 'NUM_RECIBO', notMatching: /^TOTAL/ }, 'fila de total')],
    };
    await libro.run(shaped, town.driver);

    const report = await libro.verify(libro.task(shaped, town.driver));

    expect([report.error, sidesOf(report)]).toEqual([
      null,
      { source: '6: 100.00', excluded: '1: 50.00', ledger: '5: 50.00' },
    ]);
  });
});
