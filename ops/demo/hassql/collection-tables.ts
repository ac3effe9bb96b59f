import { LOTE, secuenciaText, totalOfLines } from '../books.ts';
import type { BankFile, Books, Registro } from '../books.ts';
import type { StandInTable } from '../sqlite-file.ts';
import { yearOfDay } from '../town/calendar.ts';
import { CORPORACION } from '../town/people.ts';
import { conceptos, dineroText } from '../town/town.ts';
import type { Zona } from '../town/town.ts';
import type { Row } from './cells.ts';

export function pagos({ registros }: Books): StandInTable {
  return {
    name: 'PAGOS',
    columns: [
      'VIGENCIA INTEGER',
      'NUM_RECIBO TEXT',
      'FEC_PAGO TEXT',
      'FEC_ABONO TEXT',
      'COD_BANCO TEXT',
      'CUENTA TEXT',
      'LOTE TEXT',
      'SECUENCIA TEXT',
      'REFERENCIA TEXT',
      'NUM_FACTURA TEXT',
      'CEDULA_CATASTRAL TEXT',
      'VLR_PAGADO TEXT',
      'MEDIO TEXT',
      'ORIGEN TEXT',
      'ANULADO TEXT',
    ],
    key: ['VIGENCIA', 'NUM_RECIBO'],
    rows: registros.map((registro) => [
      registro.vigencia,
      registro.recibo,
      registro.fecha,
      registro.abono,
      ...lotOf(registro),
      registro.factura,
      registro.predio.codigo,
      dineroText(registro.valor),
      registro.medio,
      registro.origen,
      registro.anulado ? 'S' : 'N',
    ]),
  };
}

function lotOf({ file, secuencia, factura }: Registro): Row {
  if (file === null || secuencia === null) return [null, null, null, null, null];
  return [file.banco.codigo, file.banco.cuenta, LOTE, secuenciaText(secuencia), factura.padStart(48, '0')];
}

export function pagosConceptos({ registros }: Books): StandInTable {
  const zonas: Readonly<Record<Zona, string>> = { urbana: 'U', rural: 'R' };
  return {
    name: 'PAGOS_CONCEPTOS',
    columns: [
      'VIGENCIA INTEGER',
      'NUM_RECIBO TEXT',
      'VIG_PAGADA INTEGER',
      'CONCEPTO TEXT',
      'CEDULA_CATASTRAL TEXT',
      'ZONA TEXT',
      'VALOR TEXT',
      'NIT_BENEFICIARIO TEXT',
    ],
    key: ['VIGENCIA', 'NUM_RECIBO', 'VIG_PAGADA', 'CONCEPTO'],
    rows: registros.flatMap((registro) =>
      registro.conceptos.map(({ vigencia, concepto, valor }): Row => [
        registro.vigencia,
        registro.recibo,
        vigencia,
        conceptos[concepto].codigo,
        registro.predio.codigo,
        zonas[registro.predio.zona],
        dineroText(valor),
        concepto === 'ambiental' ? CORPORACION.numero : null,
      ]),
    ),
  };
}

export function lotes({ files }: Books): StandInTable {
  return {
    name: 'LOTES',
    columns: [
      'VIGENCIA INTEGER',
      'COD_BANCO TEXT',
      'CUENTA TEXT',
      'FEC_RECAUDO TEXT',
      'LOTE TEXT',
      'REGISTROS INTEGER',
      'VLR_REPORTADO TEXT',
      'VLR_ACUMULADO TEXT',
      'VLR_DIFERENCIA TEXT',
      'VLR_PAGOS_DOBLES TEXT',
      'VLR_AJUSTES TEXT',
    ],
    key: ['COD_BANCO', 'CUENTA', 'FEC_RECAUDO', 'LOTE'],
    rows: files.filter(({ superseded }) => !superseded).map(loteRow),
  };
}

function loteRow({ banco, fecha, lines, lote: { aplicado, dobles, ajustes } }: BankFile): Row {
  const reportado = totalOfLines(lines);
  return [
    yearOfDay(fecha),
    banco.codigo,
    banco.cuenta,
    fecha,
    LOTE,
    lines.length,
    ...[reportado, aplicado, reportado - aplicado - dobles - ajustes, dobles, ajustes].map(dineroText),
  ];
}
