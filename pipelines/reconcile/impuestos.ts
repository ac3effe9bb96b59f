/** How much it means that a pair does not tie. A person decides. */
export type PairClass = 'exacta' | 'explicada' | 'vigilada';

/** One tax as the accounting and the budget know it: what is owed, what was earned, and what was collected. */
export interface TaxPair {
  readonly impuesto: string;
  /** Account receivable, income account (CGC, without dots) and income code (CCPET). */
  readonly cxc: string;
  readonly ingreso: string;
  readonly rubro: string;
  /**
   * `exacta`: a peso of difference is to be looked at. `explicada`: the parts account for it, and only what they leave is
   * to be looked at. `vigilada`: the difference is reported and nobody has to act.
   */
  readonly clase: PairClass;
  /** Collections under other codes that the accounting may have passed through this account. */
  readonly partes: readonly { readonly nombre: string; readonly rubro: string }[];
}

/** Domain §4.0, test A: what ties in a real filing; the predial is the exception that this product is about. */
export const taxPairs: readonly TaxPair[] = [
  {
    impuesto: 'Predial unificado',
    cxc: '130507',
    ingreso: '410507',
    rubro: '1.1.01.01.200',
    clase: 'exacta',
    partes: [{ nombre: 'sobretasa ambiental', rubro: '1.1.01.01.014' }],
  },
  tax('Industria y comercio', '08', '200'),
  tax('Avisos y tableros', '21', '201'),
  tax('Sobretasa bomberil', '62', '212'),
  tax('Delineación urbana', '19', '204'),
  tax('Sobretasa a la gasolina', '35', '109'),
  tax('Alumbrado público', '45', '211'),
];

/** The subcuentas of 1305 and 4105 mirror each other; these taxes are indirect ones of the CCPET. */
function tax(impuesto: string, subcuenta: string, segment: string): TaxPair {
  return {
    impuesto,
    cxc: `1305${subcuenta}`,
    ingreso: `4105${subcuenta}`,
    rubro: `1.1.01.02.${segment}`,
    clase: 'exacta',
    partes: [],
  };
}
