import { CCF, ARL } from '../town/employees.ts';
import type { Liquidado } from '../town/payroll.ts';
import { TARIFAS_ARL } from '../town/payroll.ts';
import { DIVIPOLA } from '../town/predios.ts';
import { contributionOf } from '../town/subsistemas.ts';
import type { Subsistema } from '../town/subsistemas.ts';
import { at } from '../town/town.ts';
import { alpha, digits } from './places.ts';

/** Type 2, 693 characters: what is paid for one worker. */
export function cotizante(liquidado: Liquidado, secuencia: number): string {
  const { empleado, base, lineas } = liquidado;
  const isCouncillor = empleado.seccion === 'CON';
  const pays = (subsistema: Subsistema): number => contributionOf(lineas, subsistema);
  const money = (value: number): string => digits(9, value);
  const tarifa = (rate: number, width = 7): string => (isCouncillor && width === 7 ? 0 : rate).toFixed(width - 2);
  const onlyOfWorkers = <Value>(value: Value, none: Value): Value => (isCouncillor ? none : value);
  const pension = pays('pension');
  const days = onlyOfWorkers('30', '00');
  const baseOfWorker = money(onlyOfWorkers(base, 0));
  const parts = [
    // Who.
    ...['02', digits(5, secuencia), 'CC', alpha(16, empleado.cedula), onlyOfWorkers('01', '34'), '00', ' ', ' '],
    ...[DIVIPOLA, alpha(20, empleado.apellidos[0]), alpha(30, empleado.apellidos[1])],
    ...[alpha(20, empleado.nombres[0]), alpha(30, empleado.nombres[1]), ' '.repeat(15), '00'],
    // Whom it is paid to, and for how long.
    ...[
      alpha(6, empleado.afp.codigo),
      alpha(6, ''),
      onlyOfWorkers(alpha(6, empleado.eps.codigo), alpha(6, '')),
      alpha(6, ''),
    ],
    ...[onlyOfWorkers(alpha(6, CCF.codigo), alpha(6, '')), '30', days, '30', days],
    // On what: salary, whether integral, then the four bases.
    ...[money(empleado.sueldo), ' ', money(base), baseOfWorker, money(base), baseOfWorker],
    // Pension with its funds, health with what is left out of it.
    ...['0.16000', money(pension), money(0), money(0), money(pension)],
    ...[money(pays('fondoSolidaridad')), money(pays('fondoSubsistencia')), money(0)],
    ...[tarifa(0.125), money(pays('salud')), money(0)],
    ...[alpha(15, ''), money(0), alpha(15, ''), money(0)],
    // Risks, compensation fund and parafiscales.
    ...[tarifa(at(TARIFAS_ARL, empleado.riesgo - 1) / 100_000, 9), money(1), money(pays('riesgos'))],
    ...[tarifa(0.04), money(pays('caja')), tarifa(0.005), money(pays('sena')), tarifa(0.03), money(pays('icbf'))],
    ...[tarifa(0.005), money(pays('esap')), tarifa(0.01), money(pays('men'))],
    // No main contributor, not exempt, no dates of novelties.
    ...[alpha(18, ''), 'N', alpha(6, ARL.codigo), String(empleado.riesgo), ' ', ' '.repeat(150)],
    ...[baseOfWorker, '240', alpha(10, ''), '1841201'],
  ];
  return parts.join('');
}
