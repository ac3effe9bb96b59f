/** Yes/No of Access: as the file keeps it, as ODBC and text drivers give it. */
export const siNo = { true: true, false: false, '-1': true, 1: true, 0: false } as const;

/** The letters that offices write for the kinds of document, by the DIAN's codes. */
export const tipoDocumentoPorLetras = {
  RC: '11',
  TI: '12',
  CC: '13',
  CE: '22',
  NIT: '31',
  PA: '41',
  PE: '47',
  PT: '48',
} as const;
