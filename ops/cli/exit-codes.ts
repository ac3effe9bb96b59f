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
