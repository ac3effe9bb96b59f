/** What a test may ask about the clients of a test server afterwards. */

export interface LoginRecord {
  readonly at: Date;
  readonly session: number;
  readonly user: string;
  /** `sql` with a name and a password, `ntlm` with Windows' messages. */
  readonly authentication: 'sql' | 'ntlm';
  readonly application: string;
  readonly host: string;
  readonly library: string;
  readonly database: string;
  readonly readOnlyIntent: boolean;
  readonly encrypted: 'nothing' | 'login' | 'all';
  readonly packetSize: number;
  readonly accepted: boolean;
}

export interface StatementRecord {
  readonly at: Date;
  readonly session: number;
  /** Of a batch the text, of a call the statement that it runs. */
  readonly text: string;
  readonly kind: 'batch' | 'rpc' | 'transaction';
  /** `sp_executesql` …, empty for others. */
  readonly procedure: string;
  /** As T-SQL declares them: `@p1 varchar(20)`. */
  readonly parameters: readonly string[];
  /** Null while it runs; `cancelled` when an ATTENTION stopped it, `broken` when the connection went away. */
  outcome: 'done' | 'error' | 'cancelled' | 'broken' | null;
}

export class Recording {
  readonly logins: LoginRecord[] = [];
  readonly statements: StatementRecord[] = [];
  /** Cancellations that clients asked for, by session. */
  readonly attentions: { readonly at: Date; readonly session: number }[] = [];

  /** The texts of the statements, in their order. */
  get texts(): readonly string[] {
    return this.statements.map(({ text }) => text);
  }

  clear(): void {
    this.logins.length = 0;
    this.statements.length = 0;
    this.attentions.length = 0;
  }
}
