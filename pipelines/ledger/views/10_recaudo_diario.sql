create view bi.recaudo_diario as
select recaudo.fecha_recaudo,
       recaudo.banco,
       recaudo.cuenta,
       recaudo.origen,
       count(*) filter (where recaudo.estado = 'aplicado') as recaudos,
       coalesce(sum(recaudo.valor) filter (where recaudo.estado = 'aplicado'), 0.00) as valor,
       count(*) filter (where recaudo.estado = 'anulado') as anulados,
       coalesce(sum(recaudo.valor) filter (where recaudo.estado = 'anulado'), 0.00) as valor_anulado,
       count(*) filter (where recaudo.estado = 'devuelto') as devueltos,
       coalesce(sum(recaudo.valor) filter (where recaudo.estado = 'devuelto'), 0.00) as valor_devuelto,
       recaudo._origen,
       max(recaudo._leido_en) as _leido_en,
       count(rechazada.clave) as _desactualizados,
       min(rechazada.desde) as _desactualizado_desde
  from libro.recaudo
  left join corridas.clave_rechazada as rechazada
    on rechazada.origen = recaudo._origen and rechazada.clave = recaudo._clave
 where recaudo._eliminado_en is null
 group by recaudo.fecha_recaudo, recaudo.banco, recaudo.cuenta, recaudo.origen, recaudo._origen;

comment on view bi.recaudo_diario is
  'Pagos recibidos por día, banco y cuenta, según cada sistema. El banco y el sistema que aplica informan los mismos pagos: no se suma entre distintos _origen.';
comment on column bi.recaudo_diario.fecha_recaudo is 'Día en que se recibieron los pagos';
comment on column bi.recaudo_diario.banco is 'Banco recaudador; códigos de ACH Colombia. Nulo: la caja de la alcaldía';
comment on column bi.recaudo_diario.cuenta is 'Cuenta bancaria recaudadora';
comment on column bi.recaudo_diario.origen is 'A: archivo del banco. M: registrado a mano';
comment on column bi.recaudo_diario.recaudos is 'Cuántos pagos aplicados';
comment on column bi.recaudo_diario.valor is 'Valor de los pagos aplicados, en COP';
comment on column bi.recaudo_diario.anulados is 'Cuántos pagos anulados; no están en recaudos';
comment on column bi.recaudo_diario.valor_anulado is 'Valor de los pagos anulados, en COP; no está en valor';
comment on column bi.recaudo_diario.devueltos is 'Cuántos pagos devueltos por el banco; no están en recaudos';
comment on column bi.recaudo_diario.valor_devuelto is 'Valor de los pagos devueltos, en COP; no está en valor';
comment on column bi.recaudo_diario._origen is 'Fuente y flujo de los que vienen los pagos';
comment on column bi.recaudo_diario._leido_en is 'Cuándo se leyó el último cambio de estos pagos';
comment on column bi.recaudo_diario._desactualizados is
  'Cuántos de estos pagos tienen en su fuente una versión más nueva que está en cuarentena';
comment on column bi.recaudo_diario._desactualizado_desde is
  'Desde cuándo está en cuarentena la más antigua de esas versiones; nulo si no hay';
