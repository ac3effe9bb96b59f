import { keyText } from '../../schemas/envelope.ts';
import { bankFileName, conceptosOf, LOTE, secuenciaText, totalOfLines } from './books.ts';
import type { BankFile, BankLine, Books, Registro } from './books.ts';
import { lastBusinessDays, yearOfDay } from './town/calendar.ts';
import type { Expectation, PlantedDefect, RecordName } from './planted-defect.ts';
import type { Random } from './town/random.ts';
import { at, dineroText } from './town/town.ts';
import type { Pago } from './town/town.ts';

const BANK = 'recaudo-bancario/recaudo';
const PAGOS = 'hassql/recaudo';

/** A payment of the last vigencia in a file that no other defect touches. */
interface Spot {
  readonly file: BankFile;
  readonly line: BankLine;
  readonly pago: Pago;
  readonly registro: Registro;
}

/** Spoils the books in every way that the product has to notice, and says how it has to. */
export function plantDefects(books: Books, random: Random): readonly PlantedDefect[] {
  const plot = openPlot(books, random);
  return [
    payByHand(books),
    payOtherTier(plot.next(({ pago }) => pago.plazo.n === 1 && pago.factura.plazos.length > 1)),
    annulInPlace(plot.next()),
    payTwice(plot.next()),
    typeBadDate(plot.next()),
    mistypeReference(plot.next(), books),
    bookInOtherVigencia(plot.next(), books),
    repeatKey(plot.next(), books),
    resendFile(plot.next(), books),
    loseFile(plot.smallest(), books),
    spoilCheckDigit(books, random),
  ];
}

/** Hands out payments, each in a file of its own. */
interface Plot {
  next(suits?: (spot: Spot) => boolean): Spot;
  /** In the file with the fewest lines. */
  smallest(): Spot;
}

function openPlot({ town, files, registros }: Books, random: Random): Plot {
  const last = town.vigencias.at(-1);
  const ofPago = new Map(registros.map((registro) => [registro.pago, registro]));
  const free = files.filter(({ fecha, lines }) => yearOfDay(fecha) === last && lines.length > 1);
  const take = (suits: (spot: Spot) => boolean, place: () => number): Spot => {
    while (free.length > 0) {
      const [file] = free.splice(place(), 1) as [BankFile];
      const spot = file.lines.map((line) => spotOf(file, line, ofPago)).find((found) => found !== null && suits(found));
      if (spot) return spot;
    }
    throw new RangeError('The municipality is too small for the planted defects: it needs more predios.');
  };
  const sizes = (): readonly number[] => free.map(({ lines }) => lines.length);
  return {
    next: (suits = () => true) => take(suits, () => random.below(free.length)),
    smallest: () => take(() => true, () => sizes().indexOf(Math.min(...sizes()))),
  };
}

function spotOf(file: BankFile, line: BankLine, ofPago: ReadonlyMap<Pago | null, Registro>): Spot | null {
  const registro = ofPago.get(line.pago);
  return line.pago && registro ? { file, line, pago: line.pago, registro } : null;
}

function payByHand({ town, registros }: Books): PlantedDefect {
  const vigencia = town.vigencias.at(-1);
  const factura = town.facturas.find((unpaid) => unpaid.vigencia === vigencia && unpaid.estado === 'vigente');
  if (!factura) throw new RangeError('Everybody has paid: there is no factura left for a payment by hand.');
  const plazo = at(factura.plazos, -1);
  const number = town.pagos.filter((pago) => pago.vigencia === factura.vigencia).length + 1;
  const registro: Registro = {
    pago: null,
    vigencia: factura.vigencia,
    recibo: String(number).padStart(6, '0'),
    file: null,
    secuencia: null,
    fecha: lastBusinessDays(plazo.fecha, 1)[0] ?? plazo.fecha,
    abono: null,
    factura: factura.numero,
    predio: factura.predio,
    medio: '01',
    valor: plazo.total,
    origen: 'M',
    anulado: false,
    conceptos: conceptosOf(factura),
  };
  factura.estado = 'pagada';
  registros.push(registro);
  return {
    code: 'PAGO_MANUAL',
    title: 'Un pago recibido en la caja de Tesorería y registrado a mano: ningún banco lo informa.',
    where: 'hassql, PAGOS (ORIGEN = M)',
    key: pagoKey(registro),
    amount: dineroText(registro.valor),
    expected: [difference('STRUCTURAL', pagoName(registro), 0, registro.valor)],
  };
}

