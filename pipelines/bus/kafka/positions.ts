import type { Lane } from '../bus.ts';

export type AskedLane = Lane & { readonly position: number | null };

/** Where each lane goes on, to name it when the broker does not have it. */
export class Positions {
  readonly #positions = new Map<string, number>();

  set(lane: Lane, position: number): void {
    this.#positions.set(keyOf(lane), position);
  }

  /** The lane whose position the broker refused; null when that is not what happened. */
  outOfRange(thrown: unknown): AskedLane | null {
    if (!(thrown instanceof Error)) return null;
    const { topic, partition } = thrown as { readonly topic?: unknown; readonly partition?: unknown };
    if (thrown.name === 'KafkaJSOffsetOutOfRange' && typeof topic === 'string' && typeof partition === 'number') {
      return { topic, partition, position: this.#positions.get(keyOf({ topic, partition })) ?? null };
    }
    return this.outOfRange(thrown.cause);
  }
}

export function laneTexts({ topic, partition, position }: AskedLane): string {
  return `${position ?? '?'} de la partición ${partition} del tema ${topic}`;
}

function keyOf({ topic, partition }: Lane): string {
  return `${partition} ${topic}`;
}
