import { addDays } from '../../../ops/demo/town/calendar.ts';
import type { Random } from '../../../ops/demo/town/random.ts';
import { at } from '../../../ops/demo/town/town.ts';
import type { Predio, Town } from '../../../ops/demo/town/town.ts';
import { day, exact, none, numbered, text } from './application.ts';
import type { Application, Mark } from './application.ts';

const HECHOS = ['I', 'U', 'A', 'O'] as const;
/** Rate of the fiction's agreement, in percent. */
const TASA = 35;

/** Some predios of the demo's own municipality, each with one liquidation and what became of it. */
export function plusvalia(random: Random, { predios }: Town): Application {
  const chosen = Array.from({ length: 24 }, (_, index) => at(predios, 40 + index * 71));
  return {
    file: 'Plusvalía.mdb',
    format: 'V2000',
    tables: [
      {
        name: 'Liquidaciones',
        key: 'No Liquidación',
        columns: [
          'No Liquidación:TEXT:15',
          'Fecha:SHORT_DATE_TIME',
          'Cédula catastral:TEXT:30',
          'Matrícula:TEXT:15',
          'Tipo doc:TEXT:5',
          'Documento propietario:TEXT:20',
          'Nombre propietario:TEXT:100',
          'Hecho generador:TEXT:1',
          'Acto:TEXT:60',
          'Fecha acto:SHORT_DATE_TIME',
          'Fecha firmeza:SHORT_DATE_TIME',
          'Área m2:NUMERIC:18:2',
          'Efecto m2:MONEY',
          'Tasa:NUMERIC:5:2',
          'Valor participación:MONEY',
          'Indexación:MONEY',
          'Exigible por:TEXT:1',
          'Licencia:TEXT:20',
          'Fecha exigible:SHORT_DATE_TIME',
          'Valor pagado:MONEY',
          'Recibo:TEXT:20',
          'Fecha pago:SHORT_DATE_TIME',
          'Estado:TEXT:15',
        ],
        rows: chosen.map((predio, index) => liquidacion(random, predio, index + 1)),
      },
    ],
  };
}

const STATES = ['Pagada', 'Exigible', 'Determinada', 'Suspendida', 'Pagada', 'Nula', 'Exigible'] as const;

function liquidacion(random: Random, predio: Predio, ordinal: number): readonly Mark[] {
  const acto = addDays('2024-05-14', ordinal * 3);
  const fecha = addDays(acto, 90);
  const exigible = addDays(fecha, random.between(20, 120));
  const pago = addDays(exigible, random.between(3, 60));
  const estado = at(STATES, ordinal % STATES.length);
  const isDue = estado === 'Exigible' || estado === 'Pagada';
  const isPaid = estado === 'Pagada';
  // Centavos: the effect has them, so the share has them too.
  const area = BigInt(predio.areaTerreno);
  const efecto = BigInt(random.between(2_000, 45_000) * 100 + 37);
  const valor = (area * efecto * BigInt(TASA)) / 100n;
  const indexacion = isDue ? (valor * BigInt(random.between(1, 9))) / 100n : null;
  const { persona } = at(predio.titulares, 0);
  const dueOnly = (mark: Mark): Mark => (isDue ? mark : none);
  const paidOnly = (mark: Mark): Mark => (isPaid ? mark : none);
  return [
    ...[text(`PV-${numbered(ordinal)}`), day(fecha), text(predio.codigo), text(predio.matricula.replace('-', ' - '))],
    ...[text(persona.tipo === '31' ? 'NIT' : 'CC'), text(persona.numero), text(persona.nombre)],
    ...[text(at(HECHOS, ordinal % HECHOS.length)), text(`DECRETO ${String(100 + ordinal)}`), day(acto)],
    ...[estado === 'Suspendida' ? none : day(addDays(acto, 45)), exact(`${String(area)}.00`), exact(pesos(efecto))],
    ...[exact(`${String(TASA)}.00`), exact(pesos(valor)), indexacion === null ? none : exact(pesos(indexacion))],
    ...[dueOnly(text('L')), dueOnly(text(`LIC-${numbered(ordinal)}`)), dueOnly(day(exigible))],
    ...[
      paidOnly(exact(pesos(valor + (indexacion ?? 0n)))),
      paidOnly(text(`RPV-${numbered(ordinal)}`)),
      paidOnly(day(pago)),
    ],
    text(estado),
  ];
}

function pesos(centavos: bigint): string {
  return `${String(centavos / 100n)}.${String(centavos % 100n).padStart(2, '0')}`;
}
