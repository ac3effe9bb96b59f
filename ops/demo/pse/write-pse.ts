import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BankFile, BankLine, Books } from '../books.ts';
import { addDays, compactDay } from '../town/calendar.ts';
import { openRandom } from '../town/random.ts';
import type { Random } from '../town/random.ts';
import { at, bancos } from '../town/town.ts';
import type { Banco, Factura } from '../town/town.ts';

/** How a bank's file says that a payment was made on line. */
const INTERNET = '15';
const SERVICIO = '1001;IMPUESTO PREDIAL';
const TITLES =
  'CUS;Ticket ID;Estado;Valor;Impuesto;Código autorización;Fecha y hora creada;Fecha y hora resolución;Banco originador;' +
  'Banco recaudador;Cuenta destino;Ciclo origen;Ciclo transacción;Servicio código;Servicio nombre;Referencia 1;' +
  'Referencia 2;Referencia 3;Medio';

interface Transaction {
  readonly estado: 'APROBADA' | 'PENDIENTE' | 'RECHAZADA';
  readonly valor: number;
  readonly dia: string;
  readonly banco: Banco;
  readonly referencia: string;
}

/**
 * A report for each month in which somebody paid on line, downloaded in the first days of the next: what the banks received
 * that way, what was tried before in vain, and today what nobody knows yet.
 */
export function writePse(folder: string, books: Books): void {
  mkdirSync(folder, { recursive: true });
  const { today } = books.town;
  const random = openRandom(`pse/${today}`);
  const paid = books.files.filter(({ superseded }) => !superseded).flatMap((file) => approvedIn(file, random));
  const all = [...paid, ...pendingOn(books)].toSorted((a, b) => (a.dia < b.dia ? -1 : a.dia > b.dia ? 1 : 0));
  for (const [month, transactions] of Map.groupBy(all.map(numbered), ({ dia }) => dia.slice(0, 7))) {
    const download = [addDays(`${month}-01`, 34), today].toSorted()[0] ?? today;
    const lines = [TITLES, ...transactions.map((transaction) => lineOf(transaction, random))];
    const name = `PSE_${month.replace('-', '')}_${compactDay(download)}.csv`;
    writeFileSync(join(folder, name), lines.map((line) => `${line}\r\n`).join(''));
  }
}

/** Each payment on line; one in six was tried in vain first. */
function approvedIn({ banco, fecha, lines }: BankFile, random: Random): readonly Transaction[] {
  return lines
    .filter(({ medio }) => medio === INTERNET)
    .flatMap(({ valor, referencia }: BankLine): Transaction[] => {
      const approved = { estado: 'APROBADA' as const, valor, dia: fecha, banco, referencia };
      return random.chance(16) ? [{ ...approved, estado: 'RECHAZADA' }, approved] : [approved];
    });
}

/** Two debtors are paying as the fiction stands still: no bank and no system knows of it. */
function pendingOn({ town: { facturas, vigencias, today } }: Books): readonly Transaction[] {
  const unpaid = facturas.filter(({ vigencia, estado }) => vigencia === vigencias.at(-1) && estado === 'vigente');
  return unpaid.slice(-2).map((factura: Factura) => ({
    estado: 'PENDIENTE' as const,
    valor: at(factura.plazos, -1).total,
    dia: today,
    banco: at(bancos, 0),
    referencia: factura.numero,
  }));
}

interface Numbered extends Transaction {
  readonly cus: number;
}

function numbered(transaction: Transaction, place: number): Numbered {
  return { ...transaction, cus: 900_000_001 + place };
}

function lineOf({ cus, estado, valor, dia, banco, referencia }: Numbered, random: Random): string {
  const hour = String(random.between(6, 21)).padStart(2, '0');
  const minute = String(random.below(58)).padStart(2, '0');
  const [created, resolved] = [`${dia} ${hour}:${minute}:09`, `${dia} ${hour}:${minute}:51`];
  const payer = random.pick(['1007', '1051', '1001', '1507']);
  const cycle = String(random.between(1, 5));
  return [
    String(cus),
    String(cus - 890_000_000),
    estado,
    `${String(valor)}.00`,
    '0.00',
    estado === 'APROBADA' ? String(700_000 + (cus % 100_000)) : '',
    created,
    estado === 'PENDIENTE' ? '' : resolved,
    payer,
    `1${banco.codigo}`,
    banco.cuenta,
    cycle,
    estado === 'APROBADA' ? cycle : '',
    SERVICIO,
    referencia,
    '',
    '',
    'PSE',
  ].join(';');
}
