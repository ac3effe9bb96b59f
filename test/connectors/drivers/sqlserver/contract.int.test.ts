import { driverContract } from '../../../contracts/driver.contract.ts';
import { sqlServerFactory } from './sqlserver-subjects.ts';

driverContract('sqlserver, a database that allows snapshots', sqlServerFactory('snapshot'));
driverContract('sqlserver, a database that does not', sqlServerFactory('read-committed'));
