import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The vigencias that the generated municipality keeps; the other town has a database for each. */
const VIGENCIAS = [2024, 2025, 2026];

/**
 * Writes what another town hall would keep of the same facts: other systems, other tables and columns, floats, flags of
 * 1/0, concepts in wide columns, a database per vigencia. What it had written before is replaced.
 */
export function scrambleTown(demo: string, folder: string): void {
  const systems = join(folder, 'sistemas');
  rmSync(systems, { recursive: true, force: true });
  mkdirSync(systems, { recursive: true });
  const hassql = join(demo, 'hassql.db');
  rewrite(hassql, join(systems, 'catastro.db'), cadastre);
  for (const vigencia of VIGENCIAS) {
    rewrite(hassql, join(systems, `predial_${vigencia}.db`), predial(vigencia));
  }
  rewrite(join(demo, 'pct.db'), join(systems, 'contable.db'), accounting);
  for (const name of readdirSync(join(demo, 'bancos'))) {
    cpSync(join(demo, 'bancos', name), join(folder, 'buzon', name.toLowerCase().replace(/\.txt$/, '.dat')));
  }
  for (const [from, to] of Object.entries({
    chip: 'reportes',
    igac: 'catastro/20',
    'igac-npn': 'catastro/30',
    pse: 'pasarela',
  })) {
    cpSync(join(demo, from), join(folder, to), { recursive: true });
  }
}

function rewrite(from: string, to: string, statements: string): void {
  const database = new DatabaseSync(to);
  try {
    database.prepare('attach ? as villa').run(from);
    database.exec(`begin; ${statements}; commit`);
  } finally {
    database.close();
  }
}

const cadastre = `
create table contribuyentes as
  select case TIPO_DOC when 'N' then 'NIT' when 'C' then 'CC' end as clase_id,
         DOCUMENTO || coalesce('-' || DV, '') as identificacion,
         NOMBRE as nombre_completo, DIRECCION as dir_envio, TELEFONO as tel, CORREO as email
    from villa.PROPIETARIOS order by rowid;
create table inmuebles as
  select CEDULA_CATASTRAL as ficha, NPN as codigo_nal, MATRICULA as folio, DIRECCION as nomenclatura, ZONA as sector,
         DESTINO as uso, ESTRATO as estrato, replace(AREA_TERRENO, '.', ',') as m2_lote,
         replace(AREA_CONSTRUIDA, '.', ',') as m2_casa, AVALUO as avaluo_catastral, VIG_AVALUO as anio_avaluo,
         cast(ESTADO = 'A' as integer) as activo
    from villa.PREDIOS order by rowid;
create unique index inmuebles_ficha on inmuebles (ficha);
create table inmuebles_codigos as
  select CEDULA_CATASTRAL as ficha, case TIPO_CODIGO when 'NPN' then 1 when 'MAT' then 4 end as tipo, CODIGO as valor,
         FEC_DESDE as ini, FEC_HASTA as fin, RESOLUCION as acto
    from villa.PREDIOS_CODIGOS order by rowid;
create table inmuebles_duenos as
  select CEDULA_CATASTRAL as ficha, NUM_ORDEN as nro, case TIPO_DOC when 'N' then 'NIT' when 'C' then 'CC' end as clase_id,
         DOCUMENTO as identificacion, PORCENTAJE as cuota
    from villa.PREDIOS_PROPIETARIOS order by rowid;
create table novedades as
  select case TIPO when 'D' then 1 when 'P' then 2 when 'E' then 3 when 'J' then 4 when 'A' then 5 end as clase,
         NUM_NOVEDAD as nro, CEDULA_CATASTRAL as ficha, VIGENCIA as anio, CONCEPTO as cod,
         ${slashed('FEC_NOVEDAD')} as dia, RESOLUCION as acto, ${slashed('FEC_RESOLUCION')} as dia_acto,
         replace(VLR_CAPITAL, '.', ',') as capital, replace(VLR_INTERES, '.', ',') as mora, NUM_CUOTAS as cuotas,
         VLR_CUOTA_INICIAL as inicial, ESTADO as est
    from villa.NOVEDADES_CARTERA order by rowid;
create table valorizacion as
  select COD_PROYECTO as obra, CEDULA_CATASTRAL as ficha, NUM_ORDEN as nro, NUM_CUOTA as cuota, ACUERDO as acto,
         FEC_ACUERDO as dia_acto, case TIPO_DOC when 'N' then 'NIT' when 'C' then 'CC' end as clase_id,
         DOCUMENTO as identificacion, FEC_LIMITE as vence, cast(VLR_CUOTA as real) as valor,
         cast(VLR_ABONADO as real) as abonos, cast(VLR_INTERES as real) as mora, NUM_FACTURA as fact,
         NUM_RECIBO as recibo, FEC_PAGO as pagado_el, case ESTADO when 'N' then 1 when 'C' then 2 else 0 end as situacion
    from villa.VALORIZACION_CUOTAS order by rowid`;

