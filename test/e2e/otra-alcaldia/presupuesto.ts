import type { Api } from '../../../ops/config/api.ts';
import type { UseOptions } from '../../../ops/config/use.ts';

/** How this town keeps its budget, stream by stream: what a document comes from is one text, its kind two columns. */
export function presupuesto({ fields, scopes }: Api): NonNullable<UseOptions['streams']> {
  const { codigo, dinero, documento, entero, extraer, fecha, opcion, opcional, rubro, texto, vigencia } = fields;
  const anio = vigencia('anio');
  const scope = scopes.byVigencia('anio', { last: 2 });
  const pesos = (column: string) => fields.dineroDeFlotante(column, 2);
  const dia = (column: string) => fecha(column, { format: 'DD/MM/AAAA' });
  const partida = {
    unidad: codigo('ue'),
    vigencia: anio,
    seccion: opcional(codigo('sec')),
    rubro: rubro('ppto'),
    fuente: opcional(codigo('fte')),
    vigencia_gasto: opcional(codigo('edad')),
    situacion_fondos: opcional(opcion('sin_fondos', { 0: 'con', 1: 'sin' })),
    bpin: opcional(codigo('proyecto')),
    cpc: opcional(codigo('producto')),
  };
  const estado = opcion('firme', { 1: 'registrado', 0: 'anulado' });
  const nacional = {
    vigencia: anio,
    nombre: opcional(texto('titulo')),
    fuente_cuipo: codigo('nacional'),
    norma: opcional(texto('norma')),
  };
  return {
    'mapa-fuente': { table: 'origenes', scope, fields: { ...nacional, fuente: codigo('fte') } },
    'mapa-fuente-informe': { table: 'origenes', scope, fields: { ...nacional, fuente: codigo('corta') } },
    apropiacion: {
      table: 'presupuestos',
      scope,
      fields: {
        ...partida,
        inicial: pesos('aprobado'),
        adiciones: opcional(pesos('mas')),
        reducciones: opcional(pesos('menos')),
        creditos: opcional(pesos('entra')),
        contracreditos: opcional(pesos('sale')),
        aplazamientos: opcional(pesos('espera')),
        desaplazamientos: opcional(pesos('vuelve')),
        definitiva: pesos('vigente'),
        disponible: opcional(pesos('libre')),
        certificados: opcional(pesos('certificado')),
        compromisos: opcional(pesos('comprometido')),
        obligaciones: opcional(pesos('causado')),
        pagos: opcional(pesos('pagado')),
        recaudado: opcional(pesos('recibido')),
      },
    },
    modificacion: {
      table: 'actos',
      scope,
      fields: {
        unidad: codigo('ue'),
        vigencia: anio,
        tipo: codigo('clase'),
        numero: codigo('nro'),
        consecutivo: entero('linea', { leadingZeros: 'refused' }),
        movimiento: opcion('que', {
          adi: 'adicion',
          red: 'reduccion',
          cre: 'credito',
          ccr: 'contracredito',
          apl: 'aplazamiento',
          des: 'desaplazamiento',
        }),
        fecha: fecha('dia', { format: 'DD/MM/AAAA', vigencia: 'anio' }),
        acto: opcional(texto('norma')),
        fecha_acto: opcional(dia('dia_norma')),
        seccion: opcional(codigo('sec')),
        rubro: rubro('ppto'),
        fuente: opcional(codigo('fte')),
        bpin: opcional(codigo('proyecto')),
        valor: pesos('total'),
        estado,
      },
    },
    'documento-presupuestal': {
      table: 'cadena',
      scope,
      fields: {
        unidad: codigo('ue'),
        vigencia: anio,
        tipo: codigo('clase'),
        numero: codigo('nro'),
        clase: opcion('paso', {
          1: 'cdp',
          2: 'rp',
          3: 'obligacion',
          4: 'pago',
          5: 'reconocimiento',
          6: 'recaudo',
        }),
        efecto: opcion('accion', { C: 'creacion', A: 'adicion', L: 'liberacion', R: 'reversion' }),
        fecha: fecha('dia', { format: 'DD/MM/AAAA', vigencia: 'anio' }),
        fecha_registro: opcional(fecha('grabado', { time: 'dropped' })),
        vence: opcional(dia('vence')),
        tipo_documento: opcional(opcion('clase_id', { 13: '13', 31: '31' })),
        tercero: opcional(documento('nit')),
        contrato: opcional(codigo('contrato')),
        inicio_contrato: opcional(dia('empieza')),
        concepto: opcional(texto('glosa')),
        valor: pesos('total'),
        vigencia_modificada: opcional(extraer('cambia_a', /^(\d+)-/, vigencia)),
        tipo_modificado: opcional(extraer('cambia_a', /^\d+-(\w+)-/, codigo)),
        numero_modificado: opcional(extraer('cambia_a', /-(\d+)$/, codigo)),
        vigencia_soporte: opcional(extraer('soporte', /^(\d+)-/, vigencia)),
        tipo_soporte: opcional(extraer('soporte', /^\d+-(\w+)-/, codigo)),
        numero_soporte: opcional(extraer('soporte', /-(\d+)$/, codigo)),
        estado,
      },
    },
    'documento-presupuestal-linea': {
      table: 'cadena_detalle',
      scope,
      fields: {
        ...partida,
        tipo: codigo('clase'),
        numero: codigo('nro'),
        consecutivo: entero('linea', { leadingZeros: 'refused' }),
        vigencia_recaudada: opcional(vigencia('anio_pagado')),
        valor: dinero('parte'),
        vigencia_antecedente: opcional(extraer('viene_de', /^(\d+)-/, vigencia)),
        tipo_antecedente: opcional(extraer('viene_de', /^\d+-(\w+)-/, codigo)),
        numero_antecedente: opcional(extraer('viene_de', /-(\d+)-\d+$/, codigo)),
        consecutivo_antecedente: opcional(extraer('viene_de', /-(\d+)$/, entero)),
      },
    },
  };
}
