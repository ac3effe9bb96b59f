import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldsOf } from '../../schemas/entity.ts';
import type { CanonicalEntity, CanonicalRecord } from '../../schemas/entity.ts';
import { entities } from '../../schemas/registry.ts';
import { quoted } from '../../pipelines/ledger/tables.ts';
import { decodeSegment, encodeSegment } from '../../pipelines/log/segment.ts';
import { upsertOf } from '../builders/envelopes.ts';
import { records } from '../builders/records.ts';
import type { LedgerUnderTest } from './ledger-subject.ts';

/** Text -> record -> log -> ledger -> text is identity, for every field of every entity; part of `ledgerContract`. */
export function ledgerValuesContract(opened: () => LedgerUnderTest): void {
  describe('values', () => {
    test.each(entities.map((entity) => ({ name: entity.name, entity })))(
      '$name comes out of the ledger as it went into the envelope',
      async ({ entity }) => {
        const ledger = opened();
        let stream = 0;
        const someRecords = fc.array(records(entity), { minLength: 1, maxLength: 12 });
        const identity = fc.asyncProperty(someRecords, fc.boolean(), async (all, allNew) => {
          stream += 1;
          const origin = { source: 'azar', stream: String(stream) };
          const envelopes = all.map((record, at) =>
            upsertOf(record, [1, at + 1], { entity: entity.name, origin, key: [at], scope: 'ámbito\t\\N\n' }),
          );

          await ledger.apply(decodeSegment(encodeSegment(entity, envelopes, allNew)).envelopes, allNew, entity);

          expect(await stored(ledger, entity, stream)).toEqual(all);
        });

        await fc.assert(identity, { numRuns: 8 });
      },
    );

    test('provenance comes out as it went in, whatever its texts hold', async () => {
      const ledger = opened();
      const envelope = upsertOf(
        { vigencia: null, numero: null, fecha_recaudo: '0001-01-01', valor: '-0.01' },
        [9_007_199_254_740_991, 2_147_483_647],
        {
          key: ['\\', '\t', '\n', 'ñ🌾', null, true, 7],
          scope: 'vigencia=\\N\t\n',
          run: 2_147_483_647,
          readAt: '2026-11-20T12:00:00.123Z',
          observations: [{ code: 'MOJIBAKE', field: 'a\\b"c\td' }],
        },
      );

      await ledger.apply([envelope]);

      expect(
        await ledger.rows(
          `select _origen, _clave, _turno, _ordinal, _corrida, _ambito, _huella, _leido_en, _eliminado_en, _observaciones
             from libro.recaudo`,
        ),
      ).toEqual([
        {
          _origen: 'hassql/recaudo',
          _clave: '["\\\\","\\t","\\n","ñ🌾",null,true,7]',
          _turno: 9_007_199_254_740_991,
          _ordinal: 2_147_483_647,
          _corrida: 2_147_483_647,
          _ambito: 'vigencia=\\N\t\n',
          _huella: envelope.digest,
          _leido_en: '2026-11-20 12:00:00.123+00',
          _eliminado_en: null,
          _observaciones: [{ code: 'MOJIBAKE', field: 'a\\b"c\td' }],
        },
      ]);
    });
  });
}

async function stored(
  ledger: LedgerUnderTest,
  entity: CanonicalEntity,
  stream: number,
): Promise<readonly CanonicalRecord[]> {
  const columns = fieldsOf(entity).map(({ name, scalar }) =>
    scalar === 'instante'
      ? `to_char(${quoted(name)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ${quoted(name)}`
      : quoted(name),
  );
  return ledger.rows(
    `select ${columns.join(', ')} from libro.${entity.name} where _origen = 'azar/${String(stream)}' order by _ordinal`,
  );
}
