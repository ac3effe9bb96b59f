import type { Command } from 'commander';
import { IntegrationError } from '../../../schemas/errors.ts';
import { entities, entityNamed } from '../../../schemas/registry.ts';
import { recordHistory } from '../../../pipelines/history.ts';
import type { RecordState } from '../../../pipelines/history.ts';
import { withLibro } from '../command.ts';
import type { CommandContext } from '../command.ts';

export function addHistory(program: Command, context: CommandContext): void {
  program
    .command('history')
    .description('Muestra cada estado que ha tenido un registro, y de dónde vino.')
    .argument('<entidad>', 'entidad: recaudo, predio, …')
    .argument('<clave>', 'la clave completa ([2026,"1001"]) o una de sus partes (1001)')
    .option('--json', 'en JSON', false)
    .addHelpText(
      'after',
      `\nEjemplos:\n  libro history recaudo 000214\n  libro history recaudo '[2026,"000214"]' --json`,
    )
    .action(async (name: string, key: string, options: { readonly json: boolean }) => {
      const entity = entityNamed(name);
      if (!entity) {
        throw new IntegrationError(
          'NOT_FOUND',
          `No hay entidad ${name}; hay: ${entities.map((each) => each.name).join(', ')}.`,
        );
      }
      const states = await withLibro(context, (libro) => recordHistory(libro.database, entity, key, context.signal));
      if (states.length === 0)
        throw new IntegrationError('NOT_FOUND', `El libro no tiene ningún ${name} con clave ${key}.`);
      if (options.json) context.terminal.json(states);
      else context.terminal.print(historyText(states));
    });
}

function historyText(states: readonly RecordState[]): string {
  const blocks: string[] = [];
  let record = '';
  for (const [index, state] of states.entries()) {
    const here = `${state.origin} ${state.key}`;
    if (here !== record) blocks.push(here);
    record = here;
    const older = states[index + 1];
    const before = older && `${older.origin} ${older.key}` === here ? older : null;
    blocks.push(`  ${state.state}  leído ${state.readAt} (corrida ${state.run}, ${placeText(state)})`);
    blocks.push(...changedValues(state, before).map((line) => `      ${line}`));
  }
  return blocks.join('\n');
}

/** Where its rows were: the file's name, else what part of the source. */
function placeText({ files, scope }: RecordState): string {
  return files === null ? scope : `archivo ${files}`;
}

/** What a state says; against an older one, only what differs. */
function changedValues(state: RecordState, before: RecordState | null): readonly string[] {
  const lines = Object.entries(state.values)
    .filter(([name, value]) => (before ? before.values[name] !== value : value !== null))
    .map(([name, value]) =>
      before ? `${name}: ${before.values[name] ?? '—'} → ${value ?? '—'}` : `${name}: ${value ?? ''}`,
    );
  return state.observations === null ? lines : [...lines, `observado: ${state.observations}`];
}
