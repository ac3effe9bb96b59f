create view bi.ejecucion_ingresos as
select linea.entidad,
       linea.formulario,
       linea.vigencia,
       linea.periodo_corte,
       linea.envio,
       linea.recibido_en,
       linea.rubro,
       linea.nombre,
       linea.cpc,
       linea.detalle_sectorial,
       linea.fuente,
       linea.tercero,
       linea.politica_publica,
       linea.tipo_norma,
       linea.numero_fecha_norma,
       linea.destinacion_especifica,
       linea.tipo_norma_destinacion,
       linea.presupuesto_inicial * pesos.por as presupuesto_inicial,
       linea.adiciones * pesos.por as adiciones,
       linea.reducciones * pesos.por as reducciones,
       linea.presupuesto_definitivo * pesos.por as presupuesto_definitivo,
       linea.recaudo_actual_sin_fondos * pesos.por as recaudo_actual_sin_fondos,
       linea.recaudo_actual_con_fondos * pesos.por as recaudo_actual_con_fondos,
       linea.recaudo_anterior_sin_fondos * pesos.por as recaudo_anterior_sin_fondos,
       linea.recaudo_anterior_con_fondos * pesos.por as recaudo_anterior_con_fondos,
       linea.total_recaudo * pesos.por as total_recaudo,
       linea._origen,
       linea._clave,
       linea._corrida,
       linea._leido_en,
       rechazada.desde as _desactualizado_desde
  from libro.ejecucion_ingresos as linea
 cross join lateral (select case linea.unidad when 'miles' then 1000 else 1 end as por) as pesos
  left join corridas.clave_rechazada as rechazada
    on rechazada.origen = linea._origen and rechazada.clave = linea._clave
 where linea._eliminado_en is null;

comment on view bi.ejecucion_ingresos is
  'El presupuesto de ingresos y su recaudo como se reportaron, una fila por línea del formulario (las que reciben valores, sin los totales), todo en pesos. Una misma ejecución puede estar reportada en varios _origen: no se suma entre ellos.';
comment on column bi.ejecucion_ingresos.entidad is
  'Código CHIP de la entidad que reporta; el NIT, donde el informe trae ese y la configuración no lo traduce';
comment on column bi.ejecucion_ingresos.formulario is
  'Formulario o informe del que viene la línea: la programación trae el presupuesto y la ejecución el recaudo';
comment on column bi.ejecucion_ingresos.vigencia is 'Vigencia del informe';
comment on column bi.ejecucion_ingresos.periodo_corte is
  'Último día del periodo que se informa. Los valores son acumulados del año: no se suma entre distintos cortes';
comment on column bi.ejecucion_ingresos.envio is 'Número del envío al CHIP';
comment on column bi.ejecucion_ingresos.recibido_en is 'Momento en que se recibió el envío';
comment on column bi.ejecucion_ingresos.rubro is 'Rubro de ingreso del CCPET; es texto: 1.10 no es 1.1';
comment on column bi.ejecucion_ingresos.nombre is 'Nombre del rubro';
comment on column bi.ejecucion_ingresos.cpc is 'Producto, según la Clasificación Central de Productos';
comment on column bi.ejecucion_ingresos.detalle_sectorial is 'Detalle sectorial del CUIPO';
comment on column bi.ejecucion_ingresos.fuente is 'Fuente de financiación del CUIPO';
comment on column bi.ejecucion_ingresos.tercero is 'Entidad de la que viene el ingreso';
comment on column bi.ejecucion_ingresos.politica_publica is 'Política pública del CUIPO';
comment on column bi.ejecucion_ingresos.tipo_norma is 'Tipo de la norma que da destinación';
comment on column bi.ejecucion_ingresos.numero_fecha_norma is 'Número y fecha de esa norma, como los pega el formulario';
comment on column bi.ejecucion_ingresos.destinacion_especifica is 'Si tiene destinación específica';
comment on column bi.ejecucion_ingresos.tipo_norma_destinacion is 'Tipo de norma de la destinación específica';
comment on column bi.ejecucion_ingresos.presupuesto_inicial is 'Presupuesto inicial, en COP; nulo si el formulario no lo trae';
comment on column bi.ejecucion_ingresos.adiciones is 'Adiciones, en COP; nulo si el formulario no lo trae';
comment on column bi.ejecucion_ingresos.reducciones is 'Reducciones, en COP; nulo si el formulario no lo trae';
comment on column bi.ejecucion_ingresos.presupuesto_definitivo is 'Presupuesto definitivo, en COP; nulo si el formulario no lo trae';
comment on column bi.ejecucion_ingresos.recaudo_actual_sin_fondos is
  'Recaudo de la vigencia actual sin situación de fondos, en COP; nulo si el formulario no lo trae';
comment on column bi.ejecucion_ingresos.recaudo_actual_con_fondos is
  'Recaudo de la vigencia actual con situación de fondos, en COP; nulo si el formulario no lo trae';
comment on column bi.ejecucion_ingresos.recaudo_anterior_sin_fondos is
  'Recaudo de vigencias anteriores sin situación de fondos, en COP; nulo si el formulario no lo trae';
comment on column bi.ejecucion_ingresos.recaudo_anterior_con_fondos is
  'Recaudo de vigencias anteriores con situación de fondos, en COP; nulo si el formulario no lo trae';
comment on column bi.ejecucion_ingresos.total_recaudo is 'Recaudo total acumulado, en COP; nulo si el formulario no lo trae';
comment on column bi.ejecucion_ingresos._origen is 'Fuente y flujo de los que viene la línea';
comment on column bi.ejecucion_ingresos._clave is 'Clave dentro del flujo; sirve a «libro history ejecucion_ingresos»';
comment on column bi.ejecucion_ingresos._corrida is 'Número de la corrida que la leyó';
comment on column bi.ejecucion_ingresos._leido_en is 'Cuándo se leyó de la fuente';
comment on column bi.ejecucion_ingresos._desactualizado_desde is
  'Desde cuándo está en cuarentena una versión más nueva de esta línea; nulo si no hay';
