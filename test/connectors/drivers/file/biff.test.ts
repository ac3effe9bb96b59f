import { expect, test } from 'vitest';
import { biffProblem } from '../../../../connectors/drivers/file/biff.ts';

const record = (type: number, content: readonly number[] = []): Buffer => {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(type, 0);
  head.writeUInt16LE(content.length, 2);
  return Buffer.concat([head, Buffer.from(content)]);
};
const begin = record(0x0809, [0x00, 0x06, 0x05, 0x00]);
const end = record(0x000a);
const number = record(
  0x0203,
  Array.from({ length: 14 }, () => 0x0a),
);
const globals = [begin, record(0x0085, [1, 2, 3]), end];
const sheet = [begin, number, number, end];
const chart = [begin, number, end];
const stream = (...records: readonly Buffer[]): Buffer => Buffer.concat(records);

test.each([
  ['one sheet', stream(...globals, ...sheet)],
  ['a chart inside of its sheet', stream(...globals, begin, number, ...chart, end, ...sheet)],
  ['filler behind', stream(...globals, ...sheet, Buffer.alloc(512))],
])('a workbook with %s is whole', (_, content) => {
  expect(biffProblem(content)).toBeNull();
});

test.each([
  ['ends in the middle of a sheet', stream(...globals, ...sheet.slice(0, 3)), 'le falta el final de una hoja'],
  ['ends in the middle of a record', stream(...globals, ...sheet).subarray(0, -10), 'le falta el final de una hoja'],
  ['ends before its sheets', stream(...globals), 'no tiene ninguna hoja'],
  ['lacks the end of the sheet that a chart is in', stream(...globals, begin, number, ...chart), 'le falta el final'],
  ['is of Excel 95', stream(record(0x0809, [0x00, 0x05, 0x05, 0x00]), end), 'no es un libro de Excel 97 a 2003'],
  ['has a password', stream(begin, record(0x002f, [1, 0]), end, ...sheet), 'tiene contraseña'],
  ['has no stream of that name', null, 'no es un libro de Excel 97 a 2003'],
  ['is empty', Buffer.alloc(0), 'no es un libro de Excel 97 a 2003'],
])('a workbook that %s is not', (_, content, why) => {
  expect(biffProblem(content)).toContain(why);
});
