export type Vendor = typeof import('mssql');

/** The vendor's package, loaded when it is first needed. It is CommonJS of which Node sees one export, its types say many. */
export async function loadVendor(): Promise<Vendor> {
  const loaded: object = await import('mssql');
  return (loaded as { readonly default: Vendor }).default;
}
