/** One row of the stand-in's MOVIMIENTOS, in the order of its columns. */
export type Line = readonly (string | number | null)[];

const TYPES = ['CI', 'CE', 'NC', 'RC', 'OP', 'CA', 'NB', 'DP'];
const ACCOUNTS = ['110505', '1110050102', '130507', '1305070101', '240101', '2436150201', '411027', '510101', '511114'];
const FUNDS = ['1.2.1.0.00', '1.2.3.1.01', '1.2.4.3.03', '1.3.1.1.10', null, null];
const RUBROS = ['1.1.01.01.200', '1.1.01.02.201', '2.1.2.02.02.008', '2.3.2.02.02.009', null, null, null];
const CENTRES = ['101', '102', '205', '310', null];
const CONCEPTS = [
  'Causación impuesto predial unificado',
  'Recaudo por ventanilla, consignación del día',
  'Pago de nómina del mes, sueldo básico',
  'Retención en la fuente por compras',
  'Contribución de valorización según resolución',
  'Traslado entre cuentas de la tesorería municipal',
  'Ajuste al peso',
];
const FIRST_YEAR = 2025;
/** Both years lie in the window of a run of 2026. */
const YEARS = 2;

/** So many lines of vouchers of two years. Invented, and the same every time. */
export function* linesOf(rows: number): Generator<Line> {
  const next = chance(257_580);
  const vouchers = Math.ceil(rows / 4 / YEARS);
  let left = rows;
  for (let voucher = 0; left > 0; voucher += 1) {
    // Sizes are only four on average: the last year takes what is over.
    const year = Math.min(YEARS - 1, Math.floor(voucher / vouchers));
    const size = Math.min(left, 2 + (next() % 5));
    yield* voucherOf(FIRST_YEAR + year, voucher - year * vouchers, vouchers, size, next);
    left -= size;
  }
}

function* voucherOf(year: number, order: number, orders: number, size: number, next: () => number): Generator<Line> {
  const month = Math.min(12, 1 + Math.floor((order * 12) / orders));
  const day = `${String(year)}-${two(month)}-${two(1 + (next() % 28))}`;
  const registered = `${day} ${two(7 + (next() % 10))}:${two(next() % 60)}:${two(next() % 60)}`;
  const head = [oneIn(50, next, '02') ?? '01', year, pick(TYPES, next), String(1 + order).padStart(6, '0')];
  const person = personOf(next);
  const affected = affectedOf(year, orders, next);
  const amount = 1000 * (1 + (next() % 40_000)) + (oneIn(10, next, next() % 1000) ?? 0);
  for (let line = 1; line <= size; line += 1) {
    const account = pick(ACCOUNTS, next) ?? '';
    const value = `${String(amount * line)}.${oneIn(20, next, '50') ?? '00'}`;
    yield [
      ...head,
      line,
      month,
      day,
      registered,
      account,
      ...(line % 2 === 1 ? [value, '0.00'] : ['0.00', value]),
      oneIn(12, next, true) ? null : person,
      pick(FUNDS, next),
      pick(RUBROS, next),
      pick(CENTRES, next),
      account.startsWith('1110') ? `33${String(100_000 + (next() % 12))}` : null,
      oneIn(2, next, `F${String(10_000 + (next() % 90_000))}`),
      oneIn(9, next, true) ? null : `${String(pick(CONCEPTS, next))} ${String(month)}/${String(year)}`,
      ...affected,
    ];
  }
}

function personOf(next: () => number): string {
  return oneIn(4, next, String(800_000_000 + (next() % 4000) * 37)) ?? String(1_000_000_000 + (next() % 30_000) * 977);
}

/** The document that a voucher affects, in two of five. */
function affectedOf(year: number, orders: number, next: () => number): Line {
  if (next() % 5 > 1) return [null, null, null, null];
  return [year, 'CA', String(1 + (next() % orders)).padStart(6, '0'), 1 + (next() % 3)];
}

function oneIn<Value>(count: number, next: () => number, value: Value): Value | null {
  return next() % count === 0 ? value : null;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

function pick<Item>(items: readonly Item[], next: () => number): Item | null {
  return items[next() % items.length] ?? null;
}

/** Mulberry32: whole numbers from 0 to 2^32, the same for the same seed. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
