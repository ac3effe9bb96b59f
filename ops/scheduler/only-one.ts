import { IntegrationError } from '../../schemas/errors.ts';
import type { Database } from '../../pipelines/database/database.ts';
import { dutyHolder, takeDuty } from '../../pipelines/duty.ts';
import type { Duty } from '../../pipelines/duty.ts';

const DUTY = 'up';

/** The duty of the only `libro up` of a ledger. LEDGER_LOCKED says who has it. */
export async function beTheOnlyOne(database: Database, holder: string, signal: AbortSignal): Promise<Duty> {
  const duty = await takeDuty(database, DUTY, holder, 'at once', signal);
  if (duty) return duty;
  const [, host = '?', pid = '?'] = ((await dutyHolder(database, DUTY, signal)) ?? '').split(' ');
  throw new IntegrationError(
    'LEDGER_LOCKED',
    `Ya hay un «libro up» sobre este libro (${database.place}): el proceso ${pid} del equipo ${host}. ` +
      'Sólo puede haber uno; deténgalo allá, o deje que siga él.',
    { context: { host, pid } },
  );
}

export function overtaken(): IntegrationError {
  return new IntegrationError('RUN_OVERTAKEN', 'Otro «libro up» tomó este libro; este se detiene sin escribir más.');
}
