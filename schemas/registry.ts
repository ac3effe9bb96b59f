import type { CanonicalEntity } from './entity.ts';
import { loteRecaudo } from './entities/lote-recaudo.ts';
import { recaudo } from './entities/recaudo.ts';

/** Every entity of the product, by name. */
export const entities: readonly CanonicalEntity[] = [loteRecaudo, recaudo];

const byName = new Map(entities.map((entity) => [entity.name, entity]));

/** The entity of that name; undefined when there is none. */
export function entityNamed(name: string): CanonicalEntity | undefined {
  return byName.get(name);
}
