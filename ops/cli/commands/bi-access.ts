import { Option } from 'commander';
import type { Command } from 'commander';
import { BI_LOGIN, closeBiAccess, openBiAccess, tryBiAccess } from '../../../pipelines/ledger/bi-access.ts';
import type { BiAccess } from '../../../pipelines/ledger/bi-access.ts';
import type { Libro } from '../../compose.ts';
import { addressOf, connectAs } from '../../ledger.ts';
import type { LedgerAddress } from '../../ledger.ts';
import { withLibro } from '../command.ts';
import type { CommandContext } from '../command.ts';
import { textTable } from '../terminal.ts';

interface BiAccessOptions {
  readonly password: boolean;
  readonly newPassword: boolean;
  readonly close: boolean;
}

const TRIAL_MS = 10_000;

export function addBiAccess(program: Command, context: CommandContext): void {
  program
    .command('bi-access')
    .description('Abre el libro a Power BI y otras herramientas, y dice con qué se conectan.')
    .option('--password', 'muestra también la clave', false)
    .option('--new-password', 'pone una clave nueva y la muestra; la anterior deja de servir', false)
    .addOption(
      new Option('--close', 'cierra el acceso; quien esté conectado sigue hasta que salga')
        .default(false)
        .conflicts(['password', 'newPassword']),
    )
    .addHelpText('after', HELP)
    .action((options: BiAccessOptions) =>
      withLibro(context, async (libro) => {
        if (options.close) await close(libro, context);
        else await open(libro, context, options);
      }),
    );
}

async function open(libro: Libro, context: CommandContext, options: BiAccessOptions): Promise<void> {
  const { terminal, environment, signal } = context;
  const access = await openBiAccess(libro.database, options.newPassword, signal);
  const address = await addressOf(libro.loaded, environment);
  if (access.password !== null) {
    await tryBiAccess(
      access.password,
      (login) => connectAs(libro.loaded, environment, login, TRIAL_MS, signal),
      signal,
    );
  }
  terminal.print(connectionText(address, access, options.password || options.newPassword));
}

async function close({ database }: Libro, { terminal, signal }: CommandContext): Promise<void> {
  await closeBiAccess(database, signal);
  terminal.print(`✓ ${BI_LOGIN} ya no puede entrar. Para abrirlo otra vez, con otra clave: libro bi-access`);
}

function connectionText(address: LedgerAddress, access: BiAccess, show: boolean): string {
  const { host, port, database, sslmode } = address;
  const target = `postgres://${BI_LOGIN}@${host}:${String(port)}/${encodeURIComponent(database)}?sslmode=${sslmode}`;
  const rows = [
    ['servidor', host],
    ['puerto', String(port)],
    ['base', database],
    ['usuario', BI_LOGIN],
    ['clave', passwordText(access, show)],
    ['cifrado', `sslmode=${sslmode}`],
    ['con psql', `psql "${target}"`],
  ];
  const state = access.password === null ? 'Está abierto.' : '✓ Está abierto; se probó con esa clave.';
  return `${textTable([{ title: 'dato' }, { title: 'valor' }], rows)}\n${state} Ve las vistas del esquema bi, y nada más.`;
}

function passwordText({ password, fresh }: BiAccess, show: boolean): string {
  if (password === null) return 'la sabe otra base de este servidor; otra, para las dos: --new-password';
  if (show) return password;
  return `${fresh ? 'nueva, ' : ''}guardada en el libro; se ve con libro bi-access --password`;
}

const HELP = `
Ejemplos:
  libro bi-access
  libro bi-access --password
  libro bi-access --new-password    cuando alguien que la sabía se va
  libro bi-access --close

La clave está en la tabla corridas.acceso del libro, que sólo lee su dueño.
Con ledger: { managed: … } se entra desde esta máquina, y mientras corra algún comando de libro.`;
