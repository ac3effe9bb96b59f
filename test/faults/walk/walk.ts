/**
 * A hundred records, each on its way through 1, 2, 3, 4, gone, 6, 7 and 8 (after the idea of Estuary's stress test of
 * captures). Whoever watches may miss steps, but never sees one twice or one before another; 8 is the last.
 */
export const STEPS = [1, 2, 3, 4, 5, 6, 7, 8] as const;
export type Step = (typeof STEPS)[number];
/** The step at which the record is not there. */
export const GONE: Step = 5;
export const LAST: Step = 8;
const RECORDS = 100;

/** What one step does to the source. */
export interface Move {
  readonly numero: string;
  readonly step: Step;
  readonly kind: 'insert' | 'update' | 'delete';
}

/** Every move of every record, in an order that the seed decides. */
export function* movesOf(next: () => number): Generator<Move> {
  const walking = new Map(Array.from({ length: RECORDS }, (_, at) => [String(at + 1), 0]));
  while (walking.size > 0) {
    const numeros = [...walking.keys()];
    const numero = numeros[Math.floor(next() * numeros.length)] ?? '1';
    const step = ((walking.get(numero) ?? 0) + 1) as Step;
    if (step === LAST) walking.delete(numero);
    else walking.set(numero, step);
    yield { numero, step, kind: step === GONE ? 'delete' : step === 1 || step === 6 ? 'insert' : 'update' };
  }
}

export const MOVES = RECORDS * STEPS.length;

/** What was seen of a record, by its amount; null where it was gone. */
export function stepOf(valor: string | null): Step {
  return valor === null ? GONE : (Number(valor) as Step);
}

/** Sequences that go back, stand still or do not end at the last step, each with its record. */
export function illegal(seen: ReadonlyMap<string, readonly Step[]>): readonly string[] {
  const numeros = Array.from({ length: RECORDS }, (_, at) => String(at + 1));
  return numeros.flatMap((numero) => {
    const steps = seen.get(numero) ?? [];
    const forward = steps.every((step, at) => at === 0 || step > (steps[at - 1] ?? 0));
    return forward && steps.at(-1) === LAST ? [] : [`${numero}: ${steps.join(' ')}`];
  });
}
