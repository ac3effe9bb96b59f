import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { asIntegrationError, IntegrationError } from '../../../schemas/errors.ts';
import { discover } from '../../../pipelines/discover.ts';
import type { SourceSurvey } from '../../../pipelines/discover.ts';
import { readCatalogues } from '../../../pipelines/profile/catalogues.ts';
import { profile } from '../../../pipelines/profile/profile.ts';
import type { TableProfile } from '../../../pipelines/profile/profile.ts';
import { anyDriver, namesAnySource } from '../../any-driver.ts';
import type { AnySource } from '../../any-driver.ts';
import { chooseStreams, driversOf } from '../../compose.ts';
import { loadSite } from '../../config/load.ts';
import { addAnySource, demandNoNames, demandUnused } from '../any-source.ts';
import type { CommandContext } from '../command.ts';
import { paced } from '../pace.ts';
import { profileText } from '../profile-text.ts';
import type { SourceProfile } from '../profile-text.ts';
import { surveyText } from '../survey-text.ts';
import type { Driver } from '../../../connectors/driver.ts';

interface DiscoverOptions extends AnySource {
  readonly table?: readonly string[];
  readonly catalogue: boolean;
  readonly limit: number;
  readonly rate: number;
  readonly json: boolean;
}

/** A place to be looked into, by the name that it is shown under. */
interface Place {
  readonly source: string;
  readonly driver: Driver;
}

const LIMIT = 50_000;
const RATE = 20_000;

export function addDiscover(program: Command, context: CommandContext): void {
  const command = program
    .command('discover')
    .description(
      'Mira por dentro una base o un archivo: tablas, columnas, qué parece haber en ellas, claves y referencias.',
    )
    .argument('[fuente...]', 'una fuente de la configuración; sin nada, todas las bases');
  addAnySource(command)
    .option('--table <tabla...>', 'sólo esas tablas')
    .option('--catalogue', 'sólo lo que dice el catálogo: no lee filas', false)
    .option('--limit <n>', 'cuántas filas se leen de cada tabla, a lo sumo', rowCount, LIMIT)
    .option('--rate <n>', 'filas por segundo, a lo sumo', rowCount, RATE)
    .option('--json', 'en JSON', false)
    .addHelpText('after', HELP)
    .action(async (only: string[], options: DiscoverOptions) => {
      const isAny = namesAnySource(options);
      if (isAny) demandNoNames(only);
      else demandUnused({ password: options.password });
      const places = isAny ? [placeOf(options, context)] : await placesOf(context, only);
      if (options.catalogue) await showCatalogues(context, places, options);
      else await showProfiles(context, places, options);
    });
}

function placeOf(options: AnySource, { folder, environment }: CommandContext): Place {
  return { source: options.file ?? options.connection ?? '', driver: anyDriver(options, folder, environment) };
}

async function placesOf({ folder }: CommandContext, only: readonly string[]): Promise<readonly Place[]> {
  const chosen = chooseStreams(await loadSite(folder), only);
  return driversOf(chosen).filter(({ driver }) => !driver.capabilities.files);
}

async function showCatalogues(
  { terminal, signal, end }: CommandContext,
  places: readonly Place[],
  { table, json }: DiscoverOptions,
): Promise<void> {
  const surveys: SourceSurvey[] = [];
  for (const { source, driver } of places) surveys.push(onlyTables(await discover(source, driver, signal), table));
  if (json) terminal.json(surveys);
  else terminal.print(surveys.length === 0 ? NONE : surveys.map(surveyText).join('\n\n'));
  if (surveys.some(({ tables }) => tables === null))
    end({ code: 'SOURCE_REFUSED', message: 'Hay fuentes de las que no se pudo ver el catálogo.' });
}

/** NOT_FOUND when a table that is asked for is not there. */
function onlyTables(survey: SourceSurvey, wanted: readonly string[] | undefined): SourceSurvey {
  if (wanted === undefined || survey.tables === null) return survey;
  const { tables } = survey;
  const missing = wanted.find((name) => !tables.some((table) => table.name === name));
  if (missing === undefined) return { ...survey, tables: tables.filter(({ name }) => wanted.includes(name)) };
  const there = tables.map(({ name }) => name).join(', ');
  throw new IntegrationError('NOT_FOUND', `No hay tabla ${missing} en ${survey.source}. Hay: ${there}.`);
}

async function showProfiles(
  context: CommandContext,
  places: readonly Place[],
  options: DiscoverOptions,
): Promise<void> {
  const { terminal, signal, end } = context;
  const catalogues = await readCatalogues();
  const found: SourceProfile[] = [];
  for (const { source, driver } of places) {
    const looking = profile({
      driver,
      tables: options.table ?? null,
      limit: options.limit,
      catalogues,
      pace: paced(options.rate, signal),
      progress: (table, rows) => {
        terminal.progress({ origin: `${source}, ${table}`, doing: 'leyendo', rows, expected: null });
      },
      signal,
    });
    found.push(await profileOf(source, looking, places.length > 1, signal));
    terminal.settle();
  }
  if (options.json) terminal.json(found);
  else terminal.print(found.length === 0 ? NONE : found.map((each) => profileText(each, terminal.width)).join('\n\n'));
  if (found.some(({ tables }) => tables?.some(({ problem }) => problem !== null) !== false))
    end({ code: 'SOURCE_REFUSED', message: 'Hay fuentes o tablas que no se pudieron leer.' });
}

/** Of several sources one that cannot be reached does not keep the others from being seen. */
async function profileOf(
  source: string,
  looking: Promise<readonly TableProfile[]>,
  isOneOfMany: boolean,
  signal: AbortSignal,
): Promise<SourceProfile> {
  try {
    return { source, tables: await looking, problem: null };
  } catch (thrown) {
    signal.throwIfAborted();
    if (!isOneOfMany) throw thrown;
    const { code, message } = asIntegrationError(thrown);
    return { source, tables: null, problem: `${code}: ${message}` };
  }
}

function rowCount(text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new InvalidArgumentError('Se espera un número entero mayor que cero.');
}

const NONE = 'La configuración no tiene bases de datos que mirar; un archivo se mira con --file.';

const HELP = `
Ejemplos:
  libro discover hassql
  libro discover --file "Control de ingresos.accdb"
  libro discover --driver sqlserver --connection "server=SRV\\\\PCT;database=PCT;user=lector" --table dbo.EGRESOS
  libro discover pct --catalogue --json

Lee cada tabla hasta --limit filas, sin pasar de --rate por segundo, y no escribe nada en ninguna parte.
Una clave sólo se dice si todas las filas de la tabla la prueban; con menos de 30 filas, o si no se leyeron
todas, no se dice ninguna. Los valores salen enmascarados: 9 por cada cifra, A y a por cada letra. Sólo se
muestran las listas de pocos códigos, los rangos de fechas y los de valores.`;
