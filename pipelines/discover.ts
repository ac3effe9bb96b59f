import { IntegrationError, asIntegrationError } from '../schemas/errors.ts';
import type { AccountRights, Driver, TableSurvey } from '../connectors/driver.ts';

/** What a source is found to hold, at one of its places. */
export interface SourceSurvey {
  readonly source: string;
  /** Null when the place could not be surveyed; `problem` says why. */
  readonly tables: readonly TableSurvey[] | null;
  readonly problem: string | null;
}

/** Everything that a place's catalogue tells: tables, views, columns, keys, rows and bytes. Reads no row. */
export async function discover(source: string, driver: Driver, signal: AbortSignal): Promise<SourceSurvey> {
  try {
    await using connection = await driver.connect(signal);
    if (!connection.survey) {
      throw new IntegrationError('NOT_FOUND', `Las fuentes de tipo ${driver.kind} no tienen catálogo que mostrar.`);
    }
    return { source, tables: await connection.survey(signal), problem: null };
  } catch (thrown) {
    signal.throwIfAborted();
    const { code, message } = asIntegrationError(thrown);
    return { source, tables: null, problem: `${code}: ${message}` };
  }
}

/** What the account that reads may do there; null where the driver cannot tell. */
export interface AccountCheck extends AccountRights {
  readonly source: string;
}

/** Asked once of each place, not of each stream. A place out of reach has no rights to show: its streams say why. */
export async function checkAccount(source: string, driver: Driver, signal: AbortSignal): Promise<AccountCheck | null> {
  if (!driver.capabilities.catalogue) return null;
  try {
    await using connection = await driver.connect(signal);
    const rights = await connection.rights?.(signal);
    return rights ? { source, ...rights } : null;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}
