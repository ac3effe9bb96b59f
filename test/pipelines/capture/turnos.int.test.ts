import { expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { Town, pagoWith, pagos } from '../../support/town.ts';

describeOnEachDatabase('el turno de un flujo', (open) => {
  it('crece aunque el reloj vaya hacia atrás', async () => {
    const libro = open();
    using town = new Town([pagoWith({ numero: '1' })]);
    const first = await libro.run(pagos, town.driver);

    const second = await libro.run(pagos, town.driver, { clock: () => 1000 });

    expect(second.turn).toBe(first.turn + 1);
  });

  it('es el reloj cuando este va adelante: un libro restaurado no repite los turnos que vinieron después de su copia', async () => {
    const libro = open();
    using town = new Town([pagoWith({ numero: '1' })]);
    const copied = await libro.run(pagos, town.driver);
    const lost = await libro.run(pagos, town.driver);

    await libro.database.query('update corridas.flujo set turno = $1', [copied.turn], libro.signal);
    const now = Date.parse('2026-11-21T12:00:00.000Z');
    const next = await libro.run(pagos, town.driver, { clock: () => now });

    expect([next.turn, next.turn > lost.turn]).toEqual([now, true]);
  });
});
