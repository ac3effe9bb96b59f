import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { IntegrationError } from '../../../schemas/errors.ts';
import { isFecha } from '../../../schemas/scalars/fecha.ts';
import { VIGENCIA_MAX, VIGENCIA_MIN } from '../../../schemas/scalars/vigencia.ts';
import { reconcileBancoPredial } from '../../../pipelines/reconcile/banco-predial.ts';
import { bancoPredialRows } from '../../../pipelines/reconcile/banco-predial-rows.ts';
import { taxPairs } from '../../../pipelines/reconcile/impuestos.ts';
import { reconcileSaldosEjecucion } from '../../../pipelines/reconcile/saldos-ejecucion.ts';
import { lastExecutedVigencia, saldosEjecucionRows } from '../../../pipelines/reconcile/saldos-ejecucion-rows.ts';
import { bogotaDay } from '../../bogota.ts';
import { chooseStreams } from '../../compose.ts';
import type { Libro } from '../../compose.ts';
import { withLibro } from '../command.ts';
import type { CommandContext } from '../command.ts';
import { bancoPredialText, saldosEjecucionText } from '../reconcile-text.ts';

interface BancoPredialOptions {
  readonly desde?: string;
  readonly hasta?: string;
  readonly todas?: boolean;
  readonly json?: boolean;
}

interface SaldosEjecucionOptions {
  readonly vigencia?: number;
  readonly entidad?: string;
  readonly todas?: boolean;
  readonly json?: boolean;
}

export function addReconcile(program: Command, context: CommandContext): void {
  const reconcile = program
    .command('reconcile')
    .helpCommand(false)
    .usage('banco-predial|saldos-ejecucion [opciones]')
    .description('Compara lo que dicen dos sistemas y explica cada diferencia.')
    .addHelpText(
      'after',
      `
Ejemplos:
  libro reconcile banco-predial --desde 2026-01-01 --hasta 2026-03-31
  libro reconcile saldos-ejecucion --vigencia 2025
  libro reconcile saldos-ejecucion --json

Termina en 0 si se pudo comparar, haya o no diferencias.`,
    );
  addBancoPredial(reconcile, context);
  addSaldosEjecucion(reconcile, context);
}

function addBancoPredial(reconcile: Command, context: CommandContext): void {
  reconcile
    .command('banco-predial')
    .description('El recaudo que informan los bancos contra los pagos que registró el sistema predial.')
    .option('--desde <fecha>', 'primer día, AAAA-MM-DD; si falta, el 1 de enero del año de --hasta', day)
    .option('--hasta <fecha>', 'último día, AAAA-MM-DD; si falta, hoy', day)
    .option('--todas', 'escribe también las partidas que se explican solas')
    .option('--json', 'en JSON')
    .addHelpText('after', '\nEjemplo:\n  libro reconcile banco-predial --desde 2026-03-01 --hasta 2026-03-31')
    .action(async (options: BancoPredialOptions, command: Command) => {
      const today = bogotaDay(Date.now());
      const hasta = options.hasta ?? today;
      const period = { desde: options.desde ?? `${hasta.slice(0, 4)}-01-01`, hasta };
      if (period.desde > period.hasta) command.error(`--desde ${period.desde} es posterior a --hasta ${period.hasta}.`);
      const result = await withLibro(context, async (libro) => {
        const rows = await bancoPredialRows(libro.database, collectionOrigins(libro), period, context.signal);
        return reconcileBancoPredial(rows, period, today);
      });
      if (options.json) context.terminal.json(result);
      else
        context.terminal.print(
          bancoPredialText(result, { explained: options.todas === true, width: context.terminal.width }),
        );
    });
}

function addSaldosEjecucion(reconcile: Command, context: CommandContext): void {
  reconcile
    .command('saldos-ejecucion')
    .description('Lo que se recaudó de cada impuesto según los saldos contables y según la ejecución de ingresos.')
    .option('--vigencia <año>', 'año; si falta, el último con ejecución de ingresos', year)
    .option('--entidad <código>', 'código CHIP; si falta, el de libro.config.ts')
    .option('--todas', 'escribe también las partidas que se explican solas')
    .option('--json', 'en JSON')
    .addHelpText('after', '\nEjemplo:\n  libro reconcile saldos-ejecucion --vigencia 2025')
    .action(async (options: SaldosEjecucionOptions) => {
      const today = bogotaDay(Date.now());
      const result = await withLibro(context, async (libro) => {
        const entidad = options.entidad ?? libro.loaded.site.entidad;
        const streams = {
          saldos: originsOf(libro, 'saldo_contable'),
          ejecucion: originsOf(libro, 'ejecucion_ingresos'),
        };
        const last = await lastExecutedVigencia(libro.database, { entidad, ...streams }, context.signal);
        const vigencia = options.vigencia ?? last ?? Number(today.slice(0, 4));
        const rows = await saldosEjecucionRows(libro.database, { entidad, vigencia, ...streams }, context.signal);
        return reconcileSaldosEjecucion(rows, taxPairs, vigencia, today);
      });
      if (options.json) context.terminal.json(result);
      else
        context.terminal.print(
          saldosEjecucionText(result, { explained: options.todas === true, width: context.terminal.width }),
        );
    });
}

/** What comes in files was left by a bank; what is read from a system's tables was registered by it. */
function collectionOrigins(libro: Libro): { readonly bank: readonly string[]; readonly system: readonly string[] } {
  const streams = chooseStreams(libro.loaded, []).filter(({ stream }) => stream.entity.name === 'recaudo');
  const bank = streams.filter(({ stream }) => stream.files !== null).map(({ origin }) => origin);
  const system = streams.filter(({ stream }) => stream.files === null).map(({ origin }) => origin);
  if (bank.length > 0 && system.length > 0) return { bank, system };
  throw new IntegrationError(
    'NOT_FOUND',
    'Para comparar se necesitan los dos lados: un flujo de recaudo leído de archivos del banco y otro leído del sistema predial. ' +
      `Hay: ${streams.map(({ origin }) => origin).join(', ') || 'ninguno'}. Declare el que falta en libro.config.ts.`,
  );
}

/** In the order of the configuration: of two streams that hold the same filing the first counts. */
function originsOf(libro: Libro, entity: string): readonly string[] {
  return chooseStreams(libro.loaded, [])
    .filter(({ stream }) => stream.entity.name === entity)
    .map(({ origin }) => origin);
}

function day(text: string): string {
  if (isFecha(text)) return text;
  throw new InvalidArgumentError('Se espera una fecha que exista, AAAA-MM-DD.');
}

function year(text: string): number {
  const value = Number(text);
  if (/^\d{4}$/.test(text) && value >= VIGENCIA_MIN && value <= VIGENCIA_MAX) return value;
  throw new InvalidArgumentError(`Se espera una vigencia entre ${String(VIGENCIA_MIN)} y ${String(VIGENCIA_MAX)}.`);
}
