import { nextBusinessDay, yearOfDay } from '../town/calendar.ts';
import type { Comision } from '../town/comisiones.ts';
import type { Hacienda } from '../town/hacienda.ts';
import type { Comprobante, Movimiento } from './comprobante.ts';
import type { Egreso } from './egreso.ts';
import { destinaciones } from './gasto-chart.ts';

type Unnumbered = Omit<Comprobante, 'numero'>;

/** What each delivery costs and who is owed it from then on; what was registered too high is taken back below zero. */
export function accrualsOfSpending({ certificados }: Hacienda): readonly Comprobante[] {
  const written = certificados.flatMap(({ destino, contratos }) => {
    const { cuentaGasto, cuentaPorPagar, partes } = destinaciones[destino.codigo];
    const [only] = partes;
    const named = partes.length === 1 && only ? { rubro: only.imputacion.rubro, fuente: only.imputacion.fuente } : {};
    return contratos.flatMap(({ numero, contratista, objeto, entregas }) => {
      const voucher = (fecha: string, valor: number): Unnumbered => ({
        ...headOf('CXP', fecha),
        tercero: contratista.numero,
        concepto: `${numero} ${objeto}`,
        lines: [
          { cuenta: cuentaGasto, debito: valor, credito: 0, ...named, referencia: numero },
          { cuenta: cuentaPorPagar, debito: 0, credito: valor, referencia: numero },
        ],
      });
      return entregas.flatMap(({ fecha, valor, exceso }) =>
        exceso > 0 ? [voucher(fecha, valor + exceso), voucher(nextBusinessDay(fecha), -exceso)] : [voucher(fecha, valor)],
      );
    });
  });
  return numbered(written);
}

/** A payment: what is owed is paid, what is withheld is owed to others, the rest leaves the bank. */
export function paymentVoucher({ numero, fecha, tercero, concepto, ...egreso }: Egreso): Comprobante {
  return { ...headOf('EGR', fecha), numero, tercero: tercero.numero, concepto, lines: paymentLines(egreso, 1, `CE ${numero}`) };
}

/** Cheques that never left the house: accounting learns of it days later, and takes the payment back below zero. */
export function annulmentVouchers(egresos: readonly Egreso[], today: string): readonly Comprobante[] {
  const LATER = 12;
  const written = egresos.flatMap((egreso): readonly Unnumbered[] => {
    if (egreso.anulado === null) return [];
    const fecha = Array.from({ length: LATER }).reduce((day: string) => nextBusinessDay(day), egreso.anulado);
    if (fecha > today) return [];
    const { vigencia, numero, tercero } = egreso;
    const lines = paymentLines(egreso, -1, `CE ${numero}`).map((line, index) => ({
      ...line,
      afectado: [vigencia, 'EGR', numero, index + 1] as const,
    }));
    return [{ ...headOf('ANU', fecha), tercero: tercero.numero, concepto: `ANULACION CE ${numero}`, lines }];
  });
  return numbered(written);
}

const COMISIONES = '58049001';

/** What the banks took for themselves, when somebody noticed. */
export function commissionVouchers(comisiones: readonly Comision[]): readonly Comprobante[] {
  const written = comisiones.flatMap(({ banco, fecha, valor, registrada }): readonly Unnumbered[] => {
    if (registrada === null) return [];
    const lines = [
      { cuenta: COMISIONES, debito: valor, credito: 0 },
      { cuenta: banco.cuentaContable, debito: 0, credito: valor, banco },
    ];
    return [{ ...headOf('NB', registrada), tercero: null, concepto: `COMISION ${banco.nombre} DEL ${fecha}`, lines }];
  });
  return numbered(written);
}

type Paid = Pick<Egreso, 'debitos' | 'deducciones' | 'neto' | 'banco'>;

function paymentLines({ debitos, deducciones, neto, banco }: Paid, sign: 1 | -1, referencia: string): readonly Movimiento[] {
  return [
    ...debitos.map(({ valor, ...line }) => ({ ...line, debito: sign * valor, credito: 0, referencia })),
    ...deducciones.map(({ cuenta, tarifa, beneficiario, valor }) => ({
      ...{ cuenta, debito: 0, credito: sign * valor, referencia },
      // What a payroll withholds is kept by owner: the planilla pays each of them.
      ...(tarifa === null && { tercero: beneficiario }),
    })),
    { cuenta: banco.cuentaContable, debito: 0, credito: sign * neto, banco, referencia },
  ];
}

function headOf(tipo: Comprobante['tipo'], fecha: string): Pick<Comprobante, 'vigencia' | 'tipo' | 'periodo' | 'fecha'> {
  return { vigencia: yearOfDay(fecha), tipo, periodo: Number(fecha.slice(5, 7)), fecha };
}

/** Numbers restart every vigencia. */
function numbered(vouchers: readonly Unnumbered[]): readonly Comprobante[] {
  const last = new Map<number, number>();
  return vouchers
    .toSorted((a, b) => (a.fecha < b.fecha ? -1 : a.fecha > b.fecha ? 1 : 0))
    .map((voucher) => {
      const number = (last.get(voucher.vigencia) ?? 0) + 1;
      last.set(voucher.vigencia, number);
      return { ...voucher, numero: String(number).padStart(6, '0') };
    });
}
