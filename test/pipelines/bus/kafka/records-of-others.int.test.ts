import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { connectKafka } from '../../../../pipelines/bus/kafka/connect.ts';
import { Town, readAll, text } from '../../../contracts/kafka-subject.ts';
import { describeOnKafka } from '../../../support/kafka/describe-on-kafka.ts';
import { missingKcat } from '../../../support/kafka/kcat.ts';

const HEADERS = ['repetida=una', 'repetida=otra', 'vacía=', 'sin_nada', 'año=2026 ñ'];

describeOnKafka(
  'what librdkafka wrote',
  {},
  (broker) => {
    test('is read to the last header, plain and compressed', async () => {
      const town = new Town(broker(), connectKafka);
      const topic = await town.topic(1);
      const to = ['-P', '-b', broker().bootstrap, '-t', topic, '-p', '0', '-Z', '-K', '|'];
      const headers = HEADERS.flatMap((header) => ['-H', header]);

      const ends = ['none', 'gzip'].map(
        (codec) => spawnSync('kcat', [...to, ...headers, '-z', codec], { input: 'ñ|uno\n|\nb|{}\n' }).status,
      );
      const { seen } = await readAll(town, topic, 6);

      expect(ends).toEqual([0, 0]);
      const read = seen.map(({ message: { offset, key, value } }) => [offset, key && text(key), value && text(value)]);
      expect(read).toEqual([
        [0, 'ñ', 'uno'],
        [1, null, null],
        [2, 'b', '{}'],
        [3, 'ñ', 'uno'],
        [4, null, null],
        [5, 'b', '{}'],
      ]);
      const said = { repetida: 'otra', vacía: '', sin_nada: '', año: '2026 ñ' };
      expect(seen.map(({ message }) => message.headers)).toEqual(seen.map(() => said));
    });
  },
  { kcat: missingKcat },
);
