/** A sequence of numbers that looks random and is the same for the same seed, on every machine. */
export interface Random {
  /** 0 or more, less than `limit`. */
  below(limit: number): number;
  /** Both ends included. */
  between(least: number, most: number): number;
  /** True `percent` times in a hundred. */
  chance(percent: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** A sequence of its own: what is drawn from it moves no other. */
  branch(name: string): Random;
}

/** Opens the sequence of a seed. */
export function openRandom(seed: string): Random {
  let state = fnv1a(seed);
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    return mix(state);
  };
  const below = (limit: number): number => Math.floor((next() / 2 ** 32) * limit);
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: (percent) => below(100) < percent,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError('There is nothing to pick from.');
      return item;
    },
    branch: (name) => openRandom(`${seed}/${name}`),
  };
}

/** FNV-1a, 32 bits. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** The finaliser of MurmurHash3: every bit of the counter moves every bit of the number. */
function mix(counter: number): number {
  let bits = counter;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
