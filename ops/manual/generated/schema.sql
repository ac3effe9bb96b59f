create table if not exists libro.comprobante (
  "unidad" text,
  "vigencia" smallint,
  "tipo" text,
  "numero" text,
  "periodo" smallint,
  "fecha" date,
  "fecha_registro" date,
  "tipo_documento" text,
  "tercero" text,
  "concepto" text,
  "estado" text,
  "usuario" text,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen)
);
create table if not exists historia.comprobante (
  "unidad" text,
  "vigencia" smallint,
  "tipo" text,
  "numero" text,
  "periodo" smallint,
  "fecha" date,
  "fecha_registro" date,
  "tipo_documento" text,
  "tercero" text,
  "concepto" text,
  "estado" text,
  "usuario" text,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen, _turno, _ordinal)
);
comment on table libro.comprobante is 'El encabezado de un comprobante de contabilidad.';
comment on column libro.comprobante."unidad" is 'Unidad o entidad contable';
comment on column libro.comprobante."vigencia" is 'Vigencia de la numeración';
comment on column libro.comprobante."tipo" is 'Tipo de comprobante, como lo codifica la fuente';
comment on column libro.comprobante."numero" is 'Número dentro de unidad, vigencia y tipo';
comment on column libro.comprobante."periodo" is '0: saldos iniciales. 1 a 12: mes. 13: cierre';
comment on column libro.comprobante."fecha" is 'Fecha del comprobante';
comment on column libro.comprobante."fecha_registro" is 'Día en que se registró';
comment on column libro.comprobante."tipo_documento" is 'Tipo de documento del tercero';
comment on column libro.comprobante."tercero" is 'Documento del tercero';
comment on column libro.comprobante."concepto" is 'Concepto o detalle';
comment on column libro.comprobante."estado" is 'Estado del comprobante';
comment on column libro.comprobante."usuario" is 'Usuario que lo registró';
comment on column libro.comprobante."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.comprobante."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.comprobante."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.comprobante."_ordinal" is 'Orden dentro del turno';
comment on column libro.comprobante."_corrida" is 'Número de la corrida';
comment on column libro.comprobante."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.comprobante."_huella" is 'Huella del registro canónico';
comment on column libro.comprobante."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.comprobante."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.comprobante."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.cuenta_contable (
  "vigencia" smallint,
  "cuenta" text,
  "nombre" text,
  "naturaleza" text,
  "nivel" bigint,
  "padre" text,
  "hoja" boolean,
  "activa" boolean,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen)
);
create table if not exists historia.cuenta_contable (
  "vigencia" smallint,
  "cuenta" text,
  "nombre" text,
  "naturaleza" text,
  "nivel" bigint,
  "padre" text,
  "hoja" boolean,
  "activa" boolean,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen, _turno, _ordinal)
);
comment on table libro.cuenta_contable is 'Una cuenta del plan contable de la entidad: la nacional o un auxiliar propio.';
comment on column libro.cuenta_contable."vigencia" is 'Vigencia del plan de cuentas';
comment on column libro.cuenta_contable."cuenta" is 'Código de la cuenta, sin puntos';
comment on column libro.cuenta_contable."nombre" is 'Nombre de la cuenta';
comment on column libro.cuenta_contable."naturaleza" is 'Lado del que crece. D: débito. C: crédito';
comment on column libro.cuenta_contable."nivel" is 'Nivel que le da la fuente';
comment on column libro.cuenta_contable."padre" is 'Cuenta de la que depende';
comment on column libro.cuenta_contable."hoja" is 'Recibe movimientos';
comment on column libro.cuenta_contable."activa" is 'Está en uso';
comment on column libro.cuenta_contable."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.cuenta_contable."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.cuenta_contable."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.cuenta_contable."_ordinal" is 'Orden dentro del turno';
comment on column libro.cuenta_contable."_corrida" is 'Número de la corrida';
comment on column libro.cuenta_contable."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.cuenta_contable."_huella" is 'Huella del registro canónico';
comment on column libro.cuenta_contable."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.cuenta_contable."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.cuenta_contable."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.ejecucion_gastos (
  "entidad" text,
  "formulario" text,
  "vigencia" smallint,
  "periodo_corte" date,
  "envio" text,
  "recibido_en" timestamptz,
  "unidad" text,
  "vigencia_gasto" text,
  "seccion" text,
  "rubro" text,
  "nombre" text,
  "programa_mga" text,
  "producto_mga" text,
  "sector" text,
  "bpin" text,
  "cpc" text,
  "detalle_sectorial" text,
  "fuente" text,
  "situacion_fondos" text,
  "politica_publica" text,
  "tercero" text,
  "apropiacion_inicial" numeric(19,2),
  "adiciones" numeric(19,2),
  "reducciones" numeric(19,2),
  "creditos" numeric(19,2),
  "contracreditos" numeric(19,2),
  "aplazamientos" numeric(19,2),
  "desaplazamientos" numeric(19,2),
  "apropiacion_definitiva" numeric(19,2),
  "certificados" numeric(19,2),
  "compromisos" numeric(19,2),
  "obligaciones" numeric(19,2),
  "pagos" numeric(19,2),
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen)
);
create table if not exists historia.ejecucion_gastos (
  "entidad" text,
  "formulario" text,
  "vigencia" smallint,
  "periodo_corte" date,
  "envio" text,
  "recibido_en" timestamptz,
  "unidad" text,
  "vigencia_gasto" text,
  "seccion" text,
  "rubro" text,
  "nombre" text,
  "programa_mga" text,
  "producto_mga" text,
  "sector" text,
  "bpin" text,
  "cpc" text,
  "detalle_sectorial" text,
  "fuente" text,
  "situacion_fondos" text,
  "politica_publica" text,
  "tercero" text,
  "apropiacion_inicial" numeric(19,2),
  "adiciones" numeric(19,2),
  "reducciones" numeric(19,2),
  "creditos" numeric(19,2),
  "contracreditos" numeric(19,2),
  "aplazamientos" numeric(19,2),
  "desaplazamientos" numeric(19,2),
  "apropiacion_definitiva" numeric(19,2),
  "certificados" numeric(19,2),
  "compromisos" numeric(19,2),
  "obligaciones" numeric(19,2),
  "pagos" numeric(19,2),
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen, _turno, _ordinal)
);
comment on table libro.ejecucion_gastos is 'Una línea del presupuesto de gastos y de su ejecución, como se reportó.';
comment on column libro.ejecucion_gastos."entidad" is 'Entidad que reporta';
comment on column libro.ejecucion_gastos."formulario" is 'Formulario o informe del que viene';
comment on column libro.ejecucion_gastos."vigencia" is 'Vigencia del informe';
comment on column libro.ejecucion_gastos."periodo_corte" is 'Último día del periodo que se informa';
comment on column libro.ejecucion_gastos."envio" is 'Número del envío al CHIP';
comment on column libro.ejecucion_gastos."recibido_en" is 'Momento en que se recibió el envío';
comment on column libro.ejecucion_gastos."unidad" is 'Unidad de los valores';
comment on column libro.ejecucion_gastos."vigencia_gasto" is 'Vigencia del gasto: actual, reservas, cuentas por pagar …';
comment on column libro.ejecucion_gastos."seccion" is 'Sección presupuestal o unidad ejecutora';
comment on column libro.ejecucion_gastos."rubro" is 'Rubro de gasto';
comment on column libro.ejecucion_gastos."nombre" is 'Nombre del rubro';
comment on column libro.ejecucion_gastos."programa_mga" is 'Programa de inversión';
comment on column libro.ejecucion_gastos."producto_mga" is 'Producto de inversión';
comment on column libro.ejecucion_gastos."sector" is 'Sector de inversión';
comment on column libro.ejecucion_gastos."bpin" is 'Código del proyecto en el Banco de Programas y Proyectos';
comment on column libro.ejecucion_gastos."cpc" is 'Producto';
comment on column libro.ejecucion_gastos."detalle_sectorial" is 'Detalle sectorial';
comment on column libro.ejecucion_gastos."fuente" is 'Fuente de financiación';
comment on column libro.ejecucion_gastos."situacion_fondos" is 'Con o sin situación de fondos';
comment on column libro.ejecucion_gastos."politica_publica" is 'Política pública';
comment on column libro.ejecucion_gastos."tercero" is 'Entidad a la que se transfiere';
comment on column libro.ejecucion_gastos."apropiacion_inicial" is 'Apropiación inicial';
comment on column libro.ejecucion_gastos."adiciones" is 'Adiciones';
comment on column libro.ejecucion_gastos."reducciones" is 'Reducciones';
comment on column libro.ejecucion_gastos."creditos" is 'Créditos: traslados que entran';
comment on column libro.ejecucion_gastos."contracreditos" is 'Contracréditos: traslados que salen';
comment on column libro.ejecucion_gastos."aplazamientos" is 'Aplazamientos';
comment on column libro.ejecucion_gastos."desaplazamientos" is 'Desaplazamientos';
comment on column libro.ejecucion_gastos."apropiacion_definitiva" is 'Apropiación definitiva';
comment on column libro.ejecucion_gastos."certificados" is 'Certificados de disponibilidad (CDP)';
comment on column libro.ejecucion_gastos."compromisos" is 'Compromisos (RP)';
comment on column libro.ejecucion_gastos."obligaciones" is 'Obligaciones';
comment on column libro.ejecucion_gastos."pagos" is 'Pagos';
comment on column libro.ejecucion_gastos."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.ejecucion_gastos."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.ejecucion_gastos."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.ejecucion_gastos."_ordinal" is 'Orden dentro del turno';
comment on column libro.ejecucion_gastos."_corrida" is 'Número de la corrida';
comment on column libro.ejecucion_gastos."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.ejecucion_gastos."_huella" is 'Huella del registro canónico';
comment on column libro.ejecucion_gastos."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.ejecucion_gastos."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.ejecucion_gastos."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.ejecucion_ingresos (
  "entidad" text,
  "formulario" text,
  "vigencia" smallint,
  "periodo_corte" date,
  "envio" text,
  "recibido_en" timestamptz,
  "unidad" text,
  "rubro" text,
  "nombre" text,
  "cpc" text,
  "detalle_sectorial" text,
  "fuente" text,
  "tercero" text,
  "politica_publica" text,
  "tipo_norma" text,
  "numero_fecha_norma" text,
  "destinacion_especifica" text,
  "tipo_norma_destinacion" text,
  "presupuesto_inicial" numeric(19,2),
  "adiciones" numeric(19,2),
  "reducciones" numeric(19,2),
  "presupuesto_definitivo" numeric(19,2),
  "recaudo_actual_sin_fondos" numeric(19,2),
  "recaudo_actual_con_fondos" numeric(19,2),
  "recaudo_anterior_sin_fondos" numeric(19,2),
  "recaudo_anterior_con_fondos" numeric(19,2),
  "total_recaudo" numeric(19,2),
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen)
);
create table if not exists historia.ejecucion_ingresos (
  "entidad" text,
  "formulario" text,
  "vigencia" smallint,
  "periodo_corte" date,
  "envio" text,
  "recibido_en" timestamptz,
  "unidad" text,
  "rubro" text,
  "nombre" text,
  "cpc" text,
  "detalle_sectorial" text,
  "fuente" text,
  "tercero" text,
  "politica_publica" text,
  "tipo_norma" text,
  "numero_fecha_norma" text,
  "destinacion_especifica" text,
  "tipo_norma_destinacion" text,
  "presupuesto_inicial" numeric(19,2),
  "adiciones" numeric(19,2),
  "reducciones" numeric(19,2),
  "presupuesto_definitivo" numeric(19,2),
  "recaudo_actual_sin_fondos" numeric(19,2),
  "recaudo_actual_con_fondos" numeric(19,2),
  "recaudo_anterior_sin_fondos" numeric(19,2),
  "recaudo_anterior_con_fondos" numeric(19,2),
  "total_recaudo" numeric(19,2),
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen, _turno, _ordinal)
);
comment on table libro.ejecucion_ingresos is 'Una línea del presupuesto de ingresos y de su recaudo, como se reportó.';
comment on column libro.ejecucion_ingresos."entidad" is 'Entidad que reporta';
comment on column libro.ejecucion_ingresos."formulario" is 'Formulario o informe del que viene';
comment on column libro.ejecucion_ingresos."vigencia" is 'Vigencia del informe';
comment on column libro.ejecucion_ingresos."periodo_corte" is 'Último día del periodo que se informa';
comment on column libro.ejecucion_ingresos."envio" is 'Número del envío al CHIP';
comment on column libro.ejecucion_ingresos."recibido_en" is 'Momento en que se recibió el envío';
comment on column libro.ejecucion_ingresos."unidad" is 'Unidad de los valores';
comment on column libro.ejecucion_ingresos."rubro" is 'Rubro de ingreso';
comment on column libro.ejecucion_ingresos."nombre" is 'Nombre del rubro';
comment on column libro.ejecucion_ingresos."cpc" is 'Producto';
comment on column libro.ejecucion_ingresos."detalle_sectorial" is 'Detalle sectorial';
comment on column libro.ejecucion_ingresos."fuente" is 'Fuente de financiación';
comment on column libro.ejecucion_ingresos."tercero" is 'Entidad de la que viene el ingreso';
comment on column libro.ejecucion_ingresos."politica_publica" is 'Política pública';
comment on column libro.ejecucion_ingresos."tipo_norma" is 'Tipo de la norma que da destinación';
comment on column libro.ejecucion_ingresos."numero_fecha_norma" is 'Número y fecha de esa norma, como los pega el formulario';
comment on column libro.ejecucion_ingresos."destinacion_especifica" is 'Si tiene destinación específica';
comment on column libro.ejecucion_ingresos."tipo_norma_destinacion" is 'Tipo de norma de la destinación específica';
comment on column libro.ejecucion_ingresos."presupuesto_inicial" is 'Presupuesto inicial';
comment on column libro.ejecucion_ingresos."adiciones" is 'Adiciones';
comment on column libro.ejecucion_ingresos."reducciones" is 'Reducciones';
comment on column libro.ejecucion_ingresos."presupuesto_definitivo" is 'Presupuesto definitivo';
comment on column libro.ejecucion_ingresos."recaudo_actual_sin_fondos" is 'Recaudo de la vigencia actual sin situación de fondos';
comment on column libro.ejecucion_ingresos."recaudo_actual_con_fondos" is 'Recaudo de la vigencia actual con situación de fondos';
comment on column libro.ejecucion_ingresos."recaudo_anterior_sin_fondos" is 'Recaudo de vigencias anteriores sin situación de fondos';
comment on column libro.ejecucion_ingresos."recaudo_anterior_con_fondos" is 'Recaudo de vigencias anteriores con situación de fondos';
comment on column libro.ejecucion_ingresos."total_recaudo" is 'Recaudo total acumulado';
comment on column libro.ejecucion_ingresos."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.ejecucion_ingresos."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.ejecucion_ingresos."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.ejecucion_ingresos."_ordinal" is 'Orden dentro del turno';
comment on column libro.ejecucion_ingresos."_corrida" is 'Número de la corrida';
comment on column libro.ejecucion_ingresos."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.ejecucion_ingresos."_huella" is 'Huella del registro canónico';
comment on column libro.ejecucion_ingresos."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.ejecucion_ingresos."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.ejecucion_ingresos."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.factura_predial (
  "vigencia" smallint,
  "numero" text,
  "emision" text,
  "fecha_emision" date,
  "predio" text,
  "tipo_documento" text,
  "documento" text,
  "total" numeric(19,2),
  "referencia" text,
  "estado" text,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen)
);
create table if not exists historia.factura_predial (
  "vigencia" smallint,
  "numero" text,
  "emision" text,
  "fecha_emision" date,
  "predio" text,
  "tipo_documento" text,
  "documento" text,
  "total" numeric(19,2),
  "referencia" text,
  "estado" text,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen, _turno, _ordinal)
);
comment on table libro.factura_predial is 'Una factura de predial, cada emisión por separado.';
comment on column libro.factura_predial."vigencia" is 'Vigencia de la numeración';
comment on column libro.factura_predial."numero" is 'Número de la factura';
comment on column libro.factura_predial."emision" is 'Lo que distingue las emisiones de un número: su hora o su consecutivo';
comment on column libro.factura_predial."fecha_emision" is 'Día en que se emitió';
comment on column libro.factura_predial."predio" is 'Código del predio como lo escribe su fuente';
comment on column libro.factura_predial."tipo_documento" is 'Tipo de documento de quien se factura';
comment on column libro.factura_predial."documento" is 'Documento de quien se factura';
comment on column libro.factura_predial."total" is 'Total sin descuentos';
comment on column libro.factura_predial."referencia" is 'Referencia de pago impresa en el código de barras';
comment on column libro.factura_predial."estado" is 'Estado de la factura';
comment on column libro.factura_predial."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.factura_predial."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.factura_predial."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.factura_predial."_ordinal" is 'Orden dentro del turno';
comment on column libro.factura_predial."_corrida" is 'Número de la corrida';
comment on column libro.factura_predial."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.factura_predial."_huella" is 'Huella del registro canónico';
comment on column libro.factura_predial."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.factura_predial."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.factura_predial."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.factura_predial_plazo (
  "vigencia" smallint,
  "numero" text,
  "emision" text,
  "plazo" bigint,
  "fecha_limite" date,
  "total" numeric(19,2),
  "descuento" numeric(19,2),
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen)
);
create table if not exists historia.factura_predial_plazo (
  "vigencia" smallint,
  "numero" text,
  "emision" text,
  "plazo" bigint,
  "fecha_limite" date,
  "total" numeric(19,2),
  "descuento" numeric(19,2),
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen, _turno, _ordinal)
);
comment on table libro.factura_predial_plazo is 'Un plazo de pago de una factura de predial, con el total que vale hasta ese día.';
comment on column libro.factura_predial_plazo."vigencia" is 'Vigencia de la numeración de la factura';
comment on column libro.factura_predial_plazo."numero" is 'Número de la factura';
comment on column libro.factura_predial_plazo."emision" is 'Emisión de la factura';
comment on column libro.factura_predial_plazo."plazo" is 'Orden del plazo, desde 1';
comment on column libro.factura_predial_plazo."fecha_limite" is 'Último día del plazo';
comment on column libro.factura_predial_plazo."total" is 'Total si se paga dentro del plazo';
comment on column libro.factura_predial_plazo."descuento" is 'Descuento del plazo';
comment on column libro.factura_predial_plazo."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.factura_predial_plazo."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.factura_predial_plazo."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.factura_predial_plazo."_ordinal" is 'Orden dentro del turno';
comment on column libro.factura_predial_plazo."_corrida" is 'Número de la corrida';
comment on column libro.factura_predial_plazo."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.factura_predial_plazo."_huella" is 'Huella del registro canónico';
comment on column libro.factura_predial_plazo."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.factura_predial_plazo."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.factura_predial_plazo."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.factura_predial_vigencia (
  "vigencia" smallint,
  "numero" text,
  "emision" text,
  "vigencia_facturada" smallint,
  "concepto" text,
  "valor" numeric(19,2),
  "interes" numeric(19,2),
  "descuento" numeric(19,2),
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen)
);
create table if not exists historia.factura_predial_vigencia (
  "vigencia" smallint,
  "numero" text,
  "emision" text,
  "vigencia_facturada" smallint,
  "concepto" text,
  "valor" numeric(19,2),
  "interes" numeric(19,2),
  "descuento" numeric(19,2),
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen, _turno, _ordinal)
);
comment on table libro.factura_predial_vigencia is 'Lo que una factura de predial cobra por una vigencia y un concepto.';
comment on column libro.factura_predial_vigencia."vigencia" is 'Vigencia de la numeración de la factura';
comment on column libro.factura_predial_vigencia."numero" is 'Número de la factura';
comment on column libro.factura_predial_vigencia."emision" is 'Emisión de la factura';
comment on column libro.factura_predial_vigencia."vigencia_facturada" is 'Vigencia que se cobra';
comment on column libro.factura_predial_vigencia."concepto" is 'Concepto que se cobra';
comment on column libro.factura_predial_vigencia."valor" is 'Valor que se cobra';
comment on column libro.factura_predial_vigencia."interes" is 'Interés incluido en la factura';
comment on column libro.factura_predial_vigencia."descuento" is 'Descuento incluido en la factura';
comment on column libro.factura_predial_vigencia."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.factura_predial_vigencia."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.factura_predial_vigencia."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.factura_predial_vigencia."_ordinal" is 'Orden dentro del turno';
comment on column libro.factura_predial_vigencia."_corrida" is 'Número de la corrida';
comment on column libro.factura_predial_vigencia."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.factura_predial_vigencia."_huella" is 'Huella del registro canónico';
comment on column libro.factura_predial_vigencia."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.factura_predial_vigencia."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.factura_predial_vigencia."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.liquidacion_predial (
  "predio" text,
  "vigencia" smallint,
  "concepto" text,
  "base" numeric(19,2),
  "tarifa" numeric,
  "valor" numeric(19,2),
  "descuento" numeric(19,2),
  "interes" numeric(19,2),
  "pagado" numeric(19,2),
  "saldo" numeric(19,2),
  "fecha_corte" date,
  "estado" text,
  "factura" text,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen)
);
create table if not exists historia.liquidacion_predial (
  "predio" text,
  "vigencia" smallint,
  "concepto" text,
  "base" numeric(19,2),
  "tarifa" numeric,
  "valor" numeric(19,2),
  "descuento" numeric(19,2),
  "interes" numeric(19,2),
  "pagado" numeric(19,2),
  "saldo" numeric(19,2),
  "fecha_corte" date,
  "estado" text,
  "factura" text,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen, _turno, _ordinal)
);
comment on table libro.liquidacion_predial is 'Lo que un predio debe o debió por un concepto de una vigencia.';
comment on column libro.liquidacion_predial."predio" is 'Código del predio como lo escribe su fuente';
comment on column libro.liquidacion_predial."vigencia" is 'Vigencia que se liquida';
comment on column libro.liquidacion_predial."concepto" is 'Concepto: impuesto, sobretasa, otro';
comment on column libro.liquidacion_predial."base" is 'Base gravable';
comment on column libro.liquidacion_predial."tarifa" is 'Tarifa';
comment on column libro.liquidacion_predial."valor" is 'Valor liquidado';
comment on column libro.liquidacion_predial."descuento" is 'Descuento';
comment on column libro.liquidacion_predial."interes" is 'Interés de mora a la fecha de corte';
comment on column libro.liquidacion_predial."pagado" is 'Valor ya pagado';
comment on column libro.liquidacion_predial."saldo" is 'Saldo a la fecha de corte';
comment on column libro.liquidacion_predial."fecha_corte" is 'Día al que están calculados interés y saldo';
comment on column libro.liquidacion_predial."estado" is 'Estado de la vigencia';
comment on column libro.liquidacion_predial."factura" is 'Última factura que la cobra';
comment on column libro.liquidacion_predial."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.liquidacion_predial."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.liquidacion_predial."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.liquidacion_predial."_ordinal" is 'Orden dentro del turno';
comment on column libro.liquidacion_predial."_corrida" is 'Número de la corrida';
comment on column libro.liquidacion_predial."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.liquidacion_predial."_huella" is 'Huella del registro canónico';
comment on column libro.liquidacion_predial."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.liquidacion_predial."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.liquidacion_predial."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.lote_recaudo (
  "banco" text,
  "cuenta" text,
  "fecha_recaudo" date,
  "modificador" text,
  "lote" text,
  "fecha_archivo" date,
  "registros" bigint,
  "valor" numeric(19,2),
  "pagos_dobles" numeric(19,2),
  "ajustes" numeric(19,2),
  "valor_acumulado" numeric(19,2),
  "origen" text,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen)
);
create table if not exists historia.lote_recaudo (
  "banco" text,
  "cuenta" text,
  "fecha_recaudo" date,
  "modificador" text,
  "lote" text,
  "fecha_archivo" date,
  "registros" bigint,
  "valor" numeric(19,2),
  "pagos_dobles" numeric(19,2),
  "ajustes" numeric(19,2),
  "valor_acumulado" numeric(19,2),
  "origen" text,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen, _turno, _ordinal)
);
comment on table libro.lote_recaudo is 'Los totales de control de un lote de recaudo, según el banco o según el sistema que lo cargó.';
comment on column libro.lote_recaudo."banco" is 'Banco recaudador';
comment on column libro.lote_recaudo."cuenta" is 'Cuenta bancaria recaudadora';
comment on column libro.lote_recaudo."fecha_recaudo" is 'Día en que se recibieron los pagos';
comment on column libro.lote_recaudo."modificador" is 'Distingue los reenvíos de un mismo día';
comment on column libro.lote_recaudo."lote" is 'Número del lote';
comment on column libro.lote_recaudo."fecha_archivo" is 'Día en que el banco hizo el archivo';
comment on column libro.lote_recaudo."registros" is 'Pagos que declara el lote';
comment on column libro.lote_recaudo."valor" is 'Valor total que declara el lote';
comment on column libro.lote_recaudo."pagos_dobles" is 'Parte del valor que el sistema halló pagada dos veces';
comment on column libro.lote_recaudo."ajustes" is 'Ajustes que el sistema hizo al lote';
comment on column libro.lote_recaudo."valor_acumulado" is 'Suma que hizo el sistema de los pagos aplicados';
comment on column libro.lote_recaudo."origen" is 'Quién declara los totales';
comment on column libro.lote_recaudo."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.lote_recaudo."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.lote_recaudo."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.lote_recaudo."_ordinal" is 'Orden dentro del turno';
comment on column libro.lote_recaudo."_corrida" is 'Número de la corrida';
comment on column libro.lote_recaudo."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.lote_recaudo."_huella" is 'Huella del registro canónico';
comment on column libro.lote_recaudo."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.lote_recaudo."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.lote_recaudo."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.mapa_contable (
  "vigencia" smallint,
  "concepto" text,
  "clase_vigencia" text,
  "zona" text,
  "fuente" text,
  "norma" text,
  "cuenta_debito" text,
  "cuenta_credito" text,
  "rubro" text,
  "porcentaje" numeric,
  "beneficiario" text,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen)
);
create table if not exists historia.mapa_contable (
  "vigencia" smallint,
  "concepto" text,
  "clase_vigencia" text,
  "zona" text,
  "fuente" text,
  "norma" text,
  "cuenta_debito" text,
  "cuenta_credito" text,
  "rubro" text,
  "porcentaje" numeric,
  "beneficiario" text,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen, _turno, _ordinal)
);
comment on table libro.mapa_contable is 'A qué cuentas, rubro y fuente va lo que se recauda por un concepto.';
comment on column libro.mapa_contable."vigencia" is 'Vigencia en la que rige';
comment on column libro.mapa_contable."concepto" is 'Concepto que se recauda';
comment on column libro.mapa_contable."clase_vigencia" is 'Vigencia que se paga: actual, anterior o de difícil recaudo';
comment on column libro.mapa_contable."zona" is 'Zona del predio';
comment on column libro.mapa_contable."fuente" is 'Fuente de financiación';
comment on column libro.mapa_contable."norma" is 'Acto que da destino a esta parte';
comment on column libro.mapa_contable."cuenta_debito" is 'Cuenta que se debita';
comment on column libro.mapa_contable."cuenta_credito" is 'Cuenta que se acredita';
comment on column libro.mapa_contable."rubro" is 'Rubro de ingreso';
comment on column libro.mapa_contable."porcentaje" is 'Parte del concepto que va por esta línea';
comment on column libro.mapa_contable."beneficiario" is 'Entidad de la que es el dinero, si no es del municipio';
comment on column libro.mapa_contable."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.mapa_contable."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.mapa_contable."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.mapa_contable."_ordinal" is 'Orden dentro del turno';
comment on column libro.mapa_contable."_corrida" is 'Número de la corrida';
comment on column libro.mapa_contable."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.mapa_contable."_huella" is 'Huella del registro canónico';
comment on column libro.mapa_contable."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.mapa_contable."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.mapa_contable."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.movimiento_contable (
  "unidad" text,
  "vigencia" smallint,
  "tipo" text,
  "numero" text,
  "consecutivo" bigint,
  "periodo" smallint,
  "fecha" date,
  "fecha_registro" date,
  "cuenta" text,
  "debito" numeric(19,2),
  "credito" numeric(19,2),
  "tercero" text,
  "fuente" text,
  "rubro" text,
  "centro_costo" text,
  "cuenta_bancaria" text,
  "referencia" text,
  "detalle" text,
  "vigencia_afectada" smallint,
  "tipo_afectado" text,
  "numero_afectado" text,
  "consecutivo_afectado" bigint,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen)
);
create table if not exists historia.movimiento_contable (
  "unidad" text,
  "vigencia" smallint,
  "tipo" text,
  "numero" text,
  "consecutivo" bigint,
  "periodo" smallint,
  "fecha" date,
  "fecha_registro" date,
  "cuenta" text,
  "debito" numeric(19,2),
  "credito" numeric(19,2),
  "tercero" text,
  "fuente" text,
  "rubro" text,
  "centro_costo" text,
  "cuenta_bancaria" text,
  "referencia" text,
  "detalle" text,
  "vigencia_afectada" smallint,
  "tipo_afectado" text,
  "numero_afectado" text,
  "consecutivo_afectado" bigint,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen, _turno, _ordinal)
);
comment on table libro.movimiento_contable is 'Una línea de un comprobante de contabilidad.';
comment on column libro.movimiento_contable."unidad" is 'Unidad o entidad contable';
comment on column libro.movimiento_contable."vigencia" is 'Vigencia del comprobante';
comment on column libro.movimiento_contable."tipo" is 'Tipo de comprobante, como lo codifica la fuente';
comment on column libro.movimiento_contable."numero" is 'Número del comprobante';
comment on column libro.movimiento_contable."consecutivo" is 'Línea dentro del comprobante';
comment on column libro.movimiento_contable."periodo" is '0: saldos iniciales. 1 a 12: mes. 13: cierre';
comment on column libro.movimiento_contable."fecha" is 'Fecha del comprobante';
comment on column libro.movimiento_contable."fecha_registro" is 'Día en que se registró la línea';
comment on column libro.movimiento_contable."cuenta" is 'Cuenta contable, sin puntos';
comment on column libro.movimiento_contable."debito" is 'Valor débito';
comment on column libro.movimiento_contable."credito" is 'Valor crédito';
comment on column libro.movimiento_contable."tercero" is 'Documento del tercero';
comment on column libro.movimiento_contable."fuente" is 'Fuente de financiación';
comment on column libro.movimiento_contable."rubro" is 'Rubro del presupuesto';
comment on column libro.movimiento_contable."centro_costo" is 'Centro de costo';
comment on column libro.movimiento_contable."cuenta_bancaria" is 'Cuenta bancaria que mueve';
comment on column libro.movimiento_contable."referencia" is 'Referencia: factura, recibo u otro soporte';
comment on column libro.movimiento_contable."detalle" is 'Detalle de la línea';
comment on column libro.movimiento_contable."vigencia_afectada" is 'Documento afectado: su vigencia';
comment on column libro.movimiento_contable."tipo_afectado" is 'Documento afectado: su tipo';
comment on column libro.movimiento_contable."numero_afectado" is 'Documento afectado: su número';
comment on column libro.movimiento_contable."consecutivo_afectado" is 'Documento afectado: su línea';
comment on column libro.movimiento_contable."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.movimiento_contable."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.movimiento_contable."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.movimiento_contable."_ordinal" is 'Orden dentro del turno';
comment on column libro.movimiento_contable."_corrida" is 'Número de la corrida';
comment on column libro.movimiento_contable."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.movimiento_contable."_huella" is 'Huella del registro canónico';
comment on column libro.movimiento_contable."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.movimiento_contable."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.movimiento_contable."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.predio (
  "predio" text,
  "numero_predial" text,
  "codigo_predial" text,
  "nupre" text,
  "matricula" text,
  "municipio" text,
  "direccion" text,
  "zona" text,
  "condicion" text,
  "destino" text,
  "estrato" bigint,
  "area_terreno" numeric,
  "area_construida" numeric,
  "avaluo" numeric(19,2),
  "vigencia_avaluo" smallint,
  "estado" text,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen)
);
create table if not exists historia.predio (
  "predio" text,
  "numero_predial" text,
  "codigo_predial" text,
  "nupre" text,
  "matricula" text,
  "municipio" text,
  "direccion" text,
  "zona" text,
  "condicion" text,
  "destino" text,
  "estrato" bigint,
  "area_terreno" numeric,
  "area_construida" numeric,
  "avaluo" numeric(19,2),
  "vigencia_avaluo" smallint,
  "estado" text,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen, _turno, _ordinal)
);
comment on table libro.predio is 'Un predio como lo conoce una fuente, con su avalúo y sin sus propietarios.';
comment on column libro.predio."predio" is 'Código del predio como lo escribe su fuente';
comment on column libro.predio."numero_predial" is 'Número predial nacional, 30 dígitos';
comment on column libro.predio."codigo_predial" is 'Código predial anterior, 20 o 15 dígitos';
comment on column libro.predio."nupre" is 'Código homologado (NUPRE), 11 caracteres';
comment on column libro.predio."matricula" is 'Matrícula inmobiliaria, círculo-número';
comment on column libro.predio."municipio" is 'Municipio';
comment on column libro.predio."direccion" is 'Dirección o nombre del predio';
comment on column libro.predio."zona" is 'Zona. 00: rural. 01: urbana. 02 en adelante: centros poblados';
comment on column libro.predio."condicion" is 'Condición de propiedad';
comment on column libro.predio."destino" is 'Destino económico';
comment on column libro.predio."estrato" is 'Estrato';
comment on column libro.predio."area_terreno" is 'Área del terreno';
comment on column libro.predio."area_construida" is 'Área construida';
comment on column libro.predio."avaluo" is 'Avalúo catastral';
comment on column libro.predio."vigencia_avaluo" is 'Vigencia del avalúo';
comment on column libro.predio."estado" is 'Estado en la fuente';
comment on column libro.predio."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.predio."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.predio."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.predio."_ordinal" is 'Orden dentro del turno';
comment on column libro.predio."_corrida" is 'Número de la corrida';
comment on column libro.predio."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.predio."_huella" is 'Huella del registro canónico';
comment on column libro.predio."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.predio."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.predio."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.predio_alias (
  "predio" text,
  "clase" text,
  "codigo" text,
  "desde" date,
  "hasta" date,
  "acto" text,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen)
);
create table if not exists historia.predio_alias (
  "predio" text,
  "clase" text,
  "codigo" text,
  "desde" date,
  "hasta" date,
  "acto" text,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen, _turno, _ordinal)
);
comment on table libro.predio_alias is 'Otro código por el que se conoce o se conoció un predio.';
comment on column libro.predio_alias."predio" is 'Código del predio como lo escribe su fuente';
comment on column libro.predio_alias."clase" is 'Clase del otro código; interno: el de otro sistema del municipio';
comment on column libro.predio_alias."codigo" is 'El otro código';
comment on column libro.predio_alias."desde" is 'Primer día en que vale';
comment on column libro.predio_alias."hasta" is 'Último día en que vale';
comment on column libro.predio_alias."acto" is 'Resolución o acto que lo cambió';
comment on column libro.predio_alias."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.predio_alias."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.predio_alias."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.predio_alias."_ordinal" is 'Orden dentro del turno';
comment on column libro.predio_alias."_corrida" is 'Número de la corrida';
comment on column libro.predio_alias."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.predio_alias."_huella" is 'Huella del registro canónico';
comment on column libro.predio_alias."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.predio_alias."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.predio_alias."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.predio_titular (
  "predio" text,
  "vigencia" smallint,
  "orden" text,
  "tipo_documento" text,
  "documento" text,
  "nombre" text,
  "porcentaje" numeric,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen)
);
create table if not exists historia.predio_titular (
  "predio" text,
  "vigencia" smallint,
  "orden" text,
  "tipo_documento" text,
  "documento" text,
  "nombre" text,
  "porcentaje" numeric,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen, _turno, _ordinal)
);
comment on table libro.predio_titular is 'Un propietario o poseedor de un predio.';
comment on column libro.predio_titular."predio" is 'Código del predio como lo escribe su fuente';
comment on column libro.predio_titular."vigencia" is 'Vigencia en la que figura';
comment on column libro.predio_titular."orden" is 'Orden del titular; 001 es el principal';
comment on column libro.predio_titular."tipo_documento" is 'Tipo de documento';
comment on column libro.predio_titular."documento" is 'Documento del titular';
comment on column libro.predio_titular."nombre" is 'Nombre del titular';
comment on column libro.predio_titular."porcentaje" is 'Parte que le corresponde';
comment on column libro.predio_titular."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.predio_titular."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.predio_titular."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.predio_titular."_ordinal" is 'Orden dentro del turno';
comment on column libro.predio_titular."_corrida" is 'Número de la corrida';
comment on column libro.predio_titular."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.predio_titular."_huella" is 'Huella del registro canónico';
comment on column libro.predio_titular."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.predio_titular."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.predio_titular."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.recaudo (
  "vigencia" smallint,
  "numero" text,
  "banco" text,
  "cuenta" text,
  "fecha_recaudo" date,
  "fecha_abono" date,
  "lote" text,
  "modificador" text,
  "secuencia" text,
  "referencia" text,
  "factura" text,
  "predio" text,
  "valor" numeric(19,2),
  "medio" text,
  "origen" text,
  "causal_devolucion" text,
  "estado" text,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen)
);
create table if not exists historia.recaudo (
  "vigencia" smallint,
  "numero" text,
  "banco" text,
  "cuenta" text,
  "fecha_recaudo" date,
  "fecha_abono" date,
  "lote" text,
  "modificador" text,
  "secuencia" text,
  "referencia" text,
  "factura" text,
  "predio" text,
  "valor" numeric(19,2),
  "medio" text,
  "origen" text,
  "causal_devolucion" text,
  "estado" text,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen, _turno, _ordinal)
);
comment on table libro.recaudo is 'Un pago recibido, como lo informa el banco o como lo registra el sistema que lo aplica.';
comment on column libro.recaudo."vigencia" is 'Vigencia del número de recibo';
comment on column libro.recaudo."numero" is 'Número del recibo en el sistema que lo registró';
comment on column libro.recaudo."banco" is 'Banco recaudador';
comment on column libro.recaudo."cuenta" is 'Cuenta bancaria recaudadora';
comment on column libro.recaudo."fecha_recaudo" is 'Día en que se recibió el pago';
comment on column libro.recaudo."fecha_abono" is 'Día en que el banco lo abonó a la cuenta';
comment on column libro.recaudo."lote" is 'Lote del recaudo';
comment on column libro.recaudo."modificador" is 'Distingue los reenvíos de un mismo día';
comment on column libro.recaudo."secuencia" is 'Secuencia del pago dentro del lote';
comment on column libro.recaudo."referencia" is 'Referencia principal, tal como llegó';
comment on column libro.recaudo."factura" is 'Número de factura leído de la referencia';
comment on column libro.recaudo."predio" is 'Código del predio como lo escribe su fuente';
comment on column libro.recaudo."valor" is 'Valor recibido';
comment on column libro.recaudo."medio" is 'Medio de pago';
comment on column libro.recaudo."origen" is 'A: archivo del banco. M: registrado a mano';
comment on column libro.recaudo."causal_devolucion" is 'Causal de devolución';
comment on column libro.recaudo."estado" is 'Estado del pago';
comment on column libro.recaudo."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.recaudo."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.recaudo."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.recaudo."_ordinal" is 'Orden dentro del turno';
comment on column libro.recaudo."_corrida" is 'Número de la corrida';
comment on column libro.recaudo."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.recaudo."_huella" is 'Huella del registro canónico';
comment on column libro.recaudo."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.recaudo."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.recaudo."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.recaudo_concepto (
  "vigencia" smallint,
  "numero" text,
  "vigencia_pagada" smallint,
  "concepto" text,
  "fecha_recaudo" date,
  "predio" text,
  "zona" text,
  "valor" numeric(19,2),
  "beneficiario" text,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen)
);
create table if not exists historia.recaudo_concepto (
  "vigencia" smallint,
  "numero" text,
  "vigencia_pagada" smallint,
  "concepto" text,
  "fecha_recaudo" date,
  "predio" text,
  "zona" text,
  "valor" numeric(19,2),
  "beneficiario" text,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen, _turno, _ordinal)
);
comment on table libro.recaudo_concepto is 'La parte de un recaudo que paga un concepto de una vigencia.';
comment on column libro.recaudo_concepto."vigencia" is 'Vigencia del número de recibo';
comment on column libro.recaudo_concepto."numero" is 'Número del recibo en el sistema que lo registró';
comment on column libro.recaudo_concepto."vigencia_pagada" is 'Vigencia que se paga';
comment on column libro.recaudo_concepto."concepto" is 'Concepto que se paga';
comment on column libro.recaudo_concepto."fecha_recaudo" is 'Día en que se recibió el pago';
comment on column libro.recaudo_concepto."predio" is 'Código del predio como lo escribe su fuente';
comment on column libro.recaudo_concepto."zona" is 'Zona del predio';
comment on column libro.recaudo_concepto."valor" is 'Valor pagado';
comment on column libro.recaudo_concepto."beneficiario" is 'Entidad de la que es el dinero, si no es del municipio';
comment on column libro.recaudo_concepto."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.recaudo_concepto."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.recaudo_concepto."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.recaudo_concepto."_ordinal" is 'Orden dentro del turno';
comment on column libro.recaudo_concepto."_corrida" is 'Número de la corrida';
comment on column libro.recaudo_concepto."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.recaudo_concepto."_huella" is 'Huella del registro canónico';
comment on column libro.recaudo_concepto."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.recaudo_concepto."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.recaudo_concepto."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.recibo_caja (
  "vigencia" smallint,
  "tipo" text,
  "numero" text,
  "fecha" date,
  "fecha_recaudo" date,
  "tipo_documento" text,
  "tercero" text,
  "banco" text,
  "cuenta_bancaria" text,
  "cuenta" text,
  "documento_origen" text,
  "concepto" text,
  "valor" numeric(19,2),
  "tipo_comprobante" text,
  "numero_comprobante" text,
  "estado" text,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen)
);
create table if not exists historia.recibo_caja (
  "vigencia" smallint,
  "tipo" text,
  "numero" text,
  "fecha" date,
  "fecha_recaudo" date,
  "tipo_documento" text,
  "tercero" text,
  "banco" text,
  "cuenta_bancaria" text,
  "cuenta" text,
  "documento_origen" text,
  "concepto" text,
  "valor" numeric(19,2),
  "tipo_comprobante" text,
  "numero_comprobante" text,
  "estado" text,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen, _turno, _ordinal)
);
comment on table libro.recibo_caja is 'Un recibo de caja de tesorería.';
comment on column libro.recibo_caja."vigencia" is 'Vigencia de la numeración';
comment on column libro.recibo_caja."tipo" is 'Tipo de recibo, como lo codifica la fuente';
comment on column libro.recibo_caja."numero" is 'Número del recibo';
comment on column libro.recibo_caja."fecha" is 'Fecha del recibo';
comment on column libro.recibo_caja."fecha_recaudo" is 'Día en que el banco recibió el dinero';
comment on column libro.recibo_caja."tipo_documento" is 'Tipo de documento del tercero';
comment on column libro.recibo_caja."tercero" is 'Documento del tercero';
comment on column libro.recibo_caja."banco" is 'Banco';
comment on column libro.recibo_caja."cuenta_bancaria" is 'Cuenta bancaria en la que entra';
comment on column libro.recibo_caja."cuenta" is 'Cuenta contable de caja o banco';
comment on column libro.recibo_caja."documento_origen" is 'Número de la liquidación o factura que se paga';
comment on column libro.recibo_caja."concepto" is 'Concepto o detalle';
comment on column libro.recibo_caja."valor" is 'Valor recibido';
comment on column libro.recibo_caja."tipo_comprobante" is 'Comprobante de contabilidad: su tipo';
comment on column libro.recibo_caja."numero_comprobante" is 'Comprobante de contabilidad: su número';
comment on column libro.recibo_caja."estado" is 'Estado del recibo';
comment on column libro.recibo_caja."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.recibo_caja."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.recibo_caja."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.recibo_caja."_ordinal" is 'Orden dentro del turno';
comment on column libro.recibo_caja."_corrida" is 'Número de la corrida';
comment on column libro.recibo_caja."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.recibo_caja."_huella" is 'Huella del registro canónico';
comment on column libro.recibo_caja."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.recibo_caja."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.recibo_caja."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.recibo_caja_concepto (
  "vigencia" smallint,
  "tipo" text,
  "numero" text,
  "consecutivo" bigint,
  "concepto" text,
  "vigencia_pagada" smallint,
  "rubro" text,
  "fuente" text,
  "cuenta" text,
  "beneficiario" text,
  "valor" numeric(19,2),
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen)
);
create table if not exists historia.recibo_caja_concepto (
  "vigencia" smallint,
  "tipo" text,
  "numero" text,
  "consecutivo" bigint,
  "concepto" text,
  "vigencia_pagada" smallint,
  "rubro" text,
  "fuente" text,
  "cuenta" text,
  "beneficiario" text,
  "valor" numeric(19,2),
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen, _turno, _ordinal)
);
comment on table libro.recibo_caja_concepto is 'La parte de un recibo de caja que entra por un concepto, rubro y fuente.';
comment on column libro.recibo_caja_concepto."vigencia" is 'Vigencia de la numeración del recibo';
comment on column libro.recibo_caja_concepto."tipo" is 'Tipo de recibo, como lo codifica la fuente';
comment on column libro.recibo_caja_concepto."numero" is 'Número del recibo';
comment on column libro.recibo_caja_concepto."consecutivo" is 'Línea dentro del recibo';
comment on column libro.recibo_caja_concepto."concepto" is 'Concepto de ingreso, como lo codifica la fuente';
comment on column libro.recibo_caja_concepto."vigencia_pagada" is 'Vigencia que se paga';
comment on column libro.recibo_caja_concepto."rubro" is 'Rubro de ingreso';
comment on column libro.recibo_caja_concepto."fuente" is 'Fuente de financiación';
comment on column libro.recibo_caja_concepto."cuenta" is 'Cuenta contable que se acredita';
comment on column libro.recibo_caja_concepto."beneficiario" is 'Entidad de la que es el dinero, si no es del municipio';
comment on column libro.recibo_caja_concepto."valor" is 'Valor';
comment on column libro.recibo_caja_concepto."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.recibo_caja_concepto."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.recibo_caja_concepto."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.recibo_caja_concepto."_ordinal" is 'Orden dentro del turno';
comment on column libro.recibo_caja_concepto."_corrida" is 'Número de la corrida';
comment on column libro.recibo_caja_concepto."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.recibo_caja_concepto."_huella" is 'Huella del registro canónico';
comment on column libro.recibo_caja_concepto."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.recibo_caja_concepto."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.recibo_caja_concepto."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.rubro (
  "vigencia" smallint,
  "rubro" text,
  "nombre" text,
  "clase" text,
  "tipo" text,
  "nivel" bigint,
  "padre" text,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen)
);
create table if not exists historia.rubro (
  "vigencia" smallint,
  "rubro" text,
  "nombre" text,
  "clase" text,
  "tipo" text,
  "nivel" bigint,
  "padre" text,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen, _turno, _ordinal)
);
comment on table libro.rubro is 'Un rubro del presupuesto: del catálogo nacional o una extensión de la entidad.';
comment on column libro.rubro."vigencia" is 'Vigencia del catálogo';
comment on column libro.rubro."rubro" is 'Código del rubro; texto, nunca número';
comment on column libro.rubro."nombre" is 'Nombre del rubro';
comment on column libro.rubro."clase" is 'Parte del presupuesto a la que pertenece';
comment on column libro.rubro."tipo" is 'A: agregado de otros. C: de captura, recibe valores';
comment on column libro.rubro."nivel" is 'Nivel que le da la fuente';
comment on column libro.rubro."padre" is 'Rubro del que depende';
comment on column libro.rubro."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.rubro."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.rubro."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.rubro."_ordinal" is 'Orden dentro del turno';
comment on column libro.rubro."_corrida" is 'Número de la corrida';
comment on column libro.rubro."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.rubro."_huella" is 'Huella del registro canónico';
comment on column libro.rubro."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.rubro."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.rubro."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.saldo_contable (
  "entidad" text,
  "formulario" text,
  "vigencia" smallint,
  "periodo_corte" date,
  "envio" text,
  "recibido_en" timestamptz,
  "unidad" text,
  "cuenta" text,
  "nombre" text,
  "saldo_inicial" numeric(19,2),
  "debito" numeric(19,2),
  "credito" numeric(19,2),
  "saldo_final" numeric(19,2),
  "saldo_corriente" numeric(19,2),
  "saldo_no_corriente" numeric(19,2),
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen)
);
create table if not exists historia.saldo_contable (
  "entidad" text,
  "formulario" text,
  "vigencia" smallint,
  "periodo_corte" date,
  "envio" text,
  "recibido_en" timestamptz,
  "unidad" text,
  "cuenta" text,
  "nombre" text,
  "saldo_inicial" numeric(19,2),
  "debito" numeric(19,2),
  "credito" numeric(19,2),
  "saldo_final" numeric(19,2),
  "saldo_corriente" numeric(19,2),
  "saldo_no_corriente" numeric(19,2),
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen, _turno, _ordinal)
);
comment on table libro.saldo_contable is 'Saldos y movimientos de una cuenta en un periodo, como se reportaron.';
comment on column libro.saldo_contable."entidad" is 'Entidad que reporta';
comment on column libro.saldo_contable."formulario" is 'Formulario o informe del que viene';
comment on column libro.saldo_contable."vigencia" is 'Vigencia del informe';
comment on column libro.saldo_contable."periodo_corte" is 'Último día del periodo que se informa';
comment on column libro.saldo_contable."envio" is 'Número del envío al CHIP';
comment on column libro.saldo_contable."recibido_en" is 'Momento en que se recibió el envío';
comment on column libro.saldo_contable."unidad" is 'Unidad de los valores';
comment on column libro.saldo_contable."cuenta" is 'Cuenta contable, sin puntos';
comment on column libro.saldo_contable."nombre" is 'Nombre de la cuenta';
comment on column libro.saldo_contable."saldo_inicial" is 'Saldo al comienzo del periodo';
comment on column libro.saldo_contable."debito" is 'Movimiento débito del periodo';
comment on column libro.saldo_contable."credito" is 'Movimiento crédito del periodo';
comment on column libro.saldo_contable."saldo_final" is 'Saldo al final del periodo';
comment on column libro.saldo_contable."saldo_corriente" is 'Parte corriente del saldo final';
comment on column libro.saldo_contable."saldo_no_corriente" is 'Parte no corriente del saldo final';
comment on column libro.saldo_contable."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.saldo_contable."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.saldo_contable."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.saldo_contable."_ordinal" is 'Orden dentro del turno';
comment on column libro.saldo_contable."_corrida" is 'Número de la corrida';
comment on column libro.saldo_contable."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.saldo_contable."_huella" is 'Huella del registro canónico';
comment on column libro.saldo_contable."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.saldo_contable."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.saldo_contable."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.tercero (
  "tipo_documento" text,
  "documento" text,
  "digito_verificacion" text,
  "sucursal" text,
  "nombre" text,
  "razon_social" text,
  "primer_apellido" text,
  "segundo_apellido" text,
  "primer_nombre" text,
  "otros_nombres" text,
  "direccion" text,
  "municipio" text,
  "telefono" text,
  "correo" text,
  "reemplazado_por" text,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen)
);
create table if not exists historia.tercero (
  "tipo_documento" text,
  "documento" text,
  "digito_verificacion" text,
  "sucursal" text,
  "nombre" text,
  "razon_social" text,
  "primer_apellido" text,
  "segundo_apellido" text,
  "primer_nombre" text,
  "otros_nombres" text,
  "direccion" text,
  "municipio" text,
  "telefono" text,
  "correo" text,
  "reemplazado_por" text,
  "_origen" text collate "C" not null,
  "_clave" text collate "C" not null,
  "_turno" bigint not null,
  "_ordinal" integer not null,
  "_corrida" integer not null,
  "_ambito" text collate "C" not null,
  "_huella" text collate "C",
  "_leido_en" timestamptz not null,
  "_eliminado_en" timestamptz,
  "_observaciones" jsonb,
  primary key (_clave, _origen, _turno, _ordinal)
);
comment on table libro.tercero is 'Una persona o entidad con la que el municipio tiene cuentas, como la conoce una fuente.';
comment on column libro.tercero."tipo_documento" is 'Tipo de documento';
comment on column libro.tercero."documento" is 'Número de documento, sin dígito de verificación';
comment on column libro.tercero."digito_verificacion" is 'Dígito de verificación del NIT, como lo guarda la fuente';
comment on column libro.tercero."sucursal" is 'Sucursal del tercero';
comment on column libro.tercero."nombre" is 'Nombre completo, donde la fuente lo tiene en un solo campo';
comment on column libro.tercero."razon_social" is 'Razón social de una entidad';
comment on column libro.tercero."primer_apellido" is 'Primer apellido';
comment on column libro.tercero."segundo_apellido" is 'Segundo apellido';
comment on column libro.tercero."primer_nombre" is 'Primer nombre';
comment on column libro.tercero."otros_nombres" is 'Otros nombres';
comment on column libro.tercero."direccion" is 'Dirección';
comment on column libro.tercero."municipio" is 'Municipio de la dirección';
comment on column libro.tercero."telefono" is 'Teléfono';
comment on column libro.tercero."correo" is 'Correo electrónico';
comment on column libro.tercero."reemplazado_por" is 'Documento con el que la fuente lo unificó después';
comment on column libro.tercero."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.tercero."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.tercero."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.tercero."_ordinal" is 'Orden dentro del turno';
comment on column libro.tercero."_corrida" is 'Número de la corrida';
comment on column libro.tercero."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.tercero."_huella" is 'Huella del registro canónico';
comment on column libro.tercero."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.tercero."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.tercero."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';
