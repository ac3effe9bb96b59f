import { expect, test } from 'vitest';
import { need } from '../need.ts';
import { missingKafka, startKafka, type KafkaVersion } from './broker.ts';

const versions: readonly KafkaVersion[] = ['4.1', '3.9'];

for (const version of versions) {
  const missing = missingKafka(version);
  need(
    `Kafka ${version}`,
    missing === null,
    missing ?? '',
  )(`a broker of Kafka ${version}`, () => {
    test('is back with its data at the same addresses after it was killed', async () => {
      const users = { bi: 'clave-de-prueba' };
      await using broker = await startKafka({ version, listeners: ['tls', 'sasl-tls'], users, acls: true });
      const addresses = [broker.bootstrap, broker.address('tls'), broker.address('sasl-tls')];
      await broker.tool('topics', '--create', '--topic', 'libro.recaudo', '--partitions', '4');

      await broker.kill();
      await broker.restart();

      expect(await broker.tool('topics', '--list')).toBe('libro.recaudo\n');
      expect([broker.bootstrap, broker.address('tls'), broker.address('sasl-tls')]).toEqual(addresses);
    });
  });
}

need(
  'Kafka 4.1',
  missingKafka('4.1') === null,
  missingKafka('4.1') ?? '',
)('a broker that does not start', () => {
  test('says what it printed', async () => {
    await expect(startKafka({ settings: { 'log.segment.bytes': 'muchos' } })).rejects.toThrow(/log\.segment\.bytes/);
  });
});
