-- What one predio owes is reserved: a cell of fewer than five predios is joined with the other small cells of its zone, and
-- where those together are still fewer than five, their amounts are not shown. Nor is an amount of a larger cell to which
-- fewer than five of its predios add anything: where one alone owes, the sum is what it owes.
create view bi.cartera_predial as
with predio as (
  select distinct on (split_part(_origen, '/', 1), predio)
         split_part(_origen, '/', 1) as sistema, predio, zona, destino
    from libro.predio
   where _eliminado_en is null
   order by split_part(_origen, '/', 1), predio, _turno desc, _ordinal desc
),
deuda as (
  select liquidacion._origen, liquidacion.vigencia, liquidacion.concepto,
         coalesce(predio.zona, '') as zona,
         coalesce(predio.destino, '') as destino,
         liquidacion.predio,
         sum(liquidacion.valor) as valor,
         sum(liquidacion.descuento) as descuento,
         sum(liquidacion.interes) as interes,
         sum(liquidacion.pagado) as pagado,
         sum(liquidacion.saldo) as saldo,
         count(*) filter (where liquidacion.saldo is null) as sin_saldo,
         min(liquidacion.fecha_corte) as corte_desde,
         max(liquidacion.fecha_corte) as corte_hasta,
         max(liquidacion._leido_en) as _leido_en,
         count(rechazada.clave) as _desactualizados,
         min(rechazada.desde) as _desactualizado_desde
    from libro.liquidacion_predial as liquidacion
    left join predio
      on predio.sistema = split_part(liquidacion._origen, '/', 1) and predio.predio = liquidacion.predio
    left join corridas.clave_rechazada as rechazada
      on rechazada.origen = liquidacion._origen and rechazada.clave = liquidacion._clave
   where liquidacion._eliminado_en is null
     and (liquidacion.estado is null or liquidacion.estado not in ('anulada', 'prescrita', 'exenta'))
   group by 1, 2, 3, 4, 5, 6
),
celda as (
  select _origen, vigencia, concepto, zona, destino, count(*) >= 5 as grande
    from deuda
   group by 1, 2, 3, 4, 5
),
suma as (
  select deuda._origen, deuda.vigencia, deuda.concepto, deuda.zona,
         case when celda.grande then deuda.destino else 'otros' end as destino,
         count(*) as predios,
         count(*) filter (where deuda.saldo > 0) as predios_con_saldo,
         count(*) filter (where deuda.valor <> 0) between 1 and 4 as valor_de_pocos,
         count(*) filter (where deuda.descuento <> 0) between 1 and 4 as descuento_de_pocos,
         count(*) filter (where deuda.interes <> 0) between 1 and 4 as interes_de_pocos,
         count(*) filter (where deuda.pagado <> 0) between 1 and 4 as pagado_de_pocos,
         count(*) filter (where deuda.saldo <> 0) between 1 and 4 as saldo_de_pocos,
         sum(deuda.valor) as valor,
         sum(deuda.descuento) as descuento,
         sum(deuda.interes) as interes,
         sum(deuda.pagado) as pagado,
         sum(deuda.saldo) as saldo,
         sum(deuda.sin_saldo)::bigint as sin_saldo,
         min(deuda.corte_desde) as corte_desde,
         max(deuda.corte_hasta) as corte_hasta,
         max(deuda._leido_en) as _leido_en,
         sum(deuda._desactualizados)::bigint as _desactualizados,
         min(deuda._desactualizado_desde) as _desactualizado_desde
    from deuda
    join celda using (_origen, vigencia, concepto, zona, destino)
   group by 1, 2, 3, 4, 5
)
select vigencia,
       nullif(zona, '') as zona,
       nullif(destino, '') as destino,
       concepto,
       predios,
       predios < 5 as oculto,
       case when predios >= 5 then predios_con_saldo end as predios_con_saldo,
       case when predios >= 5 and not valor_de_pocos then valor end as valor,
       case when predios >= 5 and not descuento_de_pocos then descuento end as descuento,
       case when predios >= 5 and not interes_de_pocos then interes end as interes,
       case when predios >= 5 and not pagado_de_pocos then pagado end as pagado,
       case when predios >= 5 and not saldo_de_pocos then saldo end as saldo,
       sin_saldo,
       corte_desde,
       corte_hasta,
       _origen,
       _leido_en,
       _desactualizados,
       _desactualizado_desde
  from suma;

comment on view bi.cartera_predial is
  'Lo liquidado y lo que se debe del impuesto predial y lo que se cobra con él, por vigencia, zona, destino y concepto; sin lo anulado, prescrito o exento. Lo que debe un predio es reservado: donde hay menos de cinco predios no se ve, ni un valor que sale de menos de cinco.';
comment on column bi.cartera_predial.vigencia is 'Vigencia que se liquida';
comment on column bi.cartera_predial.zona is
  'Zona del predio. 00: rural. 01: urbana. 02 en adelante: centros poblados. Nulo: el predio no está en el catastro del sistema, o no la tiene';
comment on column bi.cartera_predial.destino is
  'Destino económico; códigos de la Resolución IGAC 70 de 2011. otros: los destinos con menos de cinco predios, juntos. Nulo: no se sabe';
comment on column bi.cartera_predial.concepto is 'Concepto: impuesto, sobretasa, otro, como lo codifica la fuente';
comment on column bi.cartera_predial.predios is 'Cuántos predios';
comment on column bi.cartera_predial.oculto is 'Son menos de cinco predios: los valores no se muestran';
comment on column bi.cartera_predial.predios_con_saldo is 'Cuántos de ellos deben; nulo si está oculto';
comment on column bi.cartera_predial.valor is 'Valor liquidado, en COP; nulo si está oculto o sale de menos de cinco predios';
comment on column bi.cartera_predial.descuento is 'Descuentos, en COP; nulo si está oculto, sale de menos de cinco predios o la fuente no los trae';
comment on column bi.cartera_predial.interes is
  'Interés de mora a la fecha de corte, en COP; nulo si está oculto, sale de menos de cinco predios o la fuente no lo trae';
comment on column bi.cartera_predial.pagado is 'Valor ya pagado, en COP; nulo si está oculto, sale de menos de cinco predios o la fuente no lo trae';
comment on column bi.cartera_predial.saldo is
  'Saldo a la fecha de corte, en COP; nulo si está oculto, sale de menos de cinco predios o la fuente no lo trae';
comment on column bi.cartera_predial.sin_saldo is 'Cuántas liquidaciones no traen saldo y por eso no están en él';
comment on column bi.cartera_predial.corte_desde is 'Día más antiguo al que están calculados interés y saldo';
comment on column bi.cartera_predial.corte_hasta is 'Día más reciente al que están calculados interés y saldo';
comment on column bi.cartera_predial._origen is 'Fuente y flujo de los que vienen las liquidaciones';
comment on column bi.cartera_predial._leido_en is 'Cuándo se leyó el último cambio de estas liquidaciones';
comment on column bi.cartera_predial._desactualizados is
  'Cuántas de estas liquidaciones tienen en su fuente una versión más nueva que está en cuarentena';
comment on column bi.cartera_predial._desactualizado_desde is
  'Desde cuándo está en cuarentena la más antigua de esas versiones; nulo si no hay';
