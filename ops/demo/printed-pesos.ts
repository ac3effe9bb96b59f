/** `-1.234.567,00`, as offices and banks of the country print an amount. */
export function printedPesos(pesos: number): string {
  const digits = String(Math.abs(pesos)).replace(/\B(?=(?:\d{3})+$)/g, '.');
  return `${pesos < 0 ? '-' : ''}${digits},00`;
}
