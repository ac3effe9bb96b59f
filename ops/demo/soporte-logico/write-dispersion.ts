import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printedPesos } from '../printed-pesos.ts';
import { nameOf } from '../town/employees.ts';
import type { Liquidado, Nomina } from '../town/payroll.ts';

const TITLES =
  'TIPO DOCUMENTO;DOCUMENTO;BENEFICIARIO;BANCO DESTINO;CUENTA DESTINO;VALOR;FECHA APLICACION;RESULTADO;CAUSAL';

/** Writes what the bank answered to each shipment of each payroll: a CSV of Windows, marks of Colombia. Returns how many. */
export function writeDispersion(folder: string, nominas: readonly Nomina[]): number {
  mkdirSync(folder, { recursive: true });
  const files = nominas.flatMap((nomina) => [1, 2].map((envio) => ({ nomina, envio, lines: shipment(nomina, envio) })));
  const sent = files.filter(({ lines }) => lines.length > 0);
  for (const { nomina, envio, lines } of sent) {
    const text = [TITLES, ...lines].map((line) => `${line}\r\n`).join('');
    writeFileSync(join(folder, dispersionFileName(nomina, envio)), text, 'latin1');
  }
  return sent.length;
}

/** `dispersion_202601_ADM_1.csv`. */
function dispersionFileName({ vigencia, mes, codigo }: Nomina, envio: number): string {
  return `dispersion_${String(vigencia)}${String(mes).padStart(2, '0')}_${codigo}_${String(envio)}.csv`;
}

function shipment({ liquidados }: Nomina, envio: number): readonly string[] {
  return liquidados.flatMap((liquidado) => {
    const giro = liquidado.giros[envio - 1];
    return giro ? [lineOf(liquidado, giro)] : [];
  });
}

function lineOf({ empleado, neto }: Liquidado, { fecha, rechazo }: Liquidado['giros'][number]): string {
  const day = fecha.split('-').reverse().join('/');
  return [
    ...['CC', empleado.cedula, nameOf(empleado), empleado.banco.codigo, empleado.cuenta],
    ...[printedPesos(neto), day, rechazo === null ? 'EXITOSO' : 'RECHAZADO', rechazo ?? ''],
  ].join(';');
}
