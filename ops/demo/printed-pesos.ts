import { dineroText } from './town/town.ts';

/** `-1.234.567,00`, as offices and banks of the country print an amount. */
export function printedPesos(pesos: number): string {
  const [whole = '', centavos = ''] = dineroText(Math.abs(pesos)).split('.');
  return `${dineroText(pesos).startsWith('-') ? '-' : ''}${whole.replace(/\B(?=(?:\d{3})+$)/g, '.')},${centavos}`;
}
