import { extname, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { IntegrationError } from '../../../schemas/errors.ts';
import type { Login } from '../../../pipelines/database/postgres.ts';
import { openReader } from '../../../pipelines/ledger/reader.ts';
import type { Reader } from '../../../pipelines/ledger/reader.ts';
import { queryRoles } from '../../../pipelines/ledger/roles.ts';
import type { QueryRole } from '../../../pipelines/ledger/roles.ts';
import type { Database } from '../../../pipelines/database/database.ts';
import { connectAs } from '../../ledger.ts';
import { answer, answerFormats } from '../answer.ts';
import type { AnswerFormat, Asked } from '../answer.ts';
import { withLibro } from '../command.ts';
import type { CommandContext } from '../command.ts';
import { writeWhole } from '../output-file.ts';
import { thousands } from '../terminal.ts';

interface QueryOptions {
  readonly format?: AnswerFormat;
  readonly out?: string;
  readonly rol?: QueryRole;
}

/** A query that is still at it after five minutes is stopped. */
const LIMIT_MS = 300_000;

export function addQuery(program: Command, context: CommandContext): void {
  program
    .command('query')
    .description('Consulta el libro con SQL; sólo lee.')
    .argument('<sql>', 'una consulta: SELECT, WITH, VALUES, TABLE, EXPLAIN o SHOW')
    .option('--format <formato>', `${answerFormats.join(', ')}; table si no se dice`, oneOf(answerFormats))
    .option('--out <archivo>', 'lo escribe en un archivo; el formato, si no se dice, es el de su extensión')
    .option('--rol <rol>', `quién consulta: ${queryRoles.join(', ')}; bi si no se dice`, oneOf(queryRoles))
    .addHelpText('after', HELP)
    .action(async (sql: string, options: QueryOptions) => {
      const format = options.format ?? formatOf(options.out);
      demandFile(format, options.out);
      const asked = { sql, role: options.rol ?? 'bi', format, limitMs: LIMIT_MS };
      await withLibro(context, async (libro) => {
        const { environment, signal } = context;
        const connect = (login: Login): Promise<Database> =>
          connectAs(libro.loaded, environment, login, LIMIT_MS, signal);
        await using reader = await openReader(libro.database, asked.role, connect, signal);
        if (options.out === undefined) await print(context, reader, asked);
        else await save(context, reader, asked, resolve(context.folder, options.out));
      });
    });
}

async function print({ terminal, signal }: CommandContext, reader: Reader, asked: Asked): Promise<void> {
  const count = await answer(reader, asked, (piece) => terminal.write(String(piece)), signal);
  if (asked.format === 'table') terminal.note(rowsText(count));
}

async function save({ terminal, signal }: CommandContext, reader: Reader, asked: Asked, path: string): Promise<void> {
  const count = await writeWhole(path, (write) => answer(reader, asked, write, signal));
  terminal.note(`${rowsText(count)} en ${path}`);
}

/** A workbook is no text to be printed. */
function demandFile(format: AnswerFormat, out: string | undefined): void {
  if (format !== 'xlsx' || out !== undefined) return;
  throw new IntegrationError(
    'CONFIG_INVALID',
    'El formato xlsx es un libro de Excel y se escribe en un archivo: agregue --out, como --out consulta.xlsx.',
  );
}

function oneOf<Value extends string>(allowed: readonly Value[]): (text: string) => Value {
  return (text) => {
    const found = allowed.find((value) => value === text);
    if (found !== undefined) return found;
    throw new InvalidArgumentError(`Puede ser ${allowed.join(', ')}.`);
  };
}

function rowsText(count: number): string {
  return count === 1 ? '1 fila' : `${thousands(count)} filas`;
}

function formatOf(out: string | undefined): AnswerFormat {
  const extension = extname(out ?? '')
    .slice(1)
    .toLowerCase();
  const found = answerFormats.find((format) => format === extension);
  if (found !== undefined || ['', 'txt'].includes(extension)) return found ?? 'table';
  throw new IntegrationError(
    'CONFIG_INVALID',
    `Por .${extension} no se sabe en qué formato escribir ${out ?? ''}: diga --format, o un nombre que termine en .csv, .json, .ndjson, .xlsx o .txt.`,
  );
}

const HELP = `
Ejemplos:
  libro query "select * from bi.recaudo_diario order by fecha_recaudo desc limit 20"
  libro query "select * from bi.ejecucion_ingresos where vigencia = 2026" --out ingresos.csv
  libro query "select * from bi.ejecucion_ingresos where vigencia = 2026" --out ingresos.xlsx
  libro query "select * from bi.movimiento_contable" --format ndjson > movimientos.ndjson
  libro query "select estado, sum(valor) from libro.recaudo group by estado" --rol hacienda
  libro query "select attname, col_description(attrelid, attnum) from pg_attribute
                where attrelid = 'bi.recaudo_diario'::regclass and attnum > 0"    qué es cada columna

Quién ve qué:
  bi        las vistas del esquema bi, que no traen nada reservado
  hacienda  además las tablas de libro (último estado) e historia (estados anteriores), menos las
            que son de otra oficina
  talento_humano, inspeccion, recepcion, sisben
            las tablas de libro e historia reservadas a esa oficina, y nada más
  En un PostgreSQL, propio o por URL, lo hace cumplir el servidor: la consulta entra con un usuario que no
  puede más, en una transacción de sólo lectura, y se detiene a los 5 minutos.
  El libro embebido es una base de quien corre este comando: la consulta va en una transacción de
  sólo lectura, con ese mismo rol y sin las funciones peligrosas. Eso protege de errores, no de su
  dueño, que puede abrir la carpeta por otro lado; y una consulta larga no se puede interrumpir.

Cómo salen los valores:
  Siempre el texto exacto de PostgreSQL: los números con todas sus cifras, las fechas AAAA-MM-DD,
  los instantes en UTC, sí y no como t y f.
  table   para leer; los caracteres de control se ven como ␊. Lo nulo va en blanco.
  csv     RFC 4180, UTF-8, con encabezado. Lo nulo va vacío y el texto vacío como "".
          Las celdas salen como son: una que empiece por = + - o @ es un dato, y una hoja de
          cálculo la puede tomar por fórmula; impórtela como texto.
  json    un arreglo de objetos; ndjson, un objeto por línea. Todo valor es texto o null, también
          los números, para que ningún lector les quite cifras. De dos columnas con el mismo
          nombre, la segunda lleva _2 (en table, csv y xlsx se repite el nombre).
  xlsx    un libro de Excel, con --out: los números como números si tienen 15 cifras o menos, que son las
          que Excel guarda; los más largos y todo lo demás, también las fechas, como texto. Nada es
          fórmula. Lo nulo y el texto vacío van vacíos. Hasta 1.048.575 filas.
  --out escribe al lado y al final cambia el nombre: si algo falla, queda lo que había.`;
