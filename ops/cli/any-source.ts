import type { Command } from 'commander';
import { IntegrationError } from '../../schemas/errors.ts';
import { anyDriverNames } from '../any-driver.ts';

/** The options by which a command is told of a source that no configuration names. */
export function addAnySource(command: Command): Command {
  return command
    .option('--driver <driver>', `sin configuración: ${anyDriverNames.join(', ')}; si no se dice, por la extensión`)
    .option('--file <archivo>', 'sin configuración: el archivo')
    .option('--connection <texto>', 'sin configuración: "server=SRV;database=BASE;user=USUARIO"')
    .option('--password <clave>', 'la clave; mejor en la variable LIBRO_CLAVE, que otros no ven');
}

/** CONFIG_INVALID when one of these options was said of a source of the configuration, where it would do nothing. */
export function demandUnused(options: Readonly<Record<string, unknown>>): void {
  const said = Object.keys(options).filter((name) => options[name] !== undefined);
  if (said.length === 0) return;
  throw new IntegrationError(
    'CONFIG_INVALID',
    `Sobran --${said.join(', --')}: van sólo con --file o --connection, para lo que ninguna configuración nombra.`,
  );
}

/** CONFIG_INVALID when a source of the configuration was named beside one that none names. */
export function demandNoNames(names: readonly string[]): void {
  if (names.length === 0) return;
  throw new IntegrationError(
    'CONFIG_INVALID',
    `Diga ${names.join(', ')}, de la configuración, o --file o --connection; no los dos.`,
  );
}
