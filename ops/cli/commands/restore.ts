import type { Command } from 'commander';
import { restoreLibro } from '../../restore.ts';
import { withLibro } from '../command.ts';
import type { CommandContext } from '../command.ts';
import { counted } from '../terminal.ts';

export function addRestore(program: Command, context: CommandContext): void {
  program
    .command('restore')
    .description('Pone al día una base del libro que fue devuelta a una copia anterior.')
    .option('--json', 'en JSON', false)
    .addHelpText(
      'after',
      `
Ejemplo:
  libro restore && libro sync --full

Trae de los temas lo que la copia no tenía, vuelve a tomar del libro lo que ya se había publicado y renueva el registro.
Sin Kafka solo renueva el registro: lo que se leyó después de la copia vuelve a leerse de las fuentes.
Un libro que no está atrasado queda como estaba.`,
    )
    .action(async (options: { readonly json: boolean }) => {
      const { environment, signal, terminal } = context;
      const restored = await withLibro(context, (libro) => restoreLibro(libro, environment, signal));
      if (options.json) terminal.json({ behind: restored !== null, applied: restored?.applied ?? 0 });
      else terminal.print(restored ? restoredText(restored.applied) : NOT_BEHIND);
    });
}

function restoredText(applied: number): string {
  return `El libro tiene lo que tenía: se trajeron de los temas ${counted(applied, 'cambio')}. Falta leer las fuentes: libro sync --full`;
}

const NOT_BEHIND = 'El libro no está atrasado: nada sabe más que él. No se cambió nada.';
