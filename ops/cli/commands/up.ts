import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Libro } from '../../compose.ts';
import { plannedStreams } from '../../scheduler/plan.ts';
import { markRunning } from '../../scheduler/running-mark.ts';
import { capturing } from '../../stamp.ts';
import { capturingIn, withLibro } from '../command.ts';
import type { CommandContext } from '../command.ts';
import { counted } from '../terminal.ts';

export function addUp(program: Command, context: CommandContext): void {
  program
    .command('up')
    .description('Se queda en marcha: lee de noche, pregunta por novedades de día, carga el libro y avisa.')
    .addHelpText('after', HELP)
    .action(async () => {
      const { terminal, environment, signal } = context;
      // Only this command needs what these bring with them.
      const { runUp } = await import('../../scheduler/up.ts');
      const { openLog } = await import('../../observability/log.ts');
      await withLibro(context, async (libro) => {
        const { site, folder } = libro.loaded;
        const { bitacora } = site;
        const file = bitacora === false ? null : { folder: resolve(folder, bitacora.carpeta), options: bitacora };
        await using log = openLog(file, process.stdout);
        await using mark = await markRunning(libro.loaded);
        const ground = {
          logger: log.logger,
          environment,
          clock: Date.now,
          random: Math.random,
          started: ({ url }: { readonly url: string | null }) => {
            mark.say(url);
            terminal.note(startedText(libro, url));
          },
          stop: signal,
        };
        await capturing(libro, capturingIn(context), () => runUp(libro, ground));
      });
    });
}

function startedText({ loaded, database }: Libro, url: string | null): string {
  const { site } = loaded;
  const streams = plannedStreams(loaded);
  const polled = streams.filter(({ plan }) => plan.pollMs !== null).length;
  const { desde, hasta } = site.horario.noche;
  return [
    `${site.nombre}: en marcha sobre ${database.place}`,
    `  lecturas enteras de ${desde} a ${hasta} (${counted(site.sources.length, 'fuente')}, ${counted(streams.length, 'flujo')}); novedades en ${counted(polled, 'flujo')}`,
    url === null ? '  sin servidor HTTP' : `  ${url}/salud y ${url}/metricas`,
    '  Ctrl-C termina lo que está a medias y sale; otra vez, sale ya',
  ].join('\n');
}

const HELP = `
Ejemplos:
  libro up                                en una terminal; Ctrl-C lo termina
  curl http://127.0.0.1:25758/salud       qué tan al día está cada flujo (503 si algo está mal)
  curl http://127.0.0.1:25758/metricas    para Prometheus

Qué hace, sin que haya que decirle nada:
  de noche    lee entera cada fuente, una tras otra, entre las 22:00 y las 05:00; una noche que se
              perdió (equipo apagado, fuente caída) se repone en cuanto se puede, una sola vez
  de día      pregunta si hay novedades, con una consulta barata que no escribe nada, y lee sólo si
              las hay
  siempre     carga en el libro lo capturado; reintenta con espera lo que puede reintentarse

Se ajusta en libro.config.ts (todo es opcional):
  horario: { noche: { desde: '22:00', hasta: '05:00' }, orden: ['pct', 'hassql'], reponer: true,
             sondeo: { novedadesMs: 500, sellosMs: 5000, sumasMs: 60000 }, frescura: 36,
             fuentes: { chip: { sondeo: false } } }
  http: { direccion: '127.0.0.1', puerto: 25758 }       o false
  bitacora: { carpeta: './bitacora', megas: 20, archivos: 30 }       o false
  alertas: { servidor: 'smtp.ejemplo.gov.co', usuario: 'libro', clave: secret('LIBRO_CORREO_CLAVE'),
             de: 'libro@ejemplo.gov.co', para: ['hacienda@ejemplo.gov.co'] }

Sólo puede haber un «libro up» por libro. Con el libro embebido, mientras corre no se pueden dar
otros comandos; con un PostgreSQL, sí.`;
