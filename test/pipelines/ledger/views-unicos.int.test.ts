import { expect, it } from 'vitest';

import { describeOnEachDatabase } from '../../support/each-database.ts';
import { fresh, gone, put, reject, stale } from './hand-rows.ts';

const NPN = '257580001000000010034000000000';
const OLD = '25758000100010034000';

describeOnEachDatabase('las vistas de bi que dan cada cosa una vez', (open) => {
  it('predio_unico junta lo que los sistemas escriben distinto, y dice en qué difieren', async () => {
    const libro = open();
    await put(libro, 'predio', 'hassql/predio', {
      predio: '000100010034000',
      codigo_predial: '000100010034000',
      matricula: '176-1234',
      zona: '00',
      destino: 'D',
      avaluo: '100.00',
      vigencia_avaluo: 2025,
      estado: 'activo',
    });
    await put(libro, 'predio', 'catastro/predio', {
      predio: NPN,
      numero_predial: NPN,
      codigo_predial: OLD,
      direccion: 'El Olivo',
      zona: '00',
      destino: 'A',
      area_terreno: '1200.50',
      avaluo: '120.00',
      vigencia_avaluo: 2026,
    });
    await put(libro, 'predio', 'valorizacion/predio', { predio: '77', estrato: 3 });
    await put(libro, 'predio_alias', 'valorizacion/alias', { predio: '77', clase: 'matricula', codigo: '176-1234' });
    await reject(libro, 'hassql/predio', '["0"]');

    const rows = await libro.rows('select * from bi.predio_unico');

    expect(rows).toEqual([
      {
        id: `catastro/${NPN}`,
        numero_predial: NPN,
        codigo_predial: OLD,
        nupre: null,
        matricula: '176-1234',
        municipio: null,
        direccion: 'El Olivo',
        zona: '00',
        condicion: null,
        destino: 'A',
        estrato: 3,
        area_terreno: '1200.50',
        area_construida: null,
        avaluo: '120.00',
        vigencia_avaluo: 2026,
        estado: 'activo',
        predios: `{catastro/${NPN},hassql/000100010034000,valorizacion/77}`,
        discrepancias: '{destino}',
        codigos_ambiguos: null,
        _origenes: '{catastro/predio,hassql/predio,valorizacion/predio}',
        ...stale,
      },
    ]);
  });

  const groups = 'select predios, estado, codigos_ambiguos from bi.predio_unico order by id';

  it('un número interno sólo junta donde un alias lo dice', async () => {
    const libro = open();
    await put(libro, 'predio', 'a/predio', { predio: '1024' }, { predio: '1025' });
    await put(libro, 'predio', 'b/predio', { predio: '1024' }, { predio: 'X9' });
    await put(libro, 'predio_alias', 'a/alias', { predio: '1025', clase: 'interno', codigo: 'X9' });

    const rows = await libro.rows(groups);

    expect(rows).toEqual([
      { predios: '{a/1024}', estado: null, codigos_ambiguos: null },
      { predios: '{a/1025,b/X9}', estado: null, codigos_ambiguos: null },
      { predios: '{b/1024}', estado: null, codigos_ambiguos: null },
    ]);
  });

  it('un código que un sistema da a varios predios no junta a nadie y se dice', async () => {
    const libro = open();
    await put(libro, 'predio', 'a/predio', { predio: '1', matricula: '176-1' }, { predio: '2', matricula: '176-1' });
    await put(libro, 'predio', 'b/predio', { predio: '9', matricula: '176-1' });

    const rows = await libro.rows(groups);

    const ambiguous = { estado: null, codigos_ambiguos: '{"matricula 176-1"}' };
    expect(rows).toEqual([
      { predios: '{a/1}', ...ambiguous },
      { predios: '{a/2}', ...ambiguous },
      { predios: '{b/9}', ...ambiguous },
    ]);
  });

  it('el predio que sólo cambió de código es el mismo; lo que ya no está en su fuente no une', async () => {
    const libro = open();
    await put(
      libro,
      'predio',
      'a/predio',
      { predio: OLD, estado: 'cancelado' },
      { predio: NPN, numero_predial: NPN, estado: 'activo' },
      { predio: 'Z', nupre: 'AAA', ...gone },
      { predio: 'Y', nupre: 'AAA' },
    );
    await put(libro, 'predio', 'b/predio', { predio: OLD.slice(5) }, { predio: 'W', nupre: 'AAA' });
    await put(
      libro,
      'predio_alias',
      'a/alias',
      { predio: NPN, clase: 'codigo_predial', codigo: OLD, hasta: '2020-12-31' },
      { predio: 'Y', clase: 'codigo_predial', codigo: OLD, ...gone },
    );

    const rows = await libro.rows(groups);

    expect(rows).toEqual([
      { predios: `{a/${NPN},a/${OLD},b/${OLD.slice(5)}}`, estado: 'activo', codigos_ambiguos: null },
      { predios: '{a/Y,b/W}', estado: null, codigos_ambiguos: null },
    ]);
  });

  it('un código de 20 dígitos no se recorta del número de 30', async () => {
    const libro = open();
    await put(libro, 'predio', 'a/predio', { predio: NPN });
    await put(libro, 'predio', 'b/predio', { predio: NPN.slice(0, 20) }, { predio: NPN.slice(15) });

    const rows = await libro.rows('select count(*)::int as predios from bi.predio_unico');

    expect(rows).toEqual([{ predios: 3 }]);
  });

  it('tercero_unico junta por documento, cédula y NIT incluidos, y nunca por nombre', async () => {
    const libro = open();
    await put(
      libro,
      'tercero',
      'pct/tercero',
      { tipo_documento: '31', documento: '20100200', digito_verificacion: '1', razon_social: 'Ana Inventada Prueba' },
      { tipo_documento: '22', documento: '20100200', nombre: 'Otra Persona Inventada' },
      { tipo_documento: '31', documento: '899999468', nombre: 'Municipio', ...gone },
    );
    await put(libro, 'tercero', 'hassql/tercero', {
      tipo_documento: '13',
      documento: '20100200',
      nombre: 'PRUEBA INVENTADA ANA',
      _leido_en: '2026-03-02T00:00:00Z',
    });
    await put(
      libro,
      'tercero',
      'plusvalia/tercero',
      { documento: '20100200', primer_nombre: 'Ana', primer_apellido: 'Inventada' },
      { tipo_documento: '13', documento: '5', primer_nombre: 'Ana', primer_apellido: 'Inventada' },
    );
    await reject(libro, 'pct/tercero', '["0"]');

    const rows = await libro.rows('select * from bi.tercero_unico order by id');

    expect(rows).toEqual([
      {
        id: '22 20100200',
        documento: '20100200',
        tipos_documento: '{22}',
        digito_verificacion: null,
        nombre: 'Otra Persona Inventada',
        nombres: '{"Otra Persona Inventada"}',
        documentos: '{20100200}',
        ficticio: false,
        registros: 1,
        sistemas: '{pct}',
        _origenes: '{pct/tercero}',
        ...fresh,
      },
      {
        id: 'CC-NIT 20100200',
        documento: '20100200',
        tipos_documento: '{13,31}',
        digito_verificacion: '1',
        nombre: 'PRUEBA INVENTADA ANA',
        nombres: '{"Ana Inventada","Ana Inventada Prueba","PRUEBA INVENTADA ANA"}',
        documentos: '{20100200}',
        ficticio: false,
        registros: 3,
        sistemas: '{hassql,pct,plusvalia}',
        _origenes: '{hassql/tercero,pct/tercero,plusvalia/tercero}',
        ...stale,
        _leido_en: '2026-03-02 00:00:00+00',
      },
      {
        id: 'CC-NIT 5',
        documento: '5',
        tipos_documento: '{13}',
        digito_verificacion: null,
        nombre: 'Ana Inventada',
        nombres: '{"Ana Inventada"}',
        documentos: '{5}',
        ficticio: false,
        registros: 1,
        sistemas: '{plusvalia}',
        _origenes: '{plusvalia/tercero}',
        ...fresh,
      },
    ]);
  });

  it('un documento reemplazado es el mismo tercero, en cadena y en círculo; uno ficticio no es de nadie', async () => {
    const libro = open();
    const invented = {
      documento: '222222222222',
      _observaciones: '[{"code":"DOCUMENTO_FICTICIO","field":"documento"}]',
    };
    await put(
      libro,
      'tercero',
      'pct/tercero',
      { tipo_documento: '12', documento: '100', reemplazado_por: '200' },
      { tipo_documento: '13', documento: '200', reemplazado_por: '300' },
      { tipo_documento: '13', documento: '7', reemplazado_por: '8' },
      { tipo_documento: '13', documento: '8', reemplazado_por: '7' },
      invented,
      { ...invented, reemplazado_por: '300' },
      { tipo_documento: '13', documento: '9', reemplazado_por: '222222222222' },
    );
    await put(libro, 'tercero', 'hassql/tercero', { tipo_documento: '13', documento: '300', nombre: 'Vigente' });

    const rows = await libro.rows(
      'select documento, documentos, nombre, ficticio, registros from bi.tercero_unico order by id',
    );

    const fake = {
      documento: '222222222222',
      documentos: '{222222222222}',
      nombre: null,
      ficticio: true,
      registros: 1,
    };
    expect(rows).toEqual([
      { documento: '300', documentos: '{100,200,300}', nombre: 'Vigente', ficticio: false, registros: 3 },
      { documento: '7', documentos: '{7,8}', nombre: null, ficticio: false, registros: 2 },
      { documento: '9', documentos: '{9}', nombre: null, ficticio: false, registros: 1 },
      fake,
      fake,
    ]);
  });
});
