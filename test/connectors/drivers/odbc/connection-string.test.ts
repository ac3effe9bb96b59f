import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  parseSettings,
  settingOf,
  settingsText,
  withDefaults,
} from '../../../../connectors/drivers/odbc/connection-string.ts';
import { cellOf } from '../../../../connectors/drivers/odbc/cells.ts';
import { dialects } from '../../../../connectors/drivers/odbc/dialects.ts';

describe('a connection string', () => {
  test('is read with braces, doubled braces and blanks', () => {
    const settings = parseSettings(' Driver={MariaDB Unicode}; Server = srv;PWD={a;b}}c};Database=');

    expect(settings).toEqual([
      ['Driver', 'MariaDB Unicode'],
      ['Server', 'srv'],
      ['PWD', 'a;b}c'],
      ['Database', ''],
    ]);
  });

  test.each(['Server', 'Server=a}b', 'Server={a', '=x', 'Server={a}b;'])('%s is none', (text) => {
    expect(parseSettings(text)).toBeNull();
  });

  test('any value survives being written and read', () => {
    const value = fc.string({ unit: 'binary' }).filter((text) => text.trim() === text || /\s$|^\s/.test(text));

    fc.assert(
      fc.property(value, (text) => {
        expect(
          parseSettings(
            settingsText([
              ['Driver', 'X'],
              ['PWD', text],
            ]),
          ),
        ).toEqual([
          ['Driver', 'X'],
          ['PWD', text],
        ]);
      }),
    );
  });

  test('keeps what was said against the defaults, whatever its case', () => {
    const settings = withDefaults([['stepapi', '0']], { StepAPI: '1', Timeout: '2000' });

    expect(settings).toEqual([
      ['stepapi', '0'],
      ['Timeout', '2000'],
    ]);
    expect(settingOf(settings, 'STEPAPI')).toBe('0');
  });
});

describe('a cell', () => {
  test.each([
    ['guarded', '5:ñame', 'ñame'],
    ['guarded', '6:ñame', undefined],
    ['guarded', '0:', ''],
    ['guarded', 'ñame', undefined],
    ['guarded-utf16', '8:ñame', 'ñame'],
    ['guarded-utf16', '10:ñame', undefined],
    ['tagged', 't3:a:b', 'a:b'],
    ['tagged', 'i9223372036854775807', 9_223_372_036_854_775_807n],
    ['tagged', 'r0.10000000000000001', 0.1],
    ['tagged', 'n610062', 'a\u0000b'],
    ['tagged', 'q1', undefined],
    ['integer', '007', 7],
    ['integer', '1.0', undefined],
    ['decimal', '.50', '0.50'],
    ['decimal', '-.50', '-0.50'],
    ['decimal', 'NaN', undefined],
    ['decimal', '1e3', undefined],
    ['double', 'Infinity', undefined],
    ['single', 0.15000000596046448, 0.15],
    ['boolean', 't', true],
    ['boolean', '2', undefined],
    ['hexadecimal', '\\x0a0b', Buffer.from([10, 11])],
    ['hexadecimal', 'abc', undefined],
    ['moment', '1900-01-00 00:00:00', undefined],
    ['blank', '', null],
    ['plain', null, null],
  ] as const)('read as %s from %j is what it was, or nothing', (reading, value, cell) => {
    expect(cellOf(reading, value)).toEqual(cell);
  });
});

test('every dialect says how its driver is installed on Debian and on Windows, and which ones nobody ran', () => {
  const told = Object.entries(dialects).map(([name, { install, tried }]) => [
    name,
    install.debian !== '' && install.windows !== '',
    tried,
  ]);

  expect(told).toEqual([
    ['access', true, true],
    ['access-microsoft', true, false],
    ['firebird', true, false],
    ['mariadb', true, true],
    ['oracle', true, false],
    ['postgresql', true, true],
    ['sqlite', true, true],
    ['sqlserver', true, true],
  ]);
});
