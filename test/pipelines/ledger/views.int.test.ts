import { expect, it } from 'vitest';

import { fieldsOf, type CanonicalValue } from '../../../schemas/entity.ts';
import { entities } from '../../../schemas/registry.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { fresh, gone, put, reject, stale } from './hand-rows.ts';

describeOnEachDatabase('las vistas de bi', (open) => {
  it('recaudo_diario suma por día, banco y cuenta lo vivo y aparta lo anulado y lo devuelto', async () => {
    const libro = open();
    const pago = { banco: '007', cuenta: '123', fecha_recaudo: '2026-02-27', origen: 'A', estado: 'aplicado' };
    await put(
      libro,
      'recaudo',
      'recaudo-bancario/recaudo',
      { ...pago, valor: '100.10' },
      { ...pago, valor: '0.05' },
      { ...pago, valor: '7.00', estado: 'anulado' },
      { ...pago, valor: '3.00', estado: 'devuelto' },
      { ...pago, valor: '900.00', ...gone },
      { ...pago, valor: '1.00', fecha_recaudo: '2026-02-28', banco: null, cuenta: null, origen: 'M' },
    );
    await put(libro, 'recaudo', 'hassql/recaudo', { ...pago, valor: '100.15' });
    await reject(libro, 'recaudo-bancario/recaudo', '["0"]');

    const rows = await libro.rows('select * from bi.recaudo_diario order by fecha_recaudo, _origen');

    const none = { anulados: 0, valor_anulado: '0.00', devueltos: 0, valor_devuelto: '0.00' };
    const day = { fecha_recaudo: '2026-02-27', banco: '007', cuenta: '123', origen: 'A' };
    expect(rows).toEqual([
      { ...day, recaudos: 1, valor: '100.15', ...none, _origen: 'hassql/recaudo', ...fresh },
      {
        ...day,
        recaudos: 2,
        valor: '100.15',
        anulados: 1,
        valor_anulado: '7.00',
        devueltos: 1,
        valor_devuelto: '3.00',
        _origen: 'recaudo-bancario/recaudo',
        ...stale,
      },
      {
        fecha_recaudo: '2026-02-28',
        banco: null,
        cuenta: null,
        origen: 'M',
        recaudos: 1,
        valor: '1.00',
        ...none,
        _origen: 'recaudo-bancario/recaudo',
        ...fresh,
      },
    ]);
  });

  it('cartera_predial suma por vigencia, zona, destino y concepto, y no deja ver lo que debe un predio', async () => {
    const libro = open();
    const predios = (count: number, prefix: string, more: Readonly<Record<string, CanonicalValue>>) =>
      Array.from({ length: count }, (_, index) => ({ predio: `${prefix}${String(index)}`, ...more }));
    const urban = predios(5, 'U', { zona: '01', destino: 'A' });
    const shops = predios(2, 'C', { zona: '01', destino: 'C' });
    const plants = predios(3, 'I', { zona: '01', destino: 'I' });
    const rural = predios(1, 'R', { zona: '00', destino: 'D' });
    const known = [...urban, ...shops, ...plants, ...rural];
    await put(libro, 'predio', 'hassql/predio', ...known);
    const debt = (predio: string) => ({
      predio,
      vigencia: 2025,
      concepto: 'IPU',
      valor: '100.00',
      pagado: '10.00',
      saldo: '90.00',
      fecha_corte: '2026-02-28',
      estado: 'pendiente',
    });
    await put(
      libro,
      'liquidacion_predial',
      'hassql/liquidacion',
      ...known.map(({ predio }) => debt(predio)),
      { ...debt('U0'), concepto: 'BOM', saldo: null, estado: null },
      ...urban.slice(1).map(({ predio }) => ({ ...debt(predio), concepto: 'BOM', saldo: '0.00', estado: 'pagada' })),
      // One alone owes, and three alone have paid: those sums would be theirs.
      ...urban.map(({ predio }, index) => ({
        ...debt(predio),
        concepto: 'TAS',
        pagado: index < 3 ? '10.00' : '0.00',
        saldo: index === 0 ? '90.00' : '0.00',
      })),
      { ...debt('U0'), concepto: 'X', estado: 'anulada' },
      { ...debt('U0'), concepto: 'X', estado: 'prescrita' },
      { ...debt('U0'), concepto: 'X', estado: 'exenta' },
      { ...debt('U0'), concepto: 'X', ...gone },
      { ...debt('perdido'), fecha_corte: '2026-01-31' },
    );
    await reject(libro, 'hassql/liquidacion', '["0"]');

    const rows = await libro.rows('select * from bi.cartera_predial order by concepto, zona, destino');

    const cell = {
      vigencia: 2025,
      concepto: 'IPU',
      oculto: false,
      descuento: null,
      interes: null,
      sin_saldo: 0,
      corte_desde: '2026-02-28',
      corte_hasta: '2026-02-28',
      _origen: 'hassql/liquidacion',
    };
    const hidden = { oculto: true, predios: 1, predios_con_saldo: null, valor: null, pagado: null, saldo: null };
    const five = { predios: 5, predios_con_saldo: 5, valor: '500.00', pagado: '50.00', saldo: '450.00' };
    const few = { predios_con_saldo: 1, pagado: null, saldo: null };
    const settled = { predios_con_saldo: 0, saldo: '0.00', sin_saldo: 1 };
    expect(rows).toEqual([
      { ...cell, ...five, zona: '01', destino: 'A', concepto: 'BOM', ...settled, ...fresh },
      { ...cell, ...hidden, zona: '00', destino: 'otros', ...fresh },
      { ...cell, ...five, zona: '01', destino: 'A', ...stale },
      { ...cell, ...five, zona: '01', destino: 'otros', ...fresh },
      {
        ...cell,
        ...hidden,
        zona: null,
        destino: 'otros',
        corte_desde: '2026-01-31',
        corte_hasta: '2026-01-31',
        ...fresh,
      },
      { ...cell, ...five, zona: '01', destino: 'A', concepto: 'TAS', ...few, ...fresh },
    ]);
  });

  it('cada columna de cada vista dice qué es', async () => {
    const libro = open();

    const rows = await libro.rows(
      `select c.relname as vista, a.attname as columna
         from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum >= 0
        where c.relnamespace = 'bi'::regnamespace and coalesce(col_description(c.oid, a.attnum), '') = ''
       union all
       select c.relname, null from pg_class c
        where c.relnamespace = 'bi'::regnamespace and coalesce(obj_description(c.oid, 'pg_class'), '') = ''`,
    );
    const views = await libro.rows(`select relname from pg_class where relnamespace = 'bi'::regnamespace order by 1`);

    expect(rows).toEqual([]);
    expect(views.map(({ relname }) => relname)).toEqual([
      'cartera_predial',
      'ejecucion_ingresos',
      'movimiento_contable',
      'predio_unico',
      'recaudo_diario',
      'tercero_unico',
    ]);
  });

  it('de lo reservado sólo se leen los valores que cartera_predial suma, y ninguna vista es de quien pregunta', async () => {
    const libro = open();

    const used = await libro.rows(
      `select distinct v.relname as vista, t.relname as entidad, a.attname as campo
         from pg_depend d
         join pg_rewrite r on r.oid = d.objid and d.classid = 'pg_rewrite'::regclass
         join pg_class v on v.oid = r.ev_class and v.relnamespace = 'bi'::regnamespace
         join pg_class t on t.oid = d.refobjid and d.refclassid = 'pg_class'::regclass
         join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
        where t.relnamespace = 'libro'::regnamespace
        order by 1, 2, 3`,
    );
    const options = await libro.rows(
      `select relname from pg_class where relnamespace = 'bi'::regnamespace and reloptions::text like '%security_invoker%'`,
    );

    const reserved = new Set(
      entities.flatMap((entity) =>
        fieldsOf(entity)
          .filter(({ sensitivity }) => sensitivity.startsWith('reservado'))
          .map(({ name }) => `${entity.name}.${name}`),
      ),
    );
    const seen = used.filter(({ entidad, campo }) => reserved.has(`${String(entidad)}.${String(campo)}`));
    expect(seen.map(({ vista, entidad, campo }) => `${String(vista)}: ${String(entidad)}.${String(campo)}`)).toEqual(
      ['descuento', 'estado', 'interes', 'pagado', 'saldo', 'valor'].map(
        (field) => `cartera_predial: liquidacion_predial.${field}`,
      ),
    );
    expect(options).toEqual([]);
  });
});
