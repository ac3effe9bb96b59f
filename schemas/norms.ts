/** The norms and catalogues that canonical codes follow, as the glossary names them. */
export const ACH = 'Códigos de entidad de ACH Colombia, tres dígitos';
export const ASOBANCARIA = 'Asobancaria 2001';
export const BPIN = 'BPIN: Banco de Programas y Proyectos de Inversión Nacional, DNP';
export const CCPET = 'CCPET: Catálogo de Clasificación Presupuestal para Entidades Territoriales';
export const CGC = 'Catálogo General de Cuentas, Resolución CGN 620 de 2015';
export const CPC = 'CPC: Clasificación Central de Productos, DANE';
export const CUIPO = 'CUIPO: Categoría Única de Información del Presupuesto Ordinario';
export const CHIP = 'Códigos de entidad del CHIP, Contaduría General de la Nación';
export const DIAN = 'Códigos de tipo de documento de la DIAN';
export const IGAC = 'Registros 1 y 2 del IGAC';
export const MGA = 'Catálogo de productos de la MGA, DNP';
export const PILA = 'PILA: Resolución 2388 de 2016, Ministerio de Salud';
export const PSE = 'PSE, ACH Colombia';
