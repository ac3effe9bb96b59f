import { expect, it } from 'vitest';

import { describeOnEachDatabase } from '../../support/each-database.ts';
import { gone, put, read, reject } from './hand-rows.ts';

describeOnEachDatabase('las vistas de bi que dan líneas', (open) => {
  it('ejecucion_ingresos da cada línea viva en pesos, también la que se reportó en miles', async () => {
    const libro = open();
    const line = {
      entidad: '215825758',
      formulario: 'B_EJECUCION_DE_INGRESOS',
      vigencia: 2026,
      periodo_corte: '2026-03-31',
      recibido_en: '2026-04-20T10:00:00Z',
      rubro: '1.1.01.01.200.01',
      fuente: 'ICLD',
    };
    await put(
      libro,
      'ejecucion_ingresos',
      'chip/ingresos-ejecucion',
      { ...line, unidad: 'pesos', total_recaudo: '851166286.00', recaudo_actual_con_fondos: '-0.50' },
      { ...line, unidad: 'miles', total_recaudo: '12.35', rubro: '1.10' },
      { ...line, unidad: 'pesos', ...gone },
    );
    await reject(libro, 'chip/ingresos-ejecucion', '["0"]');

    const rows = await libro.rows('select * from bi.ejecucion_ingresos order by _clave');

    const empty = Object.fromEntries(
      ['envio', 'nombre', 'cpc', 'detalle_sectorial', 'tercero', 'politica_publica', 'tipo_norma', 'numero_fecha_norma']
        .concat(['destinacion_especifica', 'tipo_norma_destinacion', 'presupuesto_inicial', 'adiciones', 'reducciones'])
        .concat(['presupuesto_definitivo', 'recaudo_actual_sin_fondos', 'recaudo_actual_con_fondos'])
        .concat(['recaudo_anterior_sin_fondos', 'recaudo_anterior_con_fondos', 'total_recaudo'])
        .map((name) => [name, null]),
    );
    const common = {
      ...empty,
      ...line,
      recibido_en: '2026-04-20 10:00:00+00',
      _origen: 'chip/ingresos-ejecucion',
      _corrida: 7,
    };
    expect(rows).toEqual([
      {
        ...common,
        total_recaudo: '851166286.00',
        recaudo_actual_con_fondos: '-0.50',
        _clave: '["0"]',
        _leido_en: read,
        _desactualizado_desde: '2026-03-03 00:00:00+00',
      },
      {
        ...common,
        rubro: '1.10',
        total_recaudo: '12350.00',
        _clave: '["1"]',
        _leido_en: read,
        _desactualizado_desde: null,
      },
    ]);
  });

  it('movimiento_contable da cada línea una vez, con el estado de su comprobante y el nombre de su cuenta', async () => {
    const libro = open();
    const line = { vigencia: 2026, tipo: 'RC', numero: '15', periodo: 2, fecha: '2026-02-27', credito: '0.00' };
    await put(
      libro,
      'movimiento_contable',
      'pct/movimiento',
      { ...line, consecutivo: 1, cuenta: '11100601', debito: '100.10', detalle: 'Predial', tercero: '899999468' },
      { ...line, consecutivo: 2, cuenta: '130507', debito: '-100.10' },
      { ...line, consecutivo: 1, numero: '16', unidad: '02', cuenta: '999999', debito: '1.00' },
      { ...line, consecutivo: 3, cuenta: '130507', debito: '5.00', ...gone },
    );
    const header = { vigencia: 2026, tipo: 'RC', numero: '15', periodo: 2, fecha: '2026-02-27', estado: 'anulado' };
    await put(libro, 'comprobante', 'pct/comprobante', header, { ...header, numero: '16' });
    await put(libro, 'comprobante', 'otro/comprobante', { ...header, estado: 'registrado' });
    await put(
      libro,
      'cuenta_contable',
      'pct/cuenta',
      { vigencia: null, cuenta: '130507', nombre: 'Predial' },
      { vigencia: 2026, cuenta: '130507', nombre: 'Impuesto predial unificado' },
      { vigencia: null, cuenta: '11100601', nombre: 'Banco' },
      { vigencia: 2026, cuenta: '11100601', nombre: 'Retirada', ...gone },
    );
    await reject(libro, 'pct/movimiento', '["0"]');

    const rows = await libro.rows('select * from bi.movimiento_contable order by _clave');

    const nothing = Object.fromEntries(
      [
        'unidad',
        'fecha_registro',
        'tercero',
        'fuente',
        'rubro',
        'centro_costo',
        'cuenta_bancaria',
        'referencia',
        'detalle',
      ]
        .concat([
          'vigencia_afectada',
          'tipo_afectado',
          'numero_afectado',
          'consecutivo_afectado',
          '_desactualizado_desde',
        ])
        .map((name) => [name, null]),
    );
    const common = {
      ...nothing,
      ...line,
      _origen: 'pct/movimiento',
      _corrida: 7,
      _leido_en: read,
      estado_comprobante: 'anulado',
    };
    expect(rows).toEqual([
      {
        ...common,
        consecutivo: 1,
        cuenta: '11100601',
        nombre_cuenta: 'Banco',
        debito: '100.10',
        detalle: 'Predial',
        tercero: '899999468',
        _clave: '["0"]',
        _desactualizado_desde: '2026-03-03 00:00:00+00',
      },
      {
        ...common,
        consecutivo: 2,
        cuenta: '130507',
        nombre_cuenta: 'Impuesto predial unificado',
        debito: '-100.10',
        _clave: '["1"]',
      },
      {
        ...common,
        consecutivo: 1,
        numero: '16',
        unidad: '02',
        estado_comprobante: null,
        cuenta: '999999',
        nombre_cuenta: null,
        debito: '1.00',
        _clave: '["2"]',
      },
    ]);
  });
});
