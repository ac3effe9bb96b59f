import { textScalar } from './scalar.ts';

/** Stands for a person without saying who: 32 hexadecimal digits, made of the document with a key that is kept outside the ledger. */
export const seudonimo = textScalar('codigo', /^[0-9a-f]{32}$/, 'un seudónimo de 32 dígitos hexadecimales');
