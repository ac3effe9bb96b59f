/** Letters to the left of their place, blanks behind. */
export function alpha(width: number, text: string): string {
  return text.slice(0, width).padEnd(width);
}

/** A whole number to the right of its place, zeros before. */
export function digits(width: number, value: number): string {
  return String(value).padStart(width, '0');
}