/** A vigencia's own database: no column says which one it is. */
function predial(vigencia: number): string {
  const here = `where VIGENCIA = ${vigencia} order by rowid`;
  return `
create table cartera as
  select CEDULA_CATASTRAL as ficha, CONCEPTO as cod, BASE as base, TARIFA as x_mil, VALOR as impuesto, DESCUENTO as dcto,
         INTERES as mora, PAGADO as abonos, SALDO as debe, FEC_CORTE as corte, ESTADO as est, NUM_FACTURA as fact,
         FEC_LIQUIDACION as liquidada
    from villa.LIQUIDACIONES ${here};
create table por_cobrar as
  select CEDULA_CATASTRAL as ficha, CONCEPTO as cod, CLASE_VIGENCIA as edad, cast(VLR_CAPITAL as real) as capital,
         cast(VLR_INTERES as real) as mora, ESTADO as est
    from villa.CARTERA ${here};
create table avaluos as
  select CEDULA_CATASTRAL as ficha, AVALUO as valor, DESTINO as uso, replace(AREA_TERRENO, '.', ',') as m2_lote,
         replace(AREA_CONSTRUIDA, '.', ',') as m2_casa, RESOLUCION as acto, FEC_RESOLUCION as dia_acto
    from villa.AVALUOS ${here};
create table facturas as
  select NUM_FACTURA as nro, EMISION as vez, FEC_EMISION as expedida, CEDULA_CATASTRAL as ficha,
         case TIPO_DOC when 'N' then 'NIT' when 'C' then 'CC' end as clase_id, DOCUMENTO as identificacion,
         replace(VLR_TOTAL, '.', ',') as total, REFERENCIA as codigo_barras, ESTADO as est
    from villa.FACTURAS ${here};
create unique index facturas_nro on facturas (nro, vez);
create table facturas_detalle as
  select NUM_FACTURA as nro, EMISION as vez, VIG_FACTURADA as anio, VLR_CAPITAL as capital, VLR_INTERES as mora
    from villa.FACTURAS_VIGENCIAS ${here};
create table facturas_fechas as
  select NUM_FACTURA as nro, EMISION as vez, NUM_PLAZO as plazo, FEC_LIMITE as vence, VLR_TOTAL as total,
         VLR_DESCUENTO as dcto
    from villa.FACTURAS_PLAZOS ${here};
create table recaudos as
  select NUM_RECIBO as recibo, ${slashed('FEC_PAGO')} as pagado_el, ${slashed('FEC_ABONO')} as abonado_el,
         COD_BANCO as entidad, CUENTA as cta, LOTE as planilla, SECUENCIA as linea, REFERENCIA as codigo_barras,
         NUM_FACTURA as fact, CEDULA_CATASTRAL as ficha, cast(VLR_PAGADO as real) as pagado, MEDIO as forma,
         cast(ORIGEN = 'M' as integer) as a_mano, cast(ANULADO = 'S' as integer) as anulado
    from villa.PAGOS ${here};
create unique index recaudos_recibo on recaudos (recibo);
create table recaudos_conceptos as
  select NUM_RECIBO as recibo, VIG_PAGADA as anio, CEDULA_CATASTRAL as ficha, cast(ZONA = 'R' as integer) as es_rural,
         ${wide('valor_concepto', ['01', '02', '03', '04', '05', '06'])}
    from villa.PAGOS_CONCEPTOS where VIGENCIA = ${vigencia}
   group by NUM_RECIBO, VIG_PAGADA, CEDULA_CATASTRAL, ZONA order by min(rowid);
create table planillas as
  select COD_BANCO as entidad, CUENTA as cta, FEC_RECAUDO as dia, LOTE as planilla, REGISTROS as cuantos,
         cast(VLR_REPORTADO as real) as reportado, cast(VLR_ACUMULADO as real) as aplicado,
         cast(VLR_PAGOS_DOBLES as real) as dobles, cast(VLR_AJUSTES as real) as ajustes
    from villa.LOTES ${here}`;
}

/** What a line of the budget is classified by. */
const partida = `UNIDAD as ue, VIGENCIA as anio, SECCION as sec, RUBRO as ppto, FUENTE as fte, VIG_GASTO as edad,
         cast(SIT_FONDOS = 'S' as integer) as sin_fondos, BPIN as proyecto, CPC as producto`;

