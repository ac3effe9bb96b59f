/** What a failure means for whoever runs the product: may the same be tried again, and how much of the work it stops. */
export interface ErrorPolicy {
  readonly retry: boolean;
  readonly scope: 'row' | 'file' | 'stream' | 'source' | 'command';
}

/** Every code that the product can end with. `ops/` maps each to an exit code; forgetting one does not compile. */
export const errorPolicies = {
  CONFIG_INVALID: { retry: false, scope: 'command' },
  SOURCE_UNREACHABLE: { retry: true, scope: 'source' },
  SOURCE_REFUSED: { retry: false, scope: 'source' },
  SOURCE_DRIFTED: { retry: false, scope: 'stream' },
  SOURCE_SHRANK: { retry: false, scope: 'stream' },
  SOURCE_BUSY: { retry: true, scope: 'stream' },
  FILE_REFUSED: { retry: false, scope: 'file' },
  ROW_REJECTED: { retry: false, scope: 'row' },
  KEY_REPEATED: { retry: false, scope: 'stream' },
  BUS_UNAVAILABLE: { retry: true, scope: 'command' },
  LEDGER_UNAVAILABLE: { retry: true, scope: 'command' },
  LEDGER_LOCKED: { retry: true, scope: 'command' },
  LEDGER_BEHIND: { retry: false, scope: 'command' },
  POSITION_TRIMMED: { retry: false, scope: 'command' },
  RUN_OVERTAKEN: { retry: true, scope: 'stream' },
  RUN_UNBALANCED: { retry: false, scope: 'stream' },
  QUERY_REFUSED: { retry: false, scope: 'command' },
  NOT_FOUND: { retry: false, scope: 'command' },
  FORBIDDEN: { retry: false, scope: 'command' },
  MAIL_UNAVAILABLE: { retry: true, scope: 'command' },
  CANCELLED: { retry: true, scope: 'command' },
  UNEXPECTED: { retry: false, scope: 'command' },
} as const satisfies Record<string, ErrorPolicy>;

export type ErrorCode = keyof typeof errorPolicies;

/**
 * The one error of the product. The message is for a person, in Spanish: what failed, where, why, what to do;
 * it never carries a secret or the value of a field that is not open.
 */
export class IntegrationError extends Error {
  readonly code: ErrorCode;
  readonly context: Readonly<Record<string, string | number | boolean | null>>;

  constructor(
    code: ErrorCode,
    message: string,
    details: {
      readonly cause?: unknown;
      readonly context?: Readonly<Record<string, string | number | boolean | null>>;
    } = {},
  ) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.name = 'IntegrationError';
    this.code = code;
    this.context = details.context ?? {};
  }

  /** By the code's policy, unless whoever raised it knows that nothing changes by itself: `final` in the context. */
  get retry(): boolean {
    return errorPolicies[this.code].retry && this.context['final'] !== true;
  }
}

/** Whatever was thrown, as the product's own error; what is not known is a bug and keeps its cause. */
export function asIntegrationError(thrown: unknown): IntegrationError {
  if (thrown instanceof IntegrationError) return thrown;
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    return new IntegrationError('CANCELLED', 'Se canceló antes de terminar; lo confirmado queda guardado.', {
      cause: thrown,
    });
  }
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new IntegrationError('UNEXPECTED', `Error inesperado del programa: ${reason}`, { cause: thrown });
}
