create view bi.recaudo_diario as
select fecha_recaudo, banco, cuenta, origen, _origen as fuente, count(*) as recaudos, sum(valor) as valor
  from libro.recaudo
 where _eliminado_en is null and estado = 'aplicado'
 group by fecha_recaudo, banco, cuenta, origen, _origen;
