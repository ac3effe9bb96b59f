import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { access } from '../../../connectors/drivers/access/index.ts';
import { copyApplications } from '../../../ops/demo/access/copy-applications.ts';
import { DEMO_TODAY } from '../../../ops/demo/generate-demo.ts';
import { inventTown } from '../../../ops/demo/town/invent-town.ts';

const { signal } = new AbortController();

it('plusvalía is of predios and owners of the municipality that the demo invents by itself', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'demo-access-'));
  try {
    copyApplications(folder);
    const { predios } = inventTown({ seed: 1, predios: 2000, today: DEMO_TODAY });
    const known = predios.map(({ codigo, titulares }) => `${codigo} ${titulares[0]?.persona.numero ?? ''}`);

    const columns = ['Cédula catastral', 'Documento propietario'];
    const request = { table: 'Liquidaciones', columns, where: [], orderBy: [], batchSize: 100 };
    await using connection = await access({ file: join(folder, 'Plusvalía.mdb') }).connect(signal);
    const found: string[] = [];
    for await (const rows of connection.read(request, signal)) found.push(...rows.map((row) => row.join(' ')));

    expect(found).toHaveLength(24);
    expect(found.filter((liquidated) => !known.includes(liquidated))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
