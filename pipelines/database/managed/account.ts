import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { userInfo } from 'node:os';

import { IntegrationError } from '../../../schemas/errors.ts';

/** Whom the server runs as; without numbers, whoever runs `libro`. */
export interface Account {
  readonly name: string;
  readonly uid?: number;
  readonly gid?: number;
}

const USUAL = 'libro';

/**
 * PostgreSQL refuses to run as root. Under root the server runs as the user that is configured, else as the owner of the
 * folder, else as `libro`. CONFIG_INVALID says what to do where there is none.
 */
export function serverAccount(folder: string, configured: string | undefined): Account {
  const { username, uid } = userInfo();
  if (uid !== 0) {
    if (configured === undefined || configured === username) return { name: username };
    throw invalid(
      `pide el usuario ${configured} y este comando corre como ${username}, que no puede cambiar a otro. Córralo como ${configured}, o como root`,
    );
  }
  const owner = configured === undefined ? ownerOf(folder) : null;
  if (owner !== null) return owner;
  const name = configured ?? USUAL;
  const found = { uid: numberOf('-u', name), gid: numberOf('-g', name) };
  if (found.uid === null || found.gid === null) {
    throw invalid(
      `corre como root, y PostgreSQL no: hace falta un usuario corriente. Cree uno (useradd --system --user-group ${name}), ` +
        `o diga otro que ya exista en ledger.user, o corra libro con un usuario corriente`,
    );
  }
  if (found.uid === 0)
    throw invalid(`nombra en ledger.user a ${name}, que es root; PostgreSQL pide un usuario corriente`);
  return { name, uid: found.uid, gid: found.gid };
}

function ownerOf(folder: string): Account | null {
  const { uid, gid } = statSync(folder, { throwIfNoEntry: false }) ?? { uid: 0, gid: 0 };
  return uid === 0 ? null : { name: `el dueño de la carpeta (uid ${String(uid)})`, uid, gid };
}

/** As the system itself looks them up, directories of users included. */
function numberOf(option: '-u' | '-g', name: string): number | null {
  const { status, stdout } = spawnSync('id', [option, '--', name], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : null;
}

function invalid(reason: string): IntegrationError {
  return new IntegrationError('CONFIG_INVALID', `El libro con servidor propio (ledger.managed) ${reason}.`);
}
