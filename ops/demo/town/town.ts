/** The invented municipality before anybody wrote it down: people, predios, what was billed and what was paid. Amounts are whole pesos. */

export type Zona = 'urbana' | 'rural';

/** What a bill is made of. The codes are those that the invented Hassql gives its concepts. */
export const conceptos = {
  predial: { codigo: '01', nombre: 'IMPUESTO PREDIAL' },
  descuento: { codigo: '02', nombre: 'DESCUENTO PRONTO PAGO' },
  interes: { codigo: '03', nombre: 'INTERESES DE MORA' },
  ambiental: { codigo: '04', nombre: 'SOBRETASA AMBIENTAL' },
  bomberil: { codigo: '06', nombre: 'SOBRETASA BOMBERIL' },
} as const;
export type Concepto = keyof typeof conceptos;

export interface Persona {
  /** DIAN code: 13 cédula, 31 NIT. */
  readonly tipo: '13' | '31';
  readonly numero: string;
  readonly dv: string | null;
  readonly nombre: string;
  readonly direccion: string;
}

export interface Titular {
  readonly orden: string;
  readonly persona: Persona;
  readonly porcentaje: number;
}

export interface Predio {
  /** Old code, 20 digits: how Hassql names it. */
  readonly codigo: string;
  /** Número predial nacional, 30 digits. */
  readonly npn: string;
  readonly matricula: string;
  readonly direccion: string;
  readonly zona: Zona;
  readonly destino: string;
  readonly estrato: number | null;
  readonly areaTerreno: number;
  readonly areaConstruida: number;
  /** Tenths of one per mil. */
  readonly tarifa: number;
  readonly titulares: readonly Titular[];
  /** First vigencia in which it exists. */
  readonly desde: number;
  readonly avaluo: ReadonlyMap<number, number>;
  readonly costumbre: 'puntual' | 'tardío' | 'moroso';
}

export type Valores = Readonly<Partial<Record<Concepto, number>>>;

/** What a bill asks for one vigencia; interest up to the bill's last due date. */
export interface Deuda {
  readonly vigencia: number;
  readonly valores: Valores;
}

export interface Plazo {
  readonly n: number;
  readonly fecha: string;
  readonly descuento: number;
  readonly total: number;
}

export interface Factura {
  readonly vigencia: number;
  readonly numero: string;
  readonly emision: number;
  readonly fecha: string;
  readonly predio: Predio;
  readonly deudas: readonly Deuda[];
  readonly plazos: readonly Plazo[];
  estado: 'vigente' | 'reemplazada' | 'pagada';
}

export interface Banco {
  readonly codigo: string;
  readonly cuenta: string;
  readonly nombre: string;
  /** Account of the chart in which the municipality keeps it. */
  readonly cuentaContable: string;
}

/** A bill paid at a bank on a day, as it truly happened. */
export interface Pago {
  readonly vigencia: number;
  readonly recibo: string;
  readonly factura: Factura;
  readonly plazo: Plazo;
  readonly banco: Banco;
  readonly fecha: string;
  readonly abono: string;
  readonly medio: string;
  readonly valor: number;
  readonly deudas: readonly Deuda[];
}

export interface Town {
  readonly today: string;
  readonly vigencias: readonly number[];
  readonly personas: readonly Persona[];
  readonly predios: readonly Predio[];
  readonly facturas: readonly Factura[];
  readonly pagos: readonly Pago[];
}

export const bancos: readonly Banco[] = [
  { codigo: '007', cuenta: '00000099900000701', nombre: 'BANCOLOMBIA', cuentaContable: '11100601' },
  { codigo: '051', cuenta: '00000099900005102', nombre: 'DAVIVIENDA', cuentaContable: '11100602' },
];

export function sumOf(valores: Valores): number {
  return Object.values(valores).reduce((sum, valor) => sum + valor, 0);
}

/** `12345.00`: the text in which the stand-ins keep money. Some of it has centavos, so that sums of it are off by a hair. */
export function dineroText(pesos: number): string {
  return toCentavos(pesos).toFixed(2);
}

/** The amount without the hair. */
export function toCentavos(pesos: number): number {
  return Math.round(pesos * 100) / 100 + 0;
}

/** The item at a place that the fiction knows to be there. */
export function at<Item>(items: readonly Item[], place: number): Item {
  const item = items.at(place);
  if (item === undefined) throw new RangeError(`There is nothing at ${String(place)}.`);
  return item;
}
