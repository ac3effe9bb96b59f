/** An error as SQL Server reports it: number, class (severity), state and its English text. */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  readonly number: number;
  readonly severity: number;
  readonly state: number;
  line = 1;

  constructor(number: number, severity: number, state: number, message: string) {
    super(message);
    this.number = number;
    this.severity = severity;
    this.state = state;
  }

  at(line: number): this {
    this.line = line;
    return this;
  }
}

/** What this test server does not speak. A real server may well; no test should take it for an answer of one. */
export function unsupported(what: string): SqlError {
  return new SqlError(50_000, 16, 1, `The TDS test server does not support ${what}.`);
}
