import { MUNICIPIO } from './town/people.ts';

/** Code of the invented municipality in CHIP: none has it. */
export const ENTIDAD = '219925999';

/** The configuration of the demo: what a site's own looks like. */
export function siteText(): string {
  return `// La configuración de un municipio: qué sistemas tiene y dónde está cada uno.
// No importa nada: recibe lo que el producto ofrece. Las rutas parten de esta carpeta.

// Una lista desplegable de Access guarda el número; el nombre está en otra tabla, y aquí.
const DEPENDENCIAS = {
  1: 'Despacho',
  2: 'Secretaría de Hacienda',
  3: 'Secretaría de Planeación',
  4: 'Comisaría de Familia',
};

// PCT imprime el NIT del municipio; lo que se reporta lleva su código CHIP.
const codigoChip = (fields) =>
  fields.delAmbito('entidad', (nit) => fields.traducido(nit, { '${MUNICIPIO.numero}': '${ENTIDAD}' }, fields.codigo));

export default ({ site, use, sources, fields, drivers }) =>
  site({
    nombre: 'Municipio de Villa Inventada',
    entidad: '${ENTIDAD}',
    ledger: { embedded: './libro' },
    sources: [
      use(sources.hassql, { driver: drivers.sqlite({ file: './hassql.db', schema: 'dbo' }) }),
      use(sources.pct, { driver: drivers.sqlite({ file: './pct.db', schema: 'dbo' }) }),
      use(sources.soporteLogico, { driver: drivers.sqlite({ file: './soporte-logico.db', schema: 'dbo' }) }),
      use(sources.dispersionNomina, { driver: drivers.folder({ path: './nomina' }) }),
      use(sources.pila, { driver: drivers.folder({ path: './pila' }) }),
      use(sources.plusvalia, { driver: drivers.access({ file: './Plusvalía.mdb' }) }),
      use(sources.necesidades, { driver: drivers.access({ file: './Necesidades.mdb' }) }),
      use(sources.sisben, { driver: drivers.access({ file: './Solicitud encuestas SISBEN.accdb' }) }),
      use(sources.controlIngresos, {
        driver: drivers.access({ file: './Control de ingresos.accdb' }),
        streams: {
          visita: { fields: { dependencia: fields.traducido('Dependencia', DEPENDENCIAS, fields.texto) } },
          encuesta: { fields: { dependencia: fields.traducido('Dependencia', DEPENDENCIAS, fields.texto) } },
        },
      }),
      use(sources.pctInformes, {
        driver: drivers.folder({ path: './informes' }),
        streams: {
          'ejecucion-gastos': { fields: { entidad: codigoChip(fields) } },
          'ejecucion-ingresos': { fields: { entidad: codigoChip(fields) } },
        },
      }),
      use(sources.banco, { driver: drivers.folder({ path: './extractos' }) }),
      use(sources.recaudoBancario, { driver: drivers.folder({ path: './bancos' }) }),
      use(sources.igac, { driver: drivers.folder({ path: './igac' }) }),
      use(sources.igacNpn, { driver: drivers.folder({ path: './igac-npn' }) }),
      use(sources.pse, { driver: drivers.folder({ path: './pse' }) }),
      use(sources.chip, {
        driver: drivers.folder({ path: './chip' }),
        // De lo que se reporta al CHIP, el municipio guarda los saldos y la ejecución de ingresos.
        streams: {
          'saldo-inicial': false,
          'ingresos-programacion': false,
          'gastos-programacion': false,
          'gastos-ejecucion': false,
        },
      }),
    ],
  });
`;
}
