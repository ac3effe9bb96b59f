import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { openLibro } from '../../compose.ts';
import { CONFIG_FILE, loadSite } from '../../config/load.ts';
import type { CommandContext } from '../command.ts';
import { cannotWrite } from '../disk-failure.ts';

const TEMPLATE = `// Qué sistemas tiene la alcaldía y dónde está el libro. Después de cambiarlo: libro check
export default ({ site, use, sources, drivers }) =>
  site({
    nombre: 'Alcaldía de Sopó',
    entidad: '215825758',
    // El libro, para probar: una carpeta. Para trabajar: { managed: './libro-pg' }, un PostgreSQL propio en esta
    // máquina, o { url: secret('LIBRO_URL') }, uno que ya exista.
    ledger: { embedded: './libro' },
    sources: [
      // Los archivos de recaudo que mandan los bancos (Asobancaria 2001). Se leen; no se mueven ni se cambian.
      use(sources.recaudoBancario, { driver: drivers.folder({ path: './bancos' }) }),
    ],
  });
`;

export function addInit(program: Command, context: CommandContext): void {
  program
    .command('init')
    .description('Prepara una carpeta: la configuración, si no la hay, y el libro.')
    .argument('[carpeta]', 'dónde; si no se dice, aquí', '.')
    .addHelpText('after', '\nEjemplos:\n  libro init\n  libro init /srv/libro')
    .action(async (folder: string) => {
      const { terminal, environment, signal } = context;
      const at = resolve(context.folder, folder);
      await writeTemplate(at, terminal.print.bind(terminal));
      await using libro = await openLibro(await loadSite(at), environment, signal);
      terminal.print(`✓ libro listo: ${libro.database.place}`);
      terminal.print('Ahora: ajuste libro.config.ts, revise con «libro check» y lea las fuentes con «libro sync».');
    });
}

async function writeTemplate(folder: string, print: (text: string) => void): Promise<void> {
  const path = join(folder, CONFIG_FILE);
  if (existsSync(path)) return;
  try {
    await mkdir(join(folder, 'bancos'), { recursive: true });
    await writeFile(path, TEMPLATE, { flag: 'wx' });
  } catch (cause) {
    throw cannotWrite(folder, cause);
  }
  print(`✓ configuración nueva: ${path}`);
}
