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
});
