import { movimientoBancario } from '../../schemas/entities/movimiento-bancario.ts';
import { saldoBancario } from '../../schemas/entities/saldo-bancario.ts';
import type { FileFormat } from '../file-format.ts';
import { ausente, codigo, delAmbito, dinero, fecha, opcional, texto } from '../fields/index.ts';
import { onlyRows } from '../rows/index.ts';
import { byFile } from '../scope.ts';
import { defineSource, defineStream } from '../source.ts';

/** The statement begins with the balance that it takes over and ends with the one that it leaves. */
const ANTERIOR = 'SA';
const FINAL = 'SF';

/** Bank, account, last day of the statement and day of the download: `EXT_007_00000099900000701_20261031_20261103.csv`. */
const files: { readonly pattern: string; readonly format: FileFormat } = {
  pattern: 'EXT_*.csv',
  format: {
    kind: 'csv',
    encoding: ['utf-8', 'windows-1252'],
    delimiter: [';', ','],
    titles: ['FECHA', 'SECUENCIA', 'CODIGO', 'DESCRIPCION', 'OFICINA', 'REFERENCIA', 'DOCUMENTO', 'VALOR', 'SALDO'],
    heading: [],
    last: { column: 'CODIGO', in: [FINAL] },
    name: '^EXT_(?<banco>\\d{3})_(?<cuenta>\\d+)_(?<corte>\\d{8})_(?<descarga>\\d{8})\\.csv$',
  },
};

/** A statement that is downloaded again stands for the earlier one of the same account and day. */
const scope = byFile(['banco', 'cuenta', 'corte'], { order: ['descarga'], resend: 'replaces' });

const pesos = (column: string) => dinero(column, { decimal: ',', thousands: '.' });

/** What the banks say of the municipality's accounts. Each bank has a form of its own: a site says how its own ones are written. */
export const banco = defineSource({
  id: 'banco',
  title: 'Extractos de los bancos',
  owner: 'Tesorería',
  streams: [
    defineStream({
      id: 'movimiento',
      entity: movimientoBancario,
      table: 'filas',
      scope,
      files,
      rows: [
        onlyRows({ column: 'CODIGO', notMatching: new RegExp(`^(?:${ANTERIOR}|${FINAL})$`) }, 'saldo del extracto'),
      ],
      fields: {
        banco: delAmbito('banco', codigo),
        cuenta: delAmbito('cuenta', codigo),
        fecha: fecha('FECHA'),
        secuencia: codigo('SECUENCIA'),
        codigo: opcional(codigo('CODIGO')),
        descripcion: opcional(texto('DESCRIPCION')),
        oficina: opcional(texto('OFICINA')),
        referencia: opcional(texto('REFERENCIA')),
        documento: opcional(codigo('DOCUMENTO')),
        valor: pesos('VALOR'),
        saldo: opcional(pesos('SALDO')),
      },
    }),
    defineStream({
      id: 'saldo',
      entity: saldoBancario,
      table: 'filas',
      scope,
      files,
      rows: [onlyRows({ column: 'CODIGO', in: [FINAL] }, 'no es el saldo final')],
      fields: {
        banco: delAmbito('banco', codigo),
        cuenta: delAmbito('cuenta', codigo),
        fecha_corte: delAmbito('corte', (corte) => fecha(corte, { format: 'AAAAMMDD' })),
        saldo_extracto: pesos('SALDO'),
        saldo_tesoreria: ausente('lo lleva el libro de tesorería'),
        saldo_contabilidad: ausente('lo lleva el libro de contabilidad'),
      },
    }),
  ],
});