function annulInPlace({ file, line, pago, registro }: Spot): PlantedDefect {
  registro.valor = 0;
  registro.anulado = true;
  for (const concepto of registro.conceptos) concepto.valor = 0;
  pago.factura.estado = 'vigente';
  return {
    code: 'ANULADO_EN_SITIO',
    title: 'Un pago anulado encima de sí mismo: su valor quedó en cero y el banco sí lo recaudó.',
    where: 'hassql, PAGOS y PAGOS_CONCEPTOS',
    key: pagoKey(registro),
    amount: dineroText(line.valor),
    expected: [
      { kind: 'registro', ...pagoName(registro), campo: 'estado', valor: 'anulado' },
      difference('VOID_ONE_SIDE', bankName(file, line), line.valor, 0),
    ],
  };
}

function payTwice({ file, line }: Spot): PlantedDefect {
  const again: BankLine = { ...line, secuencia: file.lines.length + 1, pago: null };
  file.lines.push(again);
  file.lote.dobles += again.valor;
  return {
    code: 'PAGO_DOBLE',
    title: 'Una factura pagada dos veces el mismo día: dos líneas del banco y un solo pago registrado.',
    where: bankFileName(file),
    key: `línea con secuencia ${secuenciaText(again.secuencia)}, factura ${again.referencia}`,
    amount: dineroText(again.valor),
    expected: [
      difference('DUPLICATE', bankName(file, again), again.valor, 0),
      lotDifference('DUPLICATE', file, totalOfLines(file.lines), totalOfLines(file.lines)),
    ],
  };
}

function typeBadDate({ file, line, registro }: Spot): PlantedDefect {
  registro.fecha = `${String(registro.vigencia)}-02-31`;
  return {
    code: 'FECHA_IMPOSIBLE',
    title: 'Un pago con fecha 31 de febrero.',
    where: 'hassql, PAGOS.FEC_PAGO',
    key: pagoKey(registro),
    amount: dineroText(registro.valor),
    expected: [
      { kind: 'cuarentena', ...pagoName(registro), columna: 'FEC_PAGO', filas: 1 },
      difference('ONLY_LEFT', bankName(file, line), line.valor, 0),
    ],
  };
}

function mistypeReference({ file, line, registro }: Spot, { registros }: Books): PlantedDefect {
  line.referencia = `${String(registro.vigencia)}99999`;
  line.pago = null;
  registros.splice(registros.indexOf(registro), 1);
  if (registro.pago) registro.pago.factura.estado = 'vigente';
  file.lote.aplicado -= line.valor;
  file.lote.ajustes += line.valor;
  return {
    code: 'REFERENCIA_HUERFANA',
    title: 'Un pago de una factura que no existe: en el banco digitaron mal la referencia.',
    where: bankFileName(file),
    key: `línea con secuencia ${secuenciaText(line.secuencia)}, factura ${line.referencia}`,
    amount: dineroText(line.valor),
    expected: [
      difference('REF_UNKNOWN', bankName(file, line), line.valor, 0),
      lotDifference('STRUCTURAL', file, totalOfLines(file.lines), totalOfLines(file.lines)),
    ],
  };
}

function bookInOtherVigencia({ registro }: Spot, { town }: Books): PlantedDefect {
  registro.vigencia -= 1;
  const taken = town.pagos.filter(({ vigencia }) => vigencia === registro.vigencia).length;
  registro.recibo = String(taken + 1).padStart(6, '0');
  return {
    code: 'VIGENCIA_ERRADA',
    title: 'Un pago registrado con un recibo de la vigencia anterior.',
    where: 'hassql, PAGOS.VIGENCIA',
    key: pagoKey(registro),
    amount: dineroText(registro.valor),
    expected: [{ kind: 'observación', ...pagoName(registro), codigo: 'FECHA_FUERA_DE_VIGENCIA' }],
  };
}

function loseFile({ file }: Spot, { registros }: Books): PlantedDefect {
  file.delivered = false;
  const total = totalOfLines(file.lines);
  const lost = registros.filter((registro) => registro.file === file);
  return {
    code: 'DIA_SIN_ARCHIVO',
    title: 'Un día que Hassql cargó y del que falta el archivo del banco en la carpeta.',
    where: bankFileName(file),
    key: `banco ${file.banco.codigo}, ${file.fecha}, ${String(file.lines.length)} pagos`,
    amount: dineroText(total),
    expected: [
      ...lost.map((registro) => difference('ONLY_RIGHT', pagoName(registro), 0, registro.valor)),
      lotDifference('ONLY_RIGHT', file, 0, total),
    ],
  };
}

