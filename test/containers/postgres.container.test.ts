import { describe } from 'vitest';
import { GenericContainer, Wait } from 'testcontainers';
import { openPostgres } from '../../pipelines/database/postgres.ts';
import { databaseContract } from '../contracts/database.contract.ts';
import type { OpenedDatabase } from '../support/databases.ts';

const PORT = 5432;
const { signal } = new AbortController();

async function openServer(image: string): Promise<OpenedDatabase> {
  const container = await new GenericContainer(image)
    .withExposedPorts(PORT)
    .withEnvironment({ POSTGRES_USER: 'libro', POSTGRES_PASSWORD: 'clave-de-prueba', POSTGRES_DB: 'libro' })
    // The image starts once to make the database and once more to serve.
    .withWaitStrategy(Wait.forLogMessage(/database system is ready to accept connections/, 2))
    .start();
  const url = `postgres://libro:clave-de-prueba@${container.getHost()}:${String(container.getMappedPort(PORT))}/libro`;
  const database = await openPostgres(url, {}, signal);
  const close = database[Symbol.asyncDispose].bind(database);
  const dispose = async (): Promise<void> => {
    await close();
    await container.stop();
  };
  return Object.assign(database, { url, [Symbol.asyncDispose]: dispose });
}

describe.each(['postgres:15', 'postgres:18'])('%s', (image) => {
  databaseContract(image, () => openServer(image));
});
