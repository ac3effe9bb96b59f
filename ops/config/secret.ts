import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { z } from 'zod';
import { IntegrationError } from '../../schemas/errors.ts';

/** A value that is never shown: only `reveal` gives it, everything that prints gives `***`. */
export class Secret {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** From the environment variable, or from the file that `<NAME>_FILE` names. CONFIG_INVALID when neither is there. */
  reveal(environment: NodeJS.ProcessEnv): string {
    const value = environment[this.name];
    if (value !== undefined && value !== '') return value;
    const path = environment[`${this.name}_FILE`];
    if (path !== undefined && path !== '') return readSecret(this.name, path);
    throw new IntegrationError(
      'CONFIG_INVALID',
      `Falta el secreto ${this.name}: póngalo en la variable de entorno ${this.name}, o en un archivo y la ruta en ${this.name}_FILE.`,
    );
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return '***';
  }

  [inspect.custom](): string {
    return `secret('${this.name}')`;
  }
}

/** A password that a driver of a site takes. */
export const password = z.instanceof(Secret, { error: "se espera secret('NOMBRE'): la clave no se escribe aquí" });

function readSecret(name: string, path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    throw new IntegrationError(
      'CONFIG_INVALID',
      `No se pudo leer el archivo del secreto ${name}, ${path}: revise la ruta en ${name}_FILE y el permiso de este usuario.`,
      { cause },
    );
  }
  if (text !== '') return text;
  throw new IntegrationError('CONFIG_INVALID', `El archivo del secreto ${name}, ${path}, está vacío.`);
}
