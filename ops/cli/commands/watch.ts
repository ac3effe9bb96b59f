import { Option } from 'commander';
import type { Command } from 'commander';
import { IntegrationError } from '../../../schemas/errors.ts';
import { fieldsOf } from '../../../schemas/entity.ts';
import type { CanonicalEntity, CanonicalValue } from '../../../schemas/entity.ts';
import { originText } from '../../../schemas/envelope.ts';
import type { Envelope } from '../../../schemas/envelope.ts';
import { canSee, queryRoles } from '../../../pipelines/ledger/roles.ts';
import type { QueryRole } from '../../../pipelines/ledger/roles.ts';
import { watchStream } from '../../../pipelines/watch.ts';
import { chooseStreams } from '../../compose.ts';
import { withLibro } from '../command.ts';
import type { CommandContext } from '../command.ts';
import { printable } from '../formats.ts';

interface WatchOptions {
  readonly json: boolean;
  readonly rol: QueryRole;
}

export function addWatch(program: Command, context: CommandContext): void {
  program
    .command('watch')
    .description('Muestra los cambios de un flujo a medida que llegan, desde ahora.')
    .argument('<fuente/flujo>', 'qué flujo')
    .option('--json', 'un objeto JSON por línea', false)
    .addOption(new Option('--rol <rol>', 'quién mira').choices([...queryRoles]).default('bi'))
    .addHelpText('after', HELP)
    .action(async (name: string, { json, rol }: WatchOptions) => {
      const { terminal, signal } = context;
      await withLibro(context, async ({ loaded, database }) => {
        const chosen = chooseStreams(loaded, [name]);
        const [one] = chosen;
        if (!one || chosen.length > 1) {
          const names = chosen.map(({ origin }) => origin).join(', ');
          throw new IntegrationError('NOT_FOUND', `${name} tiene varios flujos; diga uno: ${names}.`);
        }
        const { entity, key } = one.stream;
        const lineOf = json ? jsonLine : textLine;
        terminal.note(`Cambios de ${one.origin} desde ahora. Ctrl-C termina.`);
        const show = (envelope: Envelope): Promise<void> =>
          terminal.write(`${lineOf(masked(entity, envelope, rol), key)}\n`);
        await watchStream(database, entity, one.origin, show, signal).catch((thrown: unknown) => {
          if (!signal.aborted) throw thrown;
        });
      });
    });
}

interface Shown {
  readonly envelope: Envelope;
  readonly fields: Readonly<Record<string, CanonicalValue>>;
}

const MASK = '***';

/** What the role may not see shows as `***`; what is null shows as it is, as nothing. */
function masked(entity: CanonicalEntity, envelope: Envelope, role: QueryRole): Shown {
  const described = new Map(fieldsOf(entity).map((field) => [field.name, field]));
  const fields = Object.entries(envelope.record).map(([name, value]) => {
    const field = described.get(name);
    const visible = value === null || (field !== undefined && canSee(role, field.sensitivity));
    return [name, visible ? value : MASK] as const;
  });
  return { envelope, fields: Object.fromEntries(fields) };
}

/** Instants in UTC, as everywhere in JSON. The key is not repeated: its values are among the fields, masked as they. */
function jsonLine({ envelope, fields }: Shown): string {
  const { entity, operation, edition, readAt, run, scope } = envelope;
  const observations = operation === 'upsert' ? envelope.observations.map(({ code }) => code) : [];
  const origin = originText(envelope.origin);
  return JSON.stringify({ operation, entity, origin, fields, observations, edition, run, scope, readAt });
}

/** `22:00:05  guardado   2026 000003  valor=4321.00 …`, the key first. */
function textLine({ envelope, fields }: Shown, key: readonly string[]): string {
  const time = new Date(Date.parse(envelope.readAt) - 5 * 3_600_000).toISOString().slice(11, 19);
  const shown = (value: CanonicalValue | undefined): string => printable(String(value ?? ''));
  const rest = Object.entries(fields).filter(([name, value]) => !key.includes(name) && value !== null);
  const values = rest.map(([name, value]) => `${name}=${shown(value)}`).join(' ');
  const operation = envelope.operation === 'upsert' ? 'guardado' : 'borrado ';
  return `${time}  ${operation}  ${key.map((name) => shown(fields[name])).join(' ')}  ${values}`.trimEnd();
}

const HELP = `
Ejemplos:
  libro watch hassql/recaudo
  libro watch hassql/liquidacion --rol hacienda      sin ocultar lo reservado a Hacienda
  libro watch hassql/recaudo --json | jq .fields.valor

Lo que el rol no puede ver sale como ***. Quien lee es «libro up» o «libro sync»: este comando sólo
mira. Necesita un libro en PostgreSQL, porque el embebido admite un solo proceso a la vez.`;
