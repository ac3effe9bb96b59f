import type { Phase } from './job.ts';

/** Points that a batch passes, by whose hands it is in. */
const POINTS: Readonly<Record<string, Phase['name']>> = {
  'lote: abierto': 'capture',
  'lote: confirmado': 'capture',
  'relevo: enviando': 'relay',
  'relevo: enviado': 'relay',
  aplicando: 'load',
  aplicado: 'load',
};

/** Notes when capture, relay and loader first and last had a batch in hand. */
export class Phases {
  readonly #started = performance.now();
  readonly #seen = new Map<Phase['name'], Phase>();

  readonly at = (point: string): Promise<void> => {
    const name = POINTS[point];
    const now = this.now();
    if (name) this.#seen.set(name, { name, from: this.#seen.get(name)?.from ?? now, to: now });
    return Promise.resolve();
  };

  now(): number {
    return performance.now() - this.#started;
  }

  all(): readonly Phase[] {
    return [...this.#seen.values()];
  }
}
