import type { Books } from '../books.ts';
import { writeSqlite } from '../sqlite-file.ts';
import { avaluos, codigos, predios, propietarios, titulares } from './cadastre-tables.ts';
import { cartera, novedadesCartera } from './cartera-tables.ts';
import { lotes, pagos, pagosConceptos } from './collection-tables.ts';
import { facturas, facturasPlazos, facturasVigencias } from './factura-tables.ts';
import { liquidaciones } from './liquidaciones-table.ts';
import { valorizacionCuotas } from './valorizacion-table.ts';

/** Writes the stand-in of Hassql: money as text, except in LIQUIDACIONES, which keeps floats as such systems do. */
export function writeHassql(file: string, books: Books): Readonly<Record<string, number>> {
  const { town } = books;
  return writeSqlite(file, [
    propietarios(books),
    predios(town),
    codigos(town),
    titulares(town),
    avaluos(town),
    liquidaciones(town),
    cartera(town),
    novedadesCartera(books),
    valorizacionCuotas(town),
    facturas(town),
    facturasVigencias(town),
    facturasPlazos(town),
    pagos(books),
    pagosConceptos(books),
    lotes(books),
  ]);
}
