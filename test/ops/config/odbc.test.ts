import { describe, expect, it } from 'vitest';
import { driverEnvironment, odbcDriver } from '../../../ops/config/odbc.ts';
import type { OdbcDatabase } from '../../../ops/config/odbc.ts';
import { Secret } from '../../../ops/config/secret.ts';

const good: OdbcDatabase = { dialect: 'mariadb', connection: 'Driver={MariaDB Unicode};Server=srv;UID=libro' };

describe('drivers.odbc', () => {
  it('declara lo que puede el dialecto, y no pide la clave antes de conectarse', () => {
    const driver = odbcDriver({ ...good, password: new Secret('NO_HAY') }, {});

    expect([driver.kind, driver.capabilities.filters, driver.capabilities.snapshots]).toEqual(['odbc', true, false]);
  });

  it.each([
    [{ ...good, connection: `${good.connection};PWD=abierta` }, 'trae la clave'],
    [{ ...good, connection: 'Server=srv' }, 'no dice Driver ni DSN'],
    [{ ...good, connection: 'srv' }, 'se espera una conexión ODBC'],
    [{ ...good, dialect: 'db2' }, "se espera 'access', 'access-microsoft'"],
    [{ ...good, password: 'abierta' }, "secret('NOMBRE')"],
  ])('rechaza por su nombre lo que no es como debe: %#', (options, reason) => {
    expect(() => odbcDriver(options as OdbcDatabase, {})).toThrow(reason);
  });

  it('no repite la clave que alguien escribió en la conexión', () => {
    const options = { ...good, connection: `${good.connection};PWD=abierta` };

    expect(() => odbcDriver(options, {})).toThrow(expect.not.stringContaining('abierta') as string);
  });

  it('da al driver lo que busca en el entorno, y ningún secreto', () => {
    const environment = { PATH: '/bin', ODBCSYSINI: '/etc/odbc', LC_ALL: 'C.UTF-8', HASSQL_CLAVE: 'x', LIBRO_URL: 'y' };

    expect(driverEnvironment(environment)).toEqual({ PATH: '/bin', ODBCSYSINI: '/etc/odbc', LC_ALL: 'C.UTF-8' });
  });
});
