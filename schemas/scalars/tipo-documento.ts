import { opcion } from './opcion.ts';

/**
 * Kind of an identity document, by the DIAN's codes: 11 registro civil, 12 tarjeta de identidad, 13 cédula, 21 tarjeta de
 * extranjería, 22 cédula de extranjería, 31 NIT, 41 pasaporte, 42 documento extranjero, 47 PEP, 48 PPT, 50 NIT de otro país,
 * 91 NUIP.
 */
export const tipoDocumento = opcion(['11', '12', '13', '21', '22', '31', '41', '42', '47', '48', '50', '91']);