const accounting = `
create table auxiliares as
  select TIPO_DOC as clase, NUMERO as nit, DV as dv, SUCURSAL as suc, RAZON_SOCIAL as empresa, APELLIDO1 as ape1,
         APELLIDO2 as ape2, NOMBRE1 as nom1, NOMBRE2 as nom2, DIRECCION as dir, TELEFONO as tel, CORREO as email,
         NUMERO_NUEVO as nit_nuevo
    from villa.TERCEROS order by rowid;
create table planes as
  select 'PUC' as plan, VIGENCIA as anio, CODIGO as codigo, NOMBRE as titulo, NATURALEZA as nat, NIVEL as nivel,
         PADRE as mayor, cast(MOVIMIENTO = 'S' as integer) as imputable, -(ACTIVA = 'S') as activa, null as tipo
    from villa.CUENTAS order by rowid;
insert into planes
  select 'PPTO', VIGENCIA, CODIGO, NOMBRE, CLASE, NIVEL, PADRE, null, null, TIPO from villa.RUBROS order by rowid;
create table origenes as
  select VIGENCIA as anio, CODIGO as fte, COD_INFORME as corta, NOMBRE as titulo, COD_CUIPO as nacional, NORMA as norma
    from villa.FUENTES order by rowid;
create table presupuestos as
  select ${partida}, ${reals({
    INICIAL: 'aprobado',
    ADICIONES: 'mas',
    REDUCCIONES: 'menos',
    CREDITOS: 'entra',
    CONTRACREDITOS: 'sale',
    APLAZAMIENTOS: 'espera',
    DESAPLAZAMIENTOS: 'vuelve',
    DEFINITIVA: 'vigente',
    DISPONIBLE: 'libre',
    ACUM_CDP: 'certificado',
    ACUM_RP: 'comprometido',
    ACUM_OBL: 'causado',
    ACUM_PAGOS: 'pagado',
    ACUM_RECAUDO: 'recibido',
  })}
    from villa.APROPIACIONES order by rowid;
create table actos as
  select UNIDAD as ue, VIGENCIA as anio, TIPO as clase, NUMERO as nro, CONSECUTIVO as linea, lower(MOVIMIENTO) as que,
         ${slashed('FECHA')} as dia, ACTO as norma, ${slashed('FEC_ACTO')} as dia_norma, SECCION as sec, RUBRO as ppto,
         FUENTE as fte, BPIN as proyecto, cast(VALOR as real) as total, cast(ESTADO = 'S' as integer) as firme
    from villa.MODIFICACIONES order by rowid;
create table cadena as
  select UNIDAD as ue, VIGENCIA as anio, TIPO as clase, NUMERO as nro,
         case when TIPO in ('CDP', 'ACD', 'LCD') then 1 when TIPO in ('RP', 'ARP', 'LRP') then 2
              when TIPO in ('OBL', 'AOB', 'ROB') then 3 when TIPO in ('PAG', 'RPA') then 4 when TIPO = 'REC' then 5 else 6 end as paso,
         case when ANO_MODIF is null then 'C' when TIPO like 'A%' then 'A' when TIPO like 'L%' then 'L' else 'R' end as accion,
         ${slashed('FECHA')} as dia, FEC_REGISTRO as grabado, ${slashed('FEC_VENCE')} as vence, TIPO_DOC as clase_id,
         TERCERO as nit, CONTRATO as contrato, ${slashed('FEC_INICIO')} as empieza, CONCEPTO as glosa,
         cast(VALOR as real) as total, ANO_MODIF || '-' || TIPO_MODIF || '-' || NUMERO_MODIF as cambia_a,
         ANO_SOPORTE || '-' || TIPO_SOPORTE || '-' || NUMERO_SOPORTE as soporte, cast(ESTADO = 'S' as integer) as firme
    from villa.DOCUMENTOS_PPTO order by rowid;
create table cadena_detalle as
  select ${partida}, TIPO as clase, NUMERO as nro, CONSECUTIVO as linea, VIG_RECAUDADA as anio_pagado, VALOR as parte,
         ANO_ANTEC || '-' || TIPO_ANTEC || '-' || NUMERO_ANTEC || '-' || CONSECUTIVO_ANTEC as viene_de
    from villa.DOCUMENTOS_PPTO_LINEAS order by rowid;
create table matriz as
  select VIGENCIA as anio, CONCEPTO as cod, CLASE_VIGENCIA as edad, cast(ZONA = 'R' as integer) as es_rural, FUENTE as fte,
         NORMA as norma, CTA_DEBITO as db, CTA_CREDITO as cr, RUBRO as ppto, PORCENTAJE as cuota, NIT_BENEFICIARIO as nit
    from villa.MAPA_CONTABLE order by rowid;
create table documentos as
  select UNIDAD as ue, VIGENCIA as anio, TIPO as clase, NUMERO as nro, PERIODO as mes, FECHA as dia,
         FEC_REGISTRO as grabado, TIPO_DOC as clase_id, TERCERO as nit, CONCEPTO as glosa,
         case ESTADO when 'S' then 1 when 'N' then 0 else 2 end as firme, USUARIO as quien
    from villa.COMPROBANTES order by rowid;
create table asientos as
  select UNIDAD as ue, VIGENCIA as anio, TIPO as clase, NUMERO as nro, CONSECUTIVO as linea, PERIODO as mes,
         cast(replace(FECHA, '-', '') as integer) as dia, FEC_REGISTRO as grabado, CUENTA as puc,
         cast(DEBITO as real) as debe, cast(CREDITO as real) as haber, TERCERO as nit, FUENTE as fte, RUBRO as ppto,
         CENTRO_COSTO as cc, CTA_BANCARIA as cta, REFERENCIA as soporte, DETALLE as glosa, ANO_AFECT as anio_cruce,
         TIPO_AFECT as clase_cruce, NUMERO_AFECT as nro_cruce, CONSECUTIVO_AFECT as linea_cruce
    from villa.MOVIMIENTOS order by rowid;
create table ingresos_caja as
  select VIGENCIA as anio, TIPO as clase, NUMERO as nro, FECHA as dia, FEC_RECAUDO as pagado_el, TIPO_DOC as clase_id,
         TERCERO as nit, COD_BANCO as entidad, CTA_BANCARIA as cta, CUENTA as puc, ID_RECAUDO as fact, CONCEPTO as glosa,
         cast(VALOR as real) as total, TIPO_CPTE as clase_doc, NUMERO_CPTE as nro_doc,
         cast(ESTADO = 'S' as integer) as firme
    from villa.RECIBOS_CAJA order by rowid;
create table pagos_girados as
  select VIGENCIA as anio, TIPO as clase, NUMERO as nro, ${slashed('FECHA')} as dia, ${slashed('FEC_PAGO')} as pagado_el,
         TIPO_DOC as clase_id, TERCERO as nit, ANO_OBL || '-' || TIPO_OBL || '-' || NUMERO_OBL as paga_a,
         COD_BANCO || ' ' || CTA_BANCARIA as de_donde, case MEDIO when 'C' then 1 else 2 end as forma, NUM_DOCUMENTO as papel,
         CONCEPTO as glosa, cast(BRUTO as real) as total, cast(DEDUCCIONES as real) as menos, cast(NETO as real) as girado,
         TIPO_CPTE as clase_doc, NUMERO_CPTE as nro_doc, case ESTADO when 'S' then 1 when 'G' then 2 else 0 end as firme
    from villa.EGRESOS order by rowid;
create table descuentos as
  select VIGENCIA as anio, TIPO as clase, NUMERO as nro, CONSECUTIVO as linea, CONCEPTO as cod, BASE as base,
         replace(TARIFA, '.', ',') as tasa, VALOR as parte, CUENTA as puc, NIT_BENEFICIARIO as nit
    from villa.EGRESOS_DEDUCCIONES order by rowid;
create table depositos as
  select COD_BANCO as entidad, NUMERO as cta, cast(CLASE = 'A' as integer) as ahorro, NOMBRE as titulo, FUENTE as fte,
         CUENTA as puc, FEC_APERTURA as ini, FEC_CIERRE as fin, -(ACTIVA = 'S') as activa
    from villa.CUENTAS_BANCARIAS order by rowid;
create table arqueos as
  select VIGENCIA as anio, COD_BANCO as entidad, CTA_BANCARIA as cta, ${slashed('FEC_CORTE')} as dia,
         SALDO_EXTRACTO as segun_banco, SALDO_TESORERIA as segun_caja, cast(SALDO_CONTABILIDAD as real) as segun_libros
    from villa.CONCILIACIONES order by rowid;
create table ingresos_caja_detalle as
  select VIGENCIA as anio, TIPO as clase, NUMERO as nro, CONSECUTIVO as linea, CONCEPTO as cod, VIG_PAGADA as anio_pagado,
         RUBRO as ppto, FUENTE as fte, CUENTA as puc, NIT_BENEFICIARIO as nit, VALOR as parte
    from villa.RECIBOS_CAJA_CONCEPTOS order by rowid`;

/** `2026-03-31` as `31/03/2026`; what is no day stays none. */
function slashed(column: string): string {
  return `substr(${column}, 9, 2) || '/' || substr(${column}, 6, 2) || '/' || substr(${column}, 1, 4)`;
}

/** Amounts by their new names, as floats. */
function reals(names: Readonly<Record<string, string>>): string {
  return Object.entries(names)
    .map(([column, name]) => `cast(${column} as real) as ${name}`)
    .join(', ');
}

/** A column per concept: its amount, null where the receipt has none. */
function wide(prefix: string, conceptos: readonly string[]): string {
  return conceptos
    .map((code, at) => `max(case CONCEPTO when '${code}' then cast(VALOR as real) end) as ${prefix}${at + 1}`)
    .join(', ');
}
