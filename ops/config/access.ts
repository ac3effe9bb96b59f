import { z } from 'zod';
import { access } from '../../connectors/drivers/access/index.ts';
import type { AccessOptions } from '../../connectors/drivers/access/index.ts';
import type { Driver } from '../../connectors/driver.ts';
import { demandShape, strictOptions } from './problems.ts';
import { password } from './secret.ts';
import type { Secret } from './secret.ts';

/** An Access file as a site declares it; `ops/manual/access.md` explains each option. */
export interface AccessFile extends Omit<AccessOptions, 'password'> {
  readonly password?: Secret;
}

const CODE_PAGE = "se espera una página de códigos, como 'windows-1252' o 'gbk'";

const schema = strictOptions({
  file: z.string().min(1),
  password: password.optional(),
  codePage: z.string().refine(isCodePage, { error: CODE_PAGE }).optional(),
  lockWaitMs: z.int().min(0).optional(),
});

function isCodePage(name: string): boolean {
  try {
    new TextDecoder(name);
    return true;
  } catch {
    return false;
  }
}

/** CONFIG_INVALID names every option that is not as it should be. The password is looked up when the file is opened. */
export function accessDriver(
  options: AccessFile,
  at: (path: string) => string,
  environment: NodeJS.ProcessEnv,
): Driver {
  demandShape(schema, options, 'drivers.access');
  const { password, ...rest } = options;
  return access({
    ...rest,
    file: at(options.file),
    ...(password && { password: () => password.reveal(environment) }),
  });
}
