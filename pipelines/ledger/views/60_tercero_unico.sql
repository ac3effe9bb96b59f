-- A person is one by document, never by name. Cédula (13), NIT (31) and a kind that nobody wrote down share their numbers: a
-- person's NIT is the cédula with a check digit. Any other kind has numbers of its own. An invented number joins nobody.
create view bi.tercero_unico as
with recursive fila as (
  select tercero.*,
         split_part(tercero._origen, '/', 1) as sistema,
         coalesce(tercero._observaciones @> '[{"code": "DOCUMENTO_FICTICIO"}]', false) as ficticio,
         case when coalesce(tercero.tipo_documento, '13') in ('13', '31') then 'CC-NIT' else tercero.tipo_documento end as clase,
         coalesce(
           tercero.razon_social,
           tercero.nombre,
           nullif(concat_ws(' ', tercero.primer_nombre, tercero.otros_nombres, tercero.primer_apellido, tercero.segundo_apellido), '')
         ) as llamado,
         rechazada.desde
    from libro.tercero
    left join corridas.clave_rechazada as rechazada
      on rechazada.origen = tercero._origen and rechazada.clave = tercero._clave
   where tercero._eliminado_en is null
),
identificado as (
  select fila.*,
         case when ficticio then 'ficticio ' || _origen || ' ' || _clave else clase || ' ' || documento end as nodo
    from fila
),
reemplazo as materialized (
  select distinct viejo.nodo, coalesce(nuevo.clase, 'CC-NIT') || ' ' || viejo.reemplazado_por as otro
    from identificado as viejo
    left join (
      select sistema, documento, min(clase) as clase, bool_or(ficticio) as ficticio
        from fila
       group by sistema, documento
    ) as nuevo
      on nuevo.sistema = viejo.sistema and nuevo.documento = viejo.reemplazado_por
   where viejo.reemplazado_por is not null and not viejo.ficticio and nuevo.ficticio is not true
),
enlace as materialized (
  select nodo, otro from reemplazo
  union
  select otro, nodo from reemplazo
),
alcance as (
  select nodo, nodo as raiz from enlace
  union
  select enlace.otro, alcance.raiz from alcance join enlace using (nodo)
),
unido as (
  select nodo, min(raiz collate "C") as id
    from alcance
   group by nodo
),
puesta as (
  select coalesce(unido.id, identificado.nodo) as id,
         identificado.*,
         row_number() over (
           partition by coalesce(unido.id, identificado.nodo)
           order by (identificado.reemplazado_por is null) desc, identificado._leido_en desc, identificado._origen, identificado._clave
         ) as puesto
    from identificado
    left join unido using (nodo)
)
select id,
       (array_agg(documento order by puesto))[1] as documento,
       array_agg(distinct tipo_documento order by tipo_documento) filter (where tipo_documento is not null) as tipos_documento,
       (array_agg(digito_verificacion order by puesto) filter (where digito_verificacion is not null))[1]
         as digito_verificacion,
       (array_agg(llamado order by puesto) filter (where llamado is not null))[1] as nombre,
       array_agg(distinct llamado order by llamado) filter (where llamado is not null) as nombres,
       array_agg(distinct documento order by documento) as documentos,
       bool_or(ficticio) as ficticio,
       count(*) as registros,
       array_agg(distinct sistema order by sistema) as sistemas,
       array_agg(distinct _origen order by _origen) as _origenes,
       max(_leido_en) as _leido_en,
       count(desde) as _desactualizados,
       min(desde) as _desactualizado_desde
  from puesta
 group by id;

comment on view bi.tercero_unico is
  'Cada persona o entidad con la que el municipio tiene cuentas, una vez. Se juntan los registros de un mismo documento, nunca por el nombre. No dice de qué predios es dueña ni qué debe.';
comment on column bi.tercero_unico.id is
  'Clase y número de documento; de un documento ficticio, el registro. Sólo para nombrar la fila';
comment on column bi.tercero_unico.documento is
  'Número de documento, sin dígito de verificación; el vigente, si alguna fuente lo reemplazó';
comment on column bi.tercero_unico.tipos_documento is
  'Tipos de documento con los que aparece, códigos de la DIAN: la cédula (13) y el NIT (31) de una persona son el mismo número';
comment on column bi.tercero_unico.digito_verificacion is 'Dígito de verificación del NIT, como lo guarda la fuente';
comment on column bi.tercero_unico.nombre is 'Nombre o razón social, del registro leído de último';
comment on column bi.tercero_unico.nombres is
  'Todos los nombres con los que aparece; varios pueden ser uno mal escrito o un documento equivocado';
comment on column bi.tercero_unico.documentos is 'Su documento y los que una fuente reemplazó por él';
comment on column bi.tercero_unico.ficticio is
  'El número es inventado (0, 1, 222222222222…): no se junta con nadie, cada registro es una fila';
comment on column bi.tercero_unico.registros is 'Cuántos registros de las fuentes son esta persona o entidad';
comment on column bi.tercero_unico.sistemas is 'Sistemas que la conocen';
comment on column bi.tercero_unico._origenes is 'Fuentes y flujos de los que viene';
comment on column bi.tercero_unico._leido_en is 'Cuándo se leyó su último cambio';
comment on column bi.tercero_unico._desactualizados is
  'Cuántos de sus registros tienen en su fuente una versión más nueva que está en cuarentena';
comment on column bi.tercero_unico._desactualizado_desde is
  'Desde cuándo está en cuarentena la más antigua de esas versiones; nulo si no hay';
