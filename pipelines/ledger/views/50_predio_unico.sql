-- Systems know one predio by different codes. Two of their rows are one predio where they bear the same code of the same
-- kind, or where an alias says so; a code that one system gives to several predios in force (that of one that was divided)
-- joins nothing. A code of 20 digits is that of 15 behind department and municipality; nothing leads from them to the 30.
create view bi.predio_unico as
with recursive predio as (
  select distinct on (split_part(fila._origen, '/', 1), fila.predio)
         split_part(fila._origen, '/', 1) as sistema,
         fila.*,
         fila.estado is distinct from 'cancelado' as vigente,
         rechazada.desde
    from libro.predio as fila
    left join corridas.clave_rechazada as rechazada
      on rechazada.origen = fila._origen and rechazada.clave = fila._clave
   where fila._eliminado_en is null
   order by split_part(fila._origen, '/', 1), fila.predio, fila._turno desc, fila._ordinal desc
),
alias as (
  select predio.sistema, predio.predio, predio.vigente, alias.clase, alias.codigo
    from libro.predio_alias as alias
    join predio on predio.sistema = split_part(alias._origen, '/', 1) and predio.predio = alias.predio
   where alias._eliminado_en is null
),
escrito as (
  select sistema, predio, vigente, 'numero_predial' as clase, numero_predial as codigo from predio
  union all
  select sistema, predio, vigente, 'codigo_predial', codigo_predial from predio
  union all
  select sistema, predio, vigente, 'nupre', nupre from predio
  union all
  select sistema, predio, vigente, 'matricula', matricula from predio
  union all
  select sistema, predio, vigente, case length(predio) when 30 then 'numero_predial' else 'codigo_predial' end, predio
    from predio
   where predio ~ '^(\d{30}|\d{20}|\d{15})$'
  union all
  select sistema, predio, vigente, clase, codigo from alias where clase <> 'interno'
),
codigo as materialized (
  select distinct sistema, predio, vigente, clase,
         case clase when 'codigo_predial' then right(codigo, 15) else codigo end as codigo
    from escrito
   where codigo is not null
),
compartido as materialized (
  select distinct clase, codigo
    from codigo
   where vigente
   group by sistema, clase, codigo
  having count(*) > 1
),
interno as (
  select alias.sistema, alias.predio, predio.sistema as otro_sistema, predio.predio as otro_predio
    from alias
    join predio on predio.predio = alias.codigo and predio.sistema <> alias.sistema
   where alias.clase = 'interno'
),
enlace as materialized (
  select uno.sistema, uno.predio, otro.sistema as otro_sistema, otro.predio as otro_predio
    from codigo as uno
    join codigo as otro using (clase, codigo)
    left join compartido using (clase, codigo)
   where (uno.sistema, uno.predio) <> (otro.sistema, otro.predio) and compartido.codigo is null
  union
  select sistema, predio, otro_sistema, otro_predio from interno
  union
  select otro_sistema, otro_predio, sistema, predio from interno
),
alcance as (
  select sistema, predio, sistema || '/' || predio as raiz
    from predio
  union
  select enlace.otro_sistema, enlace.otro_predio, alcance.raiz
    from alcance
    join enlace using (sistema, predio)
),
grupo as (
  select sistema, predio, min(raiz collate "C") as id
    from alcance
   group by sistema, predio
),
ambiguo as (
  select grupo.id, array_agg(distinct codigo.clase || ' ' || codigo.codigo) as codigos
    from codigo
    join compartido using (clase, codigo)
    join grupo using (sistema, predio)
   group by grupo.id
),
fila as (
  select grupo.id, predio.*,
         row_number() over (
           partition by grupo.id
           order by predio.vigente desc, predio.vigencia_avaluo desc nulls last, predio._leido_en desc, predio.sistema, predio.predio
         ) as puesto
    from grupo
    join predio using (sistema, predio)
)
select id,
       (array_agg(numero_predial order by puesto) filter (where numero_predial is not null))[1] as numero_predial,
       (array_agg(codigo_predial order by length(codigo_predial) desc, puesto)
         filter (where codigo_predial is not null))[1] as codigo_predial,
       (array_agg(nupre order by puesto) filter (where nupre is not null))[1] as nupre,
       (array_agg(matricula order by puesto) filter (where matricula is not null))[1] as matricula,
       (array_agg(municipio order by puesto) filter (where municipio is not null))[1] as municipio,
       (array_agg(direccion order by puesto) filter (where direccion is not null))[1] as direccion,
       (array_agg(zona order by puesto) filter (where zona is not null))[1] as zona,
       (array_agg(condicion order by puesto) filter (where condicion is not null))[1] as condicion,
       (array_agg(destino order by puesto) filter (where destino is not null))[1] as destino,
       (array_agg(estrato order by puesto) filter (where estrato is not null))[1] as estrato,
       (array_agg(area_terreno order by puesto) filter (where area_terreno is not null))[1] as area_terreno,
       (array_agg(area_construida order by puesto) filter (where area_construida is not null))[1] as area_construida,
       (array_agg(avaluo order by puesto) filter (where avaluo is not null))[1] as avaluo,
       (array_agg(vigencia_avaluo order by puesto) filter (where avaluo is not null))[1] as vigencia_avaluo,
       (array_agg(estado order by puesto) filter (where estado is not null))[1] as estado,
       array_agg(sistema || '/' || predio order by (sistema || '/' || predio) collate "C") as predios,
       array_remove(array[
         case when count(distinct numero_predial) filter (where vigente) > 1 then 'numero_predial' end,
         case when count(distinct right(codigo_predial, 15)) filter (where vigente) > 1 then 'codigo_predial' end,
         case when count(distinct matricula) filter (where vigente) > 1 then 'matricula' end,
         case when count(distinct zona) filter (where vigente) > 1 then 'zona' end,
         case when count(distinct destino) filter (where vigente) > 1 then 'destino' end,
         case when count(distinct area_terreno) filter (where vigente) > 1 then 'area_terreno' end
       ], null) as discrepancias,
       ambiguo.codigos as codigos_ambiguos,
       array_agg(distinct _origen order by _origen) as _origenes,
       max(_leido_en) as _leido_en,
       count(desde) as _desactualizados,
       min(desde) as _desactualizado_desde
  from fila
  left join ambiguo using (id)
 group by id, ambiguo.codigos;

