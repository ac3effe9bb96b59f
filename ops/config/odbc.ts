import { z } from 'zod';
import { parseSettings, settingOf } from '../../connectors/drivers/odbc/connection-string.ts';
import { dialects } from '../../connectors/drivers/odbc/dialects.ts';
import type { DialectName } from '../../connectors/drivers/odbc/dialects.ts';
import { odbc } from '../../connectors/drivers/odbc/index.ts';
import type { OdbcOptions } from '../../connectors/drivers/odbc/index.ts';
import type { Driver } from '../../connectors/driver.ts';
import { demandShape, strictOptions } from './problems.ts';
import { password } from './secret.ts';
import type { Secret } from './secret.ts';

/** A database by its ODBC driver as a site declares it; `ops/manual/odbc.md` explains each option. */
export interface OdbcDatabase extends Omit<OdbcOptions, 'password' | 'environment'> {
  readonly password?: Secret;
}

const milliseconds = z.int().min(1).optional();
const names = Object.keys(dialects) as DialectName[];

const schema = strictOptions({
  dialect: z.enum(names, { error: `se espera ${names.map((name) => `'${name}'`).join(', ')}` }),
  connection: z.string().superRefine((text, context) => {
    const problem = connectionProblem(text);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  }),
  password: password.optional(),
  connectTimeoutMs: milliseconds,
  silenceTimeoutMs: milliseconds,
});

/** CONFIG_INVALID names every option that is not as it should be. The password is looked up when a connection needs it. */
export function odbcDriver(options: OdbcDatabase, environment: NodeJS.ProcessEnv): Driver {
  demandShape(schema, options, 'drivers.odbc');
  const { password, ...rest } = options;
  return odbc({
    ...rest,
    ...(password && { password: () => password.reveal(environment) }),
    environment: driverEnvironment(environment),
  });
}

/** What ODBC drivers and their managers look up; secrets of other sources are not theirs to see. */
const LOOKED_UP =
  /^(PATH|HOME|USER|USERNAME|LANG|LC_.*|TZ|TMPDIR|TEMP|TMP|SYSTEMROOT|WINDIR|SYSTEMDRIVE|APPDATA|LOCALAPPDATA|PROGRAMDATA|PROGRAMFILES.*|COMMONPROGRAMFILES.*|COMPUTERNAME|ODBC.*|FREETDS.*|TDS.*|MDB.*|ORACLE_HOME|TNS_ADMIN|NLS_LANG|FIREBIRD|LD_LIBRARY_PATH|KRB5.*)$/i;

export function driverEnvironment(environment: NodeJS.ProcessEnv): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => LOOKED_UP.test(name)));
}

const EXAMPLE = "'Driver={MariaDB Unicode};Server=srv;Database=base;UID=libro'";

function connectionProblem(text: string): string | null {
  const settings = parseSettings(text);
  if (settings === null || settings.length === 0) return `se espera una conexión ODBC, como ${EXAMPLE}`;
  if (settingOf(settings, 'PWD', 'Password', 'Pass') !== null) {
    return "trae la clave; quítela y diga password: secret('NOMBRE')";
  }
  return settingOf(settings, 'Driver', 'DSN') === null ? `no dice Driver ni DSN; se espera como ${EXAMPLE}` : null;
}
