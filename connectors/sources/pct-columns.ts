import { opcion, opcional } from '../fields/index.ts';
import { byVigencia } from '../scope.ts';

/** PCT keeps all its vigencias in one database, each table by the same column. */
export const byYear = byVigencia('VIGENCIA', { last: 2 });

/** The DIAN's codes; a tercero may bear any, everything else names people, companies and public bodies. */
export const tipoDocumento = opcional(
  opcion('TIPO_DOC', { 11: '11', 12: '12', 13: '13', 22: '22', 31: '31', 41: '41', 42: '42', 47: '47', 48: '48' }),
);
