import { driverContract } from '../../../contracts/driver.contract.ts';
import { sqlServerFactory, tdsBench } from './sqlserver-subjects.ts';

driverContract('sqlserver, a database that allows snapshots', sqlServerFactory(tdsBench, true));
driverContract('sqlserver, a database that does not', sqlServerFactory(tdsBench, false));