function repeatKey({ file, line, registro }: Spot, { registros }: Books): PlantedDefect {
  registros.push({ ...registro, recibo: `${registro.recibo}\u00a0`, conceptos: [] });
  return {
    code: 'CLAVE_REPETIDA',
    title: 'El mismo recibo dos veces: el segundo termina en un espacio que no se ve.',
    where: 'hassql, PAGOS',
    key: pagoKey(registro),
    amount: dineroText(registro.valor),
    expected: [
      { kind: 'cuarentena', ...pagoName(registro), columna: '', filas: 2 },
      difference('ONLY_LEFT', bankName(file, line), line.valor, 0),
    ],
  };
}

function payOtherTier({ file, line, pago, registro }: Spot): PlantedDefect {
  const second = at(pago.factura.plazos, 1);
  line.valor = second.total;
  const total = totalOfLines(file.lines);
  return {
    code: 'PLAZO_EQUIVOCADO',
    title: 'El banco recibió el total del segundo plazo y Hassql registró el del primero.',
    where: 'hassql, PAGOS.VLR_PAGADO',
    key: pagoKey(registro),
    amount: dineroText(second.total - pago.valor),
    expected: [
      difference('AMOUNT_TIER', bankName(file, line), line.valor, registro.valor),
      lotDifference('AMOUNT_OTHER', file, total, total),
    ],
  };
}

function resendFile({ file }: Spot, { files }: Books): PlantedDefect {
  const last = at(file.lines, -1);
  files.push({ ...file, lines: file.lines.slice(0, -1), superseded: true });
  file.modificador = 'B';
  return {
    code: 'REENVIO',
    title: 'Un archivo reenviado con modificador B: el A venía sin la última línea. Vale el B.',
    where: bankFileName(file),
    key: `línea con secuencia ${secuenciaText(last.secuencia)}, factura ${last.referencia}`,
    amount: dineroText(last.valor),
    expected: [{ kind: 'registro', ...bankName(file, last), campo: 'modificador', valor: 'B' }],
  };
}

function spoilCheckDigit({ propietarios }: Books, random: Random): PlantedDefect {
  const spoilt = random.pick(propietarios.filter(({ persona }) => persona.dv !== null));
  spoilt.dv = String((Number(spoilt.dv) + 1) % 10);
  const { tipo, numero } = spoilt.persona;
  return {
    code: 'NIT_DV_ERRADO',
    title: 'Un NIT con el dígito de verificación errado.',
    where: 'hassql, PROPIETARIOS.DV',
    key: `NIT ${numero}-${spoilt.dv}`,
    amount: null,
    expected: [
      { kind: 'observación', origen: 'hassql/tercero', clave: keyText([tipo, numero]), codigo: 'NIT_DV_ERRADO' },
    ],
  };
}

function difference(
  codigo: Extract<Expectation, { kind: 'partida' }>['codigo'],
  record: RecordName,
  left: number,
  right: number,
): Expectation {
  const [izquierda, derecha] = [dineroText(left), dineroText(right)];
  return { kind: 'partida', conciliacion: 'banco-predial', codigo, record, izquierda, derecha };
}

function lotDifference(
  codigo: Extract<Expectation, { kind: 'partida' }>['codigo'],
  { banco, fecha }: BankFile,
  left: number,
  right: number,
): Expectation {
  return difference(codigo, { origen: 'hassql/lote', clave: keyText([banco.codigo, banco.cuenta, fecha, LOTE]) }, left, right);
}

function bankName({ banco, fecha }: BankFile, { secuencia }: BankLine): RecordName {
  return { origen: BANK, clave: keyText([banco.codigo, banco.cuenta, fecha, LOTE, secuenciaText(secuencia)]) };
}

function pagoName({ vigencia, recibo }: Registro): RecordName {
  return { origen: PAGOS, clave: keyText([vigencia, recibo]) };
}

function pagoKey({ vigencia, recibo }: Registro): string {
  return `recibo ${recibo} de ${String(vigencia)}`;
}
