import { expect, test } from 'vitest';

import { Turnstile } from '../../../pipelines/database/turnstile.ts';

const signal = new AbortController().signal;

test('who waits gets in by order of arrival', async () => {
  const turnstile = new Turnstile(2);
  const order: string[] = [];
  const enter = async (name: string): Promise<void> => {
    await turnstile.enter(signal);
    order.push(name);
  };

  await Promise.all([enter('a'), enter('b')]);
  const waiting = [enter('c'), enter('d')];
  const full = [...order];
  turnstile.leave();
  turnstile.leave();
  await Promise.all(waiting);

  expect({ full, order }).toEqual({ full: ['a', 'b'], order: ['a', 'b', 'c', 'd'] });
});

test('who gives up waiting takes no place', async () => {
  const turnstile = new Turnstile(1);
  const controller = new AbortController();
  await turnstile.enter(signal);

  const givenUp = turnstile.enter(controller.signal);
  const patient = turnstile.enter(signal);
  controller.abort();

  await expect(givenUp).rejects.toMatchObject({ code: 'CANCELLED' });
  turnstile.leave();
  await expect(patient).resolves.toBeUndefined();
});

test('a place given in the moment of giving up goes to the next', async () => {
  const turnstile = new Turnstile(1);
  const controller = new AbortController();
  await turnstile.enter(signal);

  const givenUp = turnstile.enter(controller.signal);
  const patient = turnstile.enter(signal);
  controller.abort();
  turnstile.leave();

  await expect(givenUp).rejects.toMatchObject({ code: 'CANCELLED' });
  await expect(patient).resolves.toBeUndefined();
});
