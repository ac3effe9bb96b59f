export const ICLD = '1.2.1.0.00';
export const BOMBERIL = '1.2.3.1.14';
/** Of contributions that have none of their own. */
export const CONTRIBUCIONES = '1.2.3.2.02';
export const BALANCE = '1.3.3.0.00';

/** Sources of funds by CUIPO's code, which this PCT keeps. */
export const fuentes: readonly { readonly codigo: string; readonly nombre: string }[] = [
  { codigo: ICLD, nombre: 'INGRESOS CORRIENTES DE LIBRE DESTINACION' },
  { codigo: BOMBERIL, nombre: 'SOBRETASA BOMBERIL' },
  { codigo: CONTRIBUCIONES, nombre: 'OTRAS CONTRIBUCIONES' },
  { codigo: BALANCE, nombre: 'RECURSOS DEL BALANCE DE LIBRE DESTINACION' },
];