comment on view bi.predio_unico is
  'Cada predio una vez, con los códigos por los que lo conoce cada sistema. Se juntan los que llevan un mismo código o un alias, nunca por dirección. No dice de quién es ni qué debe.';
comment on column bi.predio_unico.id is 'El primero de predios; sólo para nombrar la fila';
comment on column bi.predio_unico.numero_predial is 'Número predial nacional, 30 dígitos';
comment on column bi.predio_unico.codigo_predial is 'Código predial anterior, 20 dígitos, o 15 si ningún sistema trae los 20';
comment on column bi.predio_unico.nupre is 'Código homologado (NUPRE)';
comment on column bi.predio_unico.matricula is 'Matrícula inmobiliaria, círculo-número';
comment on column bi.predio_unico.municipio is 'Municipio, DIVIPOLA';
comment on column bi.predio_unico.direccion is 'Dirección o nombre del predio';
comment on column bi.predio_unico.zona is 'Zona. 00: rural. 01: urbana. 02 en adelante: centros poblados';
comment on column bi.predio_unico.condicion is 'Condición de propiedad, dígito 22 del número predial';
comment on column bi.predio_unico.destino is 'Destino económico; códigos de la Resolución IGAC 70 de 2011';
comment on column bi.predio_unico.estrato is 'Estrato';
comment on column bi.predio_unico.area_terreno is 'Área del terreno, en m2';
comment on column bi.predio_unico.area_construida is 'Área construida, en m2';
comment on column bi.predio_unico.avaluo is 'Avalúo catastral más reciente, en COP';
comment on column bi.predio_unico.vigencia_avaluo is 'Vigencia de ese avalúo';
comment on column bi.predio_unico.estado is 'activo o cancelado';
comment on column bi.predio_unico.predios is
  'Los predios de los sistemas que son éste: sistema/código. Donde difieren manda el que no está cancelado, luego el de avalúo más reciente y luego el leído de último';
comment on column bi.predio_unico.discrepancias is 'Las columnas en las que no dicen lo mismo los que no están cancelados';
comment on column bi.predio_unico.codigos_ambiguos is
  'Códigos que un mismo sistema da a varios predios vigentes, y que por eso no juntan; nulo si no hay';
comment on column bi.predio_unico._origenes is 'Fuentes y flujos de los que viene';
comment on column bi.predio_unico._leido_en is 'Cuándo se leyó su último cambio';
comment on column bi.predio_unico._desactualizados is
  'Cuántos de sus predios tienen en su fuente una versión más nueva que está en cuarentena';
comment on column bi.predio_unico._desactualizado_desde is
  'Desde cuándo está en cuarentena la más antigua de esas versiones; nulo si no hay';
