/** The centavos of an amount that somebody else wrote; exact, for sums that are not the product's. */
export function centavos(amount: unknown): bigint {
  const [, sign = '', pesos, cents = ''] = /^(-?)(\d+)\.(\d\d)$/.exec(String(amount)) ?? [];
  if (pesos === undefined) throw new Error(`no amount: ${String(amount)}`);
  return BigInt(`${sign}${pesos}${cents}`);
}
