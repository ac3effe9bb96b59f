-- Not for people: the keys whose last row could not become a record, so that the ledger shows an earlier state of them.
drop view if exists corridas.clave_rechazada;
create view corridas.clave_rechazada as
select flujo.origen, cuarentena.clave, min(cuarentena.leida_en) as desde
  from corridas.cuarentena
  join corridas.flujo on flujo.id = cuarentena.flujo
 where cuarentena.estado = 'abierta' and cuarentena.clave is not null
 group by flujo.origen, cuarentena.clave;
