import { z } from 'zod';
import { monthsKept } from '../../schemas/entity.ts';
import type { CanonicalEntity } from '../../schemas/entity.ts';
import { entities } from '../../schemas/registry.ts';

const MONTHS_MAX = 1200;
const retained = entities.filter(({ conserva }) => conserva !== undefined).map(({ name }) => name);
const names = z.enum(retained, {
  error: `se espera una entidad que se conserva por un tiempo: ${retained.join(', ')}`,
});
const months = z.int({ error: 'se espera un número de meses, de 1 a 1200' }).min(1).max(MONTHS_MAX);

/** Months for which personal data are kept, by entity, where the site's own retention table says otherwise. */
export const conserva = z.partialRecord(names, months).default({});

/** The first day that is still in time; null for an entity that is kept for as long as the ledger stands. */
export function keepFromOf(
  entity: CanonicalEntity,
  site: Readonly<Partial<Record<string, number>>>,
  today: string,
): string | null {
  const back = monthsKept(entity, site);
  if (back === null) return null;
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number);
  const count = year * 12 + (month - 1) - back;
  const [atYear, atMonth] = [Math.floor(count / 12), (count % 12) + 1];
  const last = new Date(Date.UTC(atYear, atMonth, 0)).getUTCDate();
  return [String(atYear).padStart(4, '0'), pair(atMonth), pair(Math.min(day, last))].join('-');
}

function pair(number: number): string {
  return String(number).padStart(2, '0');
}
