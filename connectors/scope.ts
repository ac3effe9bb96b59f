/** A part of a stream that can be read whole. Deletes happen only inside the scopes that a run read whole. */
export type ScopeRule = WholeRule | VigenciaRule | FileRule | PhotographRule;

export interface WholeRule {
  readonly kind: 'whole';
}
export interface VigenciaRule {
  readonly kind: 'byVigencia';
  readonly column: string;
  /** How many vigencias, counted back from the current year in Bogotá; later ones are inside. */
  readonly last: number;
}
export interface FileRule {
  readonly kind: 'byFile';
  /** Attributes of a file that together name what it is about. */
  readonly identity: readonly string[];
  /** Attributes that order the files of one identity; compared as text, in this order. */
  readonly order: readonly string[];
  /** A later file of one identity stands for the earlier ones, or beside them. */
  readonly resend: 'replaces' | 'adds';
}
export interface PhotographRule {
  readonly kind: 'photograph';
  readonly every: 'month';
}

/** The whole table is one scope. */
export function whole(): WholeRule {
  return { kind: 'whole' };
}

/** A scope per vigencia; a daily run reads the last ones, rows without a readable vigencia are a scope always read. */
export function byVigencia(column: string, window: { readonly last: number }): VigenciaRule {
  return { kind: 'byVigencia', column, last: window.last };
}

/** A scope per file of a drop folder. A file gone from the folder deletes nothing. */
export function byFile(
  identity: readonly string[],
  rule: { readonly order: readonly string[]; readonly resend: 'replaces' | 'adds' },
): FileRule {
  return { kind: 'byFile', identity, ...rule };
}

/** The scope is the cut date that the run gives; earlier cuts are never touched. */
export function photograph(rule: { readonly every: 'month' }): PhotographRule {
  return { kind: 'photograph', every: rule.every };
}
