import type { Command } from 'commander';
import { checkStream } from '../../../pipelines/check.ts';
import type { StreamCheck } from '../../../pipelines/check.ts';
import type { Database } from '../../../pipelines/database/database.ts';
import { DURABILITY, settingsOff } from '../../../pipelines/database/durability.ts';
import { checkAccount } from '../../../pipelines/discover.ts';
import type { AccountCheck } from '../../../pipelines/discover.ts';
import { bogotaDay } from '../../bogota.ts';
import { chooseStreams, driversOf, openLibro } from '../../compose.ts';
import { loadSite } from '../../config/load.ts';
import type { CommandContext } from '../command.ts';

export function addCheck(program: Command, context: CommandContext): void {
  program
    .command('check')
    .description('Revisa la configuración, el libro y que cada fuente se pueda leer como está declarada.')
    .argument('[fuente...]', 'fuente o fuente/flujo; sin nada, todas')
    .option('--json', 'en JSON', false)
    .addHelpText('after', '\nEjemplos:\n  libro check\n  libro check pct')
    .action(async (only: string[], options: { readonly json: boolean }) => {
      const { terminal, signal, environment } = context;
      const loaded = await loadSite(context.folder);
      const { place, durability } = await ledger();
      const checks: StreamCheck[] = [];
      const accounts: AccountCheck[] = [];
      const chosen = chooseStreams(loaded, only);
      for (const { source, driver } of driversOf(chosen)) {
        const account = await checkAccount(source, driver, signal);
        if (account) accounts.push(account);
      }
      for (const { origin, stream, places } of chosen) {
        checks.push(await checkStream({ origin, stream, places, today: bogotaDay(Date.now()), signal }));
      }
      if (options.json) terminal.json({ ledger: place, durability, accounts, streams: checks });
      else
        terminal.print(
          [`✓ libro: ${place}\n    ${durability}`, ...accounts.map(accountText), ...checksText(checks)].join('\n'),
        );
      const wrong = checks.find(({ code }) => code !== null);
      if (wrong?.code) context.end({ code: wrong.code, message: WRONG });

      async function ledger(): Promise<{ readonly place: string; readonly durability: string }> {
        await using libro = await openLibro(loaded, environment, signal);
        return { place: libro.database.place, durability: await durabilityText(libro.database, signal) };
      }
    });
}

async function durabilityText(database: Database, signal: AbortSignal): Promise<string> {
  if (!database.capabilities.shared) return 'para probar: lo confirmado sobrevive al programa, no a un corte de luz';
  const off = await settingsOff(database, signal);
  if (off.length === 0) return `lo confirmado sobrevive a un corte de luz (${DURABILITY.join(', ')}: on)`;
  return `⚠ un corte de luz puede perder lo confirmado (${off.join(', ')}: off)`;
}

const WRONG = 'Hay fuentes que no se pueden leer como están declaradas; arriba, con ✗, cuáles y qué hacer.';

function accountText({ source, mayWrite, lines }: AccountCheck): string {
  const warning = mayWrite
    ? [
        'puede escribir en la fuente: Libro Único nunca lo hace, pero pida que se le deje sólo lectura (del archivo; en SQL Server, el rol db_datareader)',
      ]
    : [];
  return `${mayWrite ? '⚠' : '✓'} ${source}: ${[...lines, ...warning].join('\n    ')}`;
}

/** What stops several streams alike, a source that cannot be reached, is said once. */
function checksText(checks: readonly StreamCheck[]): readonly string[] {
  const groups = Map.groupBy(checks, ({ origin, ok, lines }) => (ok ? origin : lines.join('\n')));
  return [...groups.values()].map((group) => {
    const [{ ok, lines } = { ok: true, lines: [] }] = group;
    return `${ok ? '✓' : '✗'} ${group.map(({ origin }) => origin).join(', ')}: ${lines.join('\n    ')}`;
  });
}
