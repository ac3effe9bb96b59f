import { expect, test } from 'vitest';
import { recaudo } from '../../../schemas/entities/recaudo.ts';
import type { Upsert } from '../../../schemas/envelope.ts';
import { NoEnvelope, decodeMessage, encodeMessage, placeOf } from '../../../pipelines/bus/message.ts';
import type { AnyMessage, Message } from '../../../pipelines/bus/message.ts';
import { deleteOf, recaudoWith, upsertOf } from '../../builders/envelopes.ts';

const place = { incarnation: 'a1', offset: 7, allNew: false };

function published(valor: string): Upsert {
  const observations = [{ code: 'SIGNO_INUSUAL', field: 'valor' }];
  return upsertOf(recaudoWith({ numero: 'Ñ-1', valor }), [1_795_000_000_000, 12], { observations });
}

test('an upsert and a delete come out of their messages as they went in', () => {
  const envelopes = [published('-0.01'), deleteOf([2026, 'Ñ-1'], [1_795_000_000_000, 13])];

  const read = envelopes.map((envelope) => decodeMessage(recaudo, encodeMessage(envelope, place)));

  expect(read).toEqual(envelopes);
});

test('a message is a CloudEvent in binary mode, its edition a text that sorts', () => {
  const envelope = published('125000.00');

  const { headers, key, timestampMs } = encodeMessage(envelope, place);

  expect(Buffer.from(key).toString()).toBe(`["hassql","recaudo",${JSON.stringify(envelope.key).slice(1)}`);
  expect(timestampMs).toBe(Date.parse(envelope.readAt));
  expect(headers).toEqual({
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: `hassql/recaudo#${JSON.stringify(envelope.key)}@1795000000000.12`,
    ce_source: '/hassql/recaudo',
    ce_type: 'libro.recaudo.v1.upsert',
    ce_subject: JSON.stringify(envelope.key),
    ce_time: envelope.readAt,
    ce_dataschema: 'urn:libro-unico:recaudo:v1',
    ce_edicion: '0001795000000000.0000000012',
    ce_corrida: String(envelope.run),
    ce_ambito: envelope.scope,
    ce_huella: envelope.digest,
    ce_observaciones: '[{"code":"SIGNO_INUSUAL","field":"valor"}]',
    ce_registro: 'a1/7',
  });
});

test('the place in the log is read back, and a message without one has none', () => {
  const { headers } = encodeMessage(published('1.00'), { ...place, allNew: true });

  expect(placeOf({ headers })).toEqual({ incarnation: 'a1', offset: 7, allNew: true });
  expect(placeOf({ headers: {} })).toBeNull();
});

const without = (name: string) => (message: Message) => {
  const headers = Object.fromEntries(Object.entries(message.headers).filter(([each]) => each !== name));
  return { ...message, headers };
};
const having =
  (name: string, text: string) =>
  (message: Message): AnyMessage => ({ ...message, headers: { ...message.headers, [name]: text } });
const saying =
  (value: string) =>
  (message: Message): AnyMessage => ({ ...message, value: Buffer.from(value) });

test.each<[string, (message: Message) => AnyMessage, string]>([
  ['without a type', without('ce_type'), 'falta la cabecera ce_type'],
  [
    'of another entity',
    having('ce_type', 'libro.predio.v1.upsert'),
    'la cabecera ce_type dice libro.predio.v1.upsert; se espera libro.recaudo.v1.upsert o libro.recaudo.v1.delete',
  ],
  ['without a key', (message) => ({ ...message, key: null }), 'la clave no es un arreglo JSON'],
  ['whose key is no JSON', (message) => ({ ...message, key: Buffer.from('hola') }), 'no es JSON en UTF-8: la clave'],
  [
    'whose key holds objects',
    (message) => ({ ...message, key: Buffer.from('["a","b",{}]') }),
    'la clave no es [fuente, flujo, valores…]',
  ],
  ['without data', (message) => ({ ...message, value: null }), 'no trae datos'],
  ['whose data is a list', saying('[]'), 'los datos no son un objeto JSON'],
  [
    'whose data is not UTF-8',
    (message) => ({ ...message, value: new Uint8Array([0xff, 0xfe]) }),
    'no es JSON en UTF-8: los datos',
  ],
  ['whose data nests', saying('{"valor":{}}'), 'los datos traen un campo que no es un valor'],
  ['whose data is of nobody', saying('{"x":1}'), 'los datos no son de recaudo'],
  ['whose edition is none', having('ce_edicion', '7'), 'la cabecera ce_edicion no es una edición'],
  [
    'of another edition than its id',
    having('ce_edicion', '0000000000000001.0000000001'),
    'la cabecera ce_id no es la de su clave y su edición',
  ],
  [
    'whose amount was changed',
    saying('{"numero":"Ñ-1","valor":"125000.01"}'),
    'la cabecera ce_huella no es la de su registro',
  ],
])('a message %s is none of ours, and says why', (_name, spoil, reason) => {
  const message = encodeMessage(published('125000.00'), place);

  const read = decodeMessage(recaudo, spoil(message));

  expect(read).toEqual(new NoEnvelope(reason));
});
