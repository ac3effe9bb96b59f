import type { Command } from 'commander';
import { anyDriverNames } from '../any-driver.ts';

/** The options by which a command is told of a source that no configuration names. */
export function addAnySource(command: Command): Command {
  return command
    .option('--driver <driver>', `sin configuración: ${anyDriverNames.join(', ')}; si no se dice, por la extensión`)
    .option('--file <archivo>', 'sin configuración: el archivo')
    .option('--connection <texto>', 'sin configuración: "server=SRV;database=BASE;user=USUARIO"')
    .option('--password <clave>', 'la clave; mejor en la variable LIBRO_CLAVE, que otros no ven');
}
