import type { ErrorCode } from '../../schemas/errors.ts';

/** What the command ends with, after sysexits.h where it has a word for it. A code without a number does not compile. */
export const exitCodes: Readonly<Record<ErrorCode, number>> = {
  CONFIG_INVALID: 78,
  SOURCE_UNREACHABLE: 69,
  SOURCE_REFUSED: 77,
  SOURCE_DRIFTED: 65,
  SOURCE_SHRANK: 65,
  SOURCE_BUSY: 75,
  FILE_REFUSED: 65,
  ROW_REJECTED: 65,
  KEY_REPEATED: 65,
  BUS_UNAVAILABLE: 69,
  LEDGER_UNAVAILABLE: 69,
  LEDGER_LOCKED: 75,
  LEDGER_BEHIND: 65,
  POSITION_TRIMMED: 65,
  RUN_OVERTAKEN: 75,
  RUN_UNBALANCED: 70,
  QUERY_REFUSED: 77,
  NOT_FOUND: 66,
  FORBIDDEN: 77,
  MAIL_UNAVAILABLE: 69,
  CANCELLED: 130,
  UNEXPECTED: 70,
};

/** What each of them means to whoever reads it at night; 64 is a command that is written wrong. */
export const exitMeanings: Readonly<Record<number, string>> = {
  0: 'bien',
  64: 'el comando está mal escrito',
  65: 'los datos: una fila, un archivo o una columna no es lo declarado, o faltan demasiadas filas',
  66: 'no existe lo que se nombró',
  69: 'no se alcanza una fuente o el libro; repita cuando vuelva',
  70: 'el programa falló o no cuadró; avise a soporte',
  75: 'otro proceso lo tiene ocupado; repita más tarde',
  77: 'no hay permiso, o la consulta no se admite',
  78: 'la configuración está mal; el mensaje dice dónde',
  130: 'se canceló con Ctrl-C; lo confirmado quedó, y se puede repetir',
};
