-- Headers and chart are made one row per key before they are joined: no line may come twice.
create view bi.movimiento_contable as
select linea.unidad,
       linea.vigencia,
       linea.periodo,
       linea.tipo,
       linea.numero,
       linea.consecutivo,
       linea.fecha,
       linea.fecha_registro,
       comprobante.estado as estado_comprobante,
       linea.cuenta,
       coalesce(del_ano.nombre, de_siempre.nombre) as nombre_cuenta,
       linea.debito,
       linea.credito,
       linea.tercero,
       linea.fuente,
       linea.rubro,
       linea.centro_costo,
       linea.cuenta_bancaria,
       linea.referencia,
       linea.detalle,
       linea.vigencia_afectada,
       linea.tipo_afectado,
       linea.numero_afectado,
       linea.consecutivo_afectado,
       linea._origen,
       linea._clave,
       linea._corrida,
       linea._leido_en,
       rechazada.desde as _desactualizado_desde
  from libro.movimiento_contable as linea
  left join (
    select split_part(_origen, '/', 1) as sistema, coalesce(unidad, '') as unidad, vigencia, tipo, numero, min(estado) as estado
      from libro.comprobante
     where _eliminado_en is null
     group by 1, 2, 3, 4, 5
  ) as comprobante
    on comprobante.sistema = split_part(linea._origen, '/', 1)
   and comprobante.unidad = coalesce(linea.unidad, '')
   and comprobante.vigencia = linea.vigencia
   and comprobante.tipo = linea.tipo
   and comprobante.numero = linea.numero
  left join (
    select split_part(_origen, '/', 1) as sistema, vigencia, cuenta, min(nombre) as nombre
      from libro.cuenta_contable
     where _eliminado_en is null and vigencia is not null
     group by 1, 2, 3
  ) as del_ano
    on del_ano.sistema = split_part(linea._origen, '/', 1)
   and del_ano.vigencia = linea.vigencia
   and del_ano.cuenta = linea.cuenta
  left join (
    select split_part(_origen, '/', 1) as sistema, cuenta, min(nombre) as nombre
      from libro.cuenta_contable
     where _eliminado_en is null and vigencia is null
     group by 1, 2
  ) as de_siempre
    on de_siempre.sistema = split_part(linea._origen, '/', 1) and de_siempre.cuenta = linea.cuenta
  left join corridas.clave_rechazada as rechazada
    on rechazada.origen = linea._origen and rechazada.clave = linea._clave
 where linea._eliminado_en is null;

comment on view bi.movimiento_contable is
  'Las líneas de los comprobantes de contabilidad, también las de los anulados: estado_comprobante las distingue.';
comment on column bi.movimiento_contable.unidad is 'Unidad o entidad contable';
comment on column bi.movimiento_contable.vigencia is 'Vigencia del comprobante';
comment on column bi.movimiento_contable.periodo is '0: saldos iniciales. 1 a 12: mes. 13: cierre';
comment on column bi.movimiento_contable.tipo is 'Tipo de comprobante, como lo codifica la fuente';
comment on column bi.movimiento_contable.numero is 'Número del comprobante, dentro de unidad, vigencia y tipo';
comment on column bi.movimiento_contable.consecutivo is 'Línea dentro del comprobante';
comment on column bi.movimiento_contable.fecha is 'Fecha del comprobante';
comment on column bi.movimiento_contable.fecha_registro is 'Día en que se registró la línea';
comment on column bi.movimiento_contable.estado_comprobante is
  'Estado del comprobante: registrado, anulado o pendiente. Nulo: la fuente no tiene el encabezado';
comment on column bi.movimiento_contable.cuenta is 'Cuenta contable, sin puntos; Catálogo General de Cuentas';
comment on column bi.movimiento_contable.nombre_cuenta is 'Nombre de la cuenta en el plan de la fuente';
comment on column bi.movimiento_contable.debito is 'Valor débito, en COP; un reverso puede ser negativo';
comment on column bi.movimiento_contable.credito is 'Valor crédito, en COP; un reverso puede ser negativo';
comment on column bi.movimiento_contable.tercero is
  'Documento del tercero, sin dígito de verificación; su nombre está en bi.tercero_unico';
comment on column bi.movimiento_contable.fuente is 'Fuente de financiación del CUIPO';
comment on column bi.movimiento_contable.rubro is 'Rubro del presupuesto, CCPET; es texto: 1.10 no es 1.1';
comment on column bi.movimiento_contable.centro_costo is 'Centro de costo';
comment on column bi.movimiento_contable.cuenta_bancaria is 'Cuenta bancaria que mueve';
comment on column bi.movimiento_contable.referencia is 'Factura, recibo u otro soporte';
comment on column bi.movimiento_contable.detalle is 'Detalle de la línea';
comment on column bi.movimiento_contable.vigencia_afectada is 'Documento afectado: su vigencia';
comment on column bi.movimiento_contable.tipo_afectado is 'Documento afectado: su tipo';
comment on column bi.movimiento_contable.numero_afectado is 'Documento afectado: su número';
comment on column bi.movimiento_contable.consecutivo_afectado is 'Documento afectado: su línea';
comment on column bi.movimiento_contable._origen is 'Fuente y flujo de los que viene la línea';
comment on column bi.movimiento_contable._clave is 'Clave dentro del flujo; sirve a «libro history movimiento_contable»';
comment on column bi.movimiento_contable._corrida is 'Número de la corrida que la leyó';
comment on column bi.movimiento_contable._leido_en is 'Cuándo se leyó de la fuente';
comment on column bi.movimiento_contable._desactualizado_desde is
  'Desde cuándo está en cuarentena una versión más nueva de esta línea; nulo si no hay';
