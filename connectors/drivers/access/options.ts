export interface AccessOptions {
  /** Path of the .mdb or .accdb. It is copied to be read, and never written. */
  readonly file: string;
  /** Asked for each time the file is opened; without it the file must need none. */
  readonly password?: () => string;
  /** Code page of the texts of Access 97 and before (Jet 3); those of later files say their own. */
  readonly codePage?: string;
  /** How long a connection waits for whoever has the file open, in all. */
  readonly lockWaitMs?: number;
}

export const LOCK_WAIT_MS = 30_000;
export const CODE_PAGE = 'windows-1252';
