create table if not exists libro.apropiacion (
  "unidad" text,
  "vigencia" smallint,
  "seccion" text,
  "rubro" text,
  "fuente" text,
  "vigencia_gasto" text,
  "situacion_fondos" text,
  "bpin" text,
  "cpc" text,
  "inicial" numeric(19,2),
  "adiciones" numeric(19,2),
  "reducciones" numeric(19,2),
  "creditos" numeric(19,2),
  "contracreditos" numeric(19,2),
  "aplazamientos" numeric(19,2),
  "desaplazamientos" numeric(19,2),
  "definitiva" numeric(19,2),
  "disponible" numeric(19,2),
  "certificados" numeric(19,2),
  "compromisos" numeric(19,2),
  "obligaciones" numeric(19,2),
  "pagos" numeric(19,2),
  "recaudado" numeric(19,2),
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
create table if not exists historia.apropiacion (
  "unidad" text,
  "vigencia" smallint,
  "seccion" text,
  "rubro" text,
  "fuente" text,
  "vigencia_gasto" text,
  "situacion_fondos" text,
  "bpin" text,
  "cpc" text,
  "inicial" numeric(19,2),
  "adiciones" numeric(19,2),
  "reducciones" numeric(19,2),
  "creditos" numeric(19,2),
  "contracreditos" numeric(19,2),
  "aplazamientos" numeric(19,2),
  "desaplazamientos" numeric(19,2),
  "definitiva" numeric(19,2),
  "disponible" numeric(19,2),
  "certificados" numeric(19,2),
  "compromisos" numeric(19,2),
  "obligaciones" numeric(19,2),
  "pagos" numeric(19,2),
  "recaudado" numeric(19,2),
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
comment on table libro.apropiacion is 'Lo que el presupuesto da a un rubro y una fuente, con sus modificaciones y los acumulados que lleva la fuente.';
comment on column libro.apropiacion."unidad" is 'Unidad ejecutora, como la codifica la fuente';
comment on column libro.apropiacion."vigencia" is 'Vigencia del presupuesto';
comment on column libro.apropiacion."seccion" is 'Sección presupuestal';
comment on column libro.apropiacion."rubro" is 'Rubro del presupuesto';
comment on column libro.apropiacion."fuente" is 'Fuente de financiación, como la codifica la fuente';
comment on column libro.apropiacion."vigencia_gasto" is 'Vigencia del gasto: actual, futuras, reservas, cuentas por pagar';
comment on column libro.apropiacion."situacion_fondos" is 'Con o sin situación de fondos';
comment on column libro.apropiacion."bpin" is 'Código del proyecto de inversión';
comment on column libro.apropiacion."cpc" is 'Producto';
comment on column libro.apropiacion."inicial" is 'Apropiación o presupuesto inicial';
comment on column libro.apropiacion."adiciones" is 'Adiciones';
comment on column libro.apropiacion."reducciones" is 'Reducciones';
comment on column libro.apropiacion."creditos" is 'Créditos: traslados que entran';
comment on column libro.apropiacion."contracreditos" is 'Contracréditos: traslados que salen';
comment on column libro.apropiacion."aplazamientos" is 'Aplazamientos';
comment on column libro.apropiacion."desaplazamientos" is 'Desaplazamientos';
comment on column libro.apropiacion."definitiva" is 'Apropiación definitiva';
comment on column libro.apropiacion."disponible" is 'Saldo sin certificar';
comment on column libro.apropiacion."certificados" is 'Acumulado de certificados (CDP)';
comment on column libro.apropiacion."compromisos" is 'Acumulado de compromisos (RP)';
comment on column libro.apropiacion."obligaciones" is 'Acumulado de obligaciones';
comment on column libro.apropiacion."pagos" is 'Acumulado de pagos';
comment on column libro.apropiacion."recaudado" is 'Acumulado de recaudo, en un rubro de ingreso';
comment on column libro.apropiacion."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.apropiacion."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.apropiacion."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.apropiacion."_ordinal" is 'Orden dentro del turno';
comment on column libro.apropiacion."_corrida" is 'Número de la corrida';
comment on column libro.apropiacion."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.apropiacion."_huella" is 'Huella del registro canónico';
comment on column libro.apropiacion."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.apropiacion."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.apropiacion."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.avaluo (
  "predio" text,
  "vigencia" smallint,
  "valor" numeric(19,2),
  "destino" text,
  "area_terreno" numeric,
  "area_construida" numeric,
  "desde" date,
  "acto" text,
  "fecha_acto" date,
  "predio_anterior" text,
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
create table if not exists historia.avaluo (
  "predio" text,
  "vigencia" smallint,
  "valor" numeric(19,2),
  "destino" text,
  "area_terreno" numeric,
  "area_construida" numeric,
  "desde" date,
  "acto" text,
  "fecha_acto" date,
  "predio_anterior" text,
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
comment on table libro.avaluo is 'El avalúo catastral de un predio en una vigencia.';
comment on column libro.avaluo."predio" is 'Código del predio como lo escribe su fuente';
comment on column libro.avaluo."vigencia" is 'Vigencia del avalúo';
comment on column libro.avaluo."valor" is 'Avalúo catastral';
comment on column libro.avaluo."destino" is 'Destino económico';
comment on column libro.avaluo."area_terreno" is 'Área del terreno';
comment on column libro.avaluo."area_construida" is 'Área construida';
comment on column libro.avaluo."desde" is 'Día desde el que vale';
comment on column libro.avaluo."acto" is 'Resolución que lo fijó';
comment on column libro.avaluo."fecha_acto" is 'Fecha de la resolución';
comment on column libro.avaluo."predio_anterior" is 'Código anterior del predio';
comment on column libro.avaluo."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.avaluo."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.avaluo."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.avaluo."_ordinal" is 'Orden dentro del turno';
comment on column libro.avaluo."_corrida" is 'Número de la corrida';
comment on column libro.avaluo."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.avaluo."_huella" is 'Huella del registro canónico';
comment on column libro.avaluo."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.avaluo."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.avaluo."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

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

create table if not exists libro.cuenta_bancaria (
  "banco" text,
  "cuenta" text,
  "clase" text,
  "nombre" text,
  "fuente" text,
  "cuenta_contable" text,
  "apertura" date,
  "cierre" date,
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
create table if not exists historia.cuenta_bancaria (
  "banco" text,
  "cuenta" text,
  "clase" text,
  "nombre" text,
  "fuente" text,
  "cuenta_contable" text,
  "apertura" date,
  "cierre" date,
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
comment on table libro.cuenta_bancaria is 'Una cuenta del municipio en un banco.';
comment on column libro.cuenta_bancaria."banco" is 'Banco';
comment on column libro.cuenta_bancaria."cuenta" is 'Número de la cuenta';
comment on column libro.cuenta_bancaria."clase" is 'Clase de cuenta';
comment on column libro.cuenta_bancaria."nombre" is 'Nombre de la cuenta';
comment on column libro.cuenta_bancaria."fuente" is 'Fuente de financiación a la que está destinada, como la codifica la fuente';
comment on column libro.cuenta_bancaria."cuenta_contable" is 'Cuenta contable que la lleva';
comment on column libro.cuenta_bancaria."apertura" is 'Día en que se abrió';
comment on column libro.cuenta_bancaria."cierre" is 'Día en que se cerró';
comment on column libro.cuenta_bancaria."activa" is 'Está en uso';
comment on column libro.cuenta_bancaria."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.cuenta_bancaria."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.cuenta_bancaria."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.cuenta_bancaria."_ordinal" is 'Orden dentro del turno';
comment on column libro.cuenta_bancaria."_corrida" is 'Número de la corrida';
comment on column libro.cuenta_bancaria."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.cuenta_bancaria."_huella" is 'Huella del registro canónico';
comment on column libro.cuenta_bancaria."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.cuenta_bancaria."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.cuenta_bancaria."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

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

create table if not exists libro.documento_perdido (
  "numero" text,
  "fecha" date,
  "dependencia" text,
  "fecha_perdida" date,
  "lugar" text,
  "tipo_documento" text,
  "documento" text,
  "nombre" text,
  "telefono" text,
  "documento_perdido" text,
  "numero_perdido" text,
  "menor" boolean,
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
create table if not exists historia.documento_perdido (
  "numero" text,
  "fecha" date,
  "dependencia" text,
  "fecha_perdida" date,
  "lugar" text,
  "tipo_documento" text,
  "documento" text,
  "nombre" text,
  "telefono" text,
  "documento_perdido" text,
  "numero_perdido" text,
  "menor" boolean,
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
comment on table libro.documento_perdido is 'Una constancia por pérdida de documentos ante la inspección de policía o la comisaría de familia.';
comment on column libro.documento_perdido."numero" is 'Número de la constancia';
comment on column libro.documento_perdido."fecha" is 'Día en que se denunció';
comment on column libro.documento_perdido."dependencia" is 'Inspección o comisaría que la recibió';
comment on column libro.documento_perdido."fecha_perdida" is 'Día en que se perdió';
comment on column libro.documento_perdido."lugar" is 'Lugar de la pérdida';
comment on column libro.documento_perdido."tipo_documento" is 'Tipo de documento de quien denuncia';
comment on column libro.documento_perdido."documento" is 'Documento de quien denuncia';
comment on column libro.documento_perdido."nombre" is 'Nombre de quien denuncia';
comment on column libro.documento_perdido."telefono" is 'Teléfono';
comment on column libro.documento_perdido."documento_perdido" is 'Qué documento se perdió';
comment on column libro.documento_perdido."numero_perdido" is 'Número del documento perdido';
comment on column libro.documento_perdido."menor" is 'El documento es de un menor de edad';
comment on column libro.documento_perdido."estado" is 'Estado de la constancia';
comment on column libro.documento_perdido."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.documento_perdido."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.documento_perdido."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.documento_perdido."_ordinal" is 'Orden dentro del turno';
comment on column libro.documento_perdido."_corrida" is 'Número de la corrida';
comment on column libro.documento_perdido."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.documento_perdido."_huella" is 'Huella del registro canónico';
comment on column libro.documento_perdido."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.documento_perdido."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.documento_perdido."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.documento_presupuestal (
  "unidad" text,
  "vigencia" smallint,
  "tipo" text,
  "numero" text,
  "clase" text,
  "efecto" text,
  "fecha" date,
  "fecha_registro" date,
  "vence" date,
  "tipo_documento" text,
  "tercero" text,
  "contrato" text,
  "inicio_contrato" date,
  "concepto" text,
  "valor" numeric(19,2),
  "vigencia_modificada" smallint,
  "tipo_modificado" text,
  "numero_modificado" text,
  "vigencia_soporte" smallint,
  "tipo_soporte" text,
  "numero_soporte" text,
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
create table if not exists historia.documento_presupuestal (
  "unidad" text,
  "vigencia" smallint,
  "tipo" text,
  "numero" text,
  "clase" text,
  "efecto" text,
  "fecha" date,
  "fecha_registro" date,
  "vence" date,
  "tipo_documento" text,
  "tercero" text,
  "contrato" text,
  "inicio_contrato" date,
  "concepto" text,
  "valor" numeric(19,2),
  "vigencia_modificada" smallint,
  "tipo_modificado" text,
  "numero_modificado" text,
  "vigencia_soporte" smallint,
  "tipo_soporte" text,
  "numero_soporte" text,
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
comment on table libro.documento_presupuestal is 'El encabezado de un documento de la cadena presupuestal: CDP, RP, obligación, pago, reconocimiento o recaudo.';
comment on column libro.documento_presupuestal."unidad" is 'Unidad ejecutora, como la codifica la fuente';
comment on column libro.documento_presupuestal."vigencia" is 'Vigencia de la numeración';
comment on column libro.documento_presupuestal."tipo" is 'Tipo de documento, como lo codifica la fuente';
comment on column libro.documento_presupuestal."numero" is 'Número dentro de unidad, vigencia y tipo';
comment on column libro.documento_presupuestal."clase" is 'Paso de la cadena presupuestal';
comment on column libro.documento_presupuestal."efecto" is 'Qué hace: crea, adiciona a otro, le libera saldo o lo reversa';
comment on column libro.documento_presupuestal."fecha" is 'Fecha del documento';
comment on column libro.documento_presupuestal."fecha_registro" is 'Día en que se registró';
comment on column libro.documento_presupuestal."vence" is 'Último día en que vale, en un CDP';
comment on column libro.documento_presupuestal."tipo_documento" is 'Tipo de documento del tercero';
comment on column libro.documento_presupuestal."tercero" is 'Documento del tercero';
comment on column libro.documento_presupuestal."contrato" is 'Contrato o acto que lo respalda';
comment on column libro.documento_presupuestal."inicio_contrato" is 'Día en que empieza el contrato';
comment on column libro.documento_presupuestal."concepto" is 'Objeto o concepto';
comment on column libro.documento_presupuestal."valor" is 'Valor, negativo cuando libera o reversa';
comment on column libro.documento_presupuestal."vigencia_modificada" is 'Documento que modifica: su vigencia';
comment on column libro.documento_presupuestal."tipo_modificado" is 'Documento que modifica: su tipo';
comment on column libro.documento_presupuestal."numero_modificado" is 'Documento que modifica: su número';
comment on column libro.documento_presupuestal."vigencia_soporte" is 'Recibo de caja o egreso que lo soporta: su vigencia';
comment on column libro.documento_presupuestal."tipo_soporte" is 'Recibo de caja o egreso que lo soporta: su tipo';
comment on column libro.documento_presupuestal."numero_soporte" is 'Recibo de caja o egreso que lo soporta: su número';
comment on column libro.documento_presupuestal."estado" is 'Estado del documento';
comment on column libro.documento_presupuestal."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.documento_presupuestal."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.documento_presupuestal."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.documento_presupuestal."_ordinal" is 'Orden dentro del turno';
comment on column libro.documento_presupuestal."_corrida" is 'Número de la corrida';
comment on column libro.documento_presupuestal."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.documento_presupuestal."_huella" is 'Huella del registro canónico';
comment on column libro.documento_presupuestal."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.documento_presupuestal."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.documento_presupuestal."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.documento_presupuestal_linea (
  "unidad" text,
  "vigencia" smallint,
  "tipo" text,
  "numero" text,
  "consecutivo" bigint,
  "seccion" text,
  "rubro" text,
  "fuente" text,
  "vigencia_gasto" text,
  "situacion_fondos" text,
  "bpin" text,
  "cpc" text,
  "vigencia_recaudada" smallint,
  "valor" numeric(19,2),
  "vigencia_antecedente" smallint,
  "tipo_antecedente" text,
  "numero_antecedente" text,
  "consecutivo_antecedente" bigint,
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
create table if not exists historia.documento_presupuestal_linea (
  "unidad" text,
  "vigencia" smallint,
  "tipo" text,
  "numero" text,
  "consecutivo" bigint,
  "seccion" text,
  "rubro" text,
  "fuente" text,
  "vigencia_gasto" text,
  "situacion_fondos" text,
  "bpin" text,
  "cpc" text,
  "vigencia_recaudada" smallint,
  "valor" numeric(19,2),
  "vigencia_antecedente" smallint,
  "tipo_antecedente" text,
  "numero_antecedente" text,
  "consecutivo_antecedente" bigint,
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
comment on table libro.documento_presupuestal_linea is 'La parte de un documento presupuestal que va por un rubro y una fuente.';
comment on column libro.documento_presupuestal_linea."unidad" is 'Unidad ejecutora, como la codifica la fuente';
comment on column libro.documento_presupuestal_linea."vigencia" is 'Vigencia de la numeración del documento';
comment on column libro.documento_presupuestal_linea."tipo" is 'Tipo de documento, como lo codifica la fuente';
comment on column libro.documento_presupuestal_linea."numero" is 'Número del documento';
comment on column libro.documento_presupuestal_linea."consecutivo" is 'Línea dentro del documento';
comment on column libro.documento_presupuestal_linea."seccion" is 'Sección presupuestal';
comment on column libro.documento_presupuestal_linea."rubro" is 'Rubro del presupuesto';
comment on column libro.documento_presupuestal_linea."fuente" is 'Fuente de financiación, como la codifica la fuente';
comment on column libro.documento_presupuestal_linea."vigencia_gasto" is 'Vigencia del gasto: actual, futuras, reservas, cuentas por pagar';
comment on column libro.documento_presupuestal_linea."situacion_fondos" is 'Con o sin situación de fondos';
comment on column libro.documento_presupuestal_linea."bpin" is 'Código del proyecto de inversión';
comment on column libro.documento_presupuestal_linea."cpc" is 'Producto';
comment on column libro.documento_presupuestal_linea."vigencia_recaudada" is 'Vigencia que se paga, en un recaudo';
comment on column libro.documento_presupuestal_linea."valor" is 'Valor, negativo cuando libera o reversa';
comment on column libro.documento_presupuestal_linea."vigencia_antecedente" is 'Línea de la que sale: vigencia de su documento';
comment on column libro.documento_presupuestal_linea."tipo_antecedente" is 'Línea de la que sale: tipo de su documento';
comment on column libro.documento_presupuestal_linea."numero_antecedente" is 'Línea de la que sale: número de su documento';
comment on column libro.documento_presupuestal_linea."consecutivo_antecedente" is 'Línea de la que sale: su consecutivo';
comment on column libro.documento_presupuestal_linea."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.documento_presupuestal_linea."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.documento_presupuestal_linea."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.documento_presupuestal_linea."_ordinal" is 'Orden dentro del turno';
comment on column libro.documento_presupuestal_linea."_corrida" is 'Número de la corrida';
comment on column libro.documento_presupuestal_linea."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.documento_presupuestal_linea."_huella" is 'Huella del registro canónico';
comment on column libro.documento_presupuestal_linea."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.documento_presupuestal_linea."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.documento_presupuestal_linea."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.egreso (
  "vigencia" smallint,
  "tipo" text,
  "numero" text,
  "fecha" date,
  "fecha_pago" date,
  "tipo_documento" text,
  "tercero" text,
  "vigencia_obligacion" smallint,
  "tipo_obligacion" text,
  "numero_obligacion" text,
  "banco" text,
  "cuenta_bancaria" text,
  "medio" text,
  "documento_pago" text,
  "concepto" text,
  "bruto" numeric(19,2),
  "deducciones" numeric(19,2),
  "neto" numeric(19,2),
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
create table if not exists historia.egreso (
  "vigencia" smallint,
  "tipo" text,
  "numero" text,
  "fecha" date,
  "fecha_pago" date,
  "tipo_documento" text,
  "tercero" text,
  "vigencia_obligacion" smallint,
  "tipo_obligacion" text,
  "numero_obligacion" text,
  "banco" text,
  "cuenta_bancaria" text,
  "medio" text,
  "documento_pago" text,
  "concepto" text,
  "bruto" numeric(19,2),
  "deducciones" numeric(19,2),
  "neto" numeric(19,2),
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
comment on table libro.egreso is 'Un comprobante de egreso: lo que tesorería paga a un tercero.';
comment on column libro.egreso."vigencia" is 'Vigencia de la numeración';
comment on column libro.egreso."tipo" is 'Tipo de egreso, como lo codifica la fuente';
comment on column libro.egreso."numero" is 'Número del egreso';
comment on column libro.egreso."fecha" is 'Fecha del egreso';
comment on column libro.egreso."fecha_pago" is 'Día en que el banco lo pagó';
comment on column libro.egreso."tipo_documento" is 'Tipo de documento del tercero';
comment on column libro.egreso."tercero" is 'Documento del tercero';
comment on column libro.egreso."vigencia_obligacion" is 'Obligación que paga: su vigencia';
comment on column libro.egreso."tipo_obligacion" is 'Obligación que paga: su tipo';
comment on column libro.egreso."numero_obligacion" is 'Obligación que paga: su número';
comment on column libro.egreso."banco" is 'Banco';
comment on column libro.egreso."cuenta_bancaria" is 'Cuenta bancaria de la que sale';
comment on column libro.egreso."medio" is 'Medio de pago';
comment on column libro.egreso."documento_pago" is 'Número del cheque, de la transferencia o de la nota';
comment on column libro.egreso."concepto" is 'Concepto o detalle';
comment on column libro.egreso."bruto" is 'Valor antes de deducciones';
comment on column libro.egreso."deducciones" is 'Suma de las deducciones';
comment on column libro.egreso."neto" is 'Valor que se gira';
comment on column libro.egreso."tipo_comprobante" is 'Comprobante de contabilidad: su tipo';
comment on column libro.egreso."numero_comprobante" is 'Comprobante de contabilidad: su número';
comment on column libro.egreso."estado" is 'Estado del egreso';
comment on column libro.egreso."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.egreso."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.egreso."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.egreso."_ordinal" is 'Orden dentro del turno';
comment on column libro.egreso."_corrida" is 'Número de la corrida';
comment on column libro.egreso."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.egreso."_huella" is 'Huella del registro canónico';
comment on column libro.egreso."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.egreso."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.egreso."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.egreso_deduccion (
  "vigencia" smallint,
  "tipo" text,
  "numero" text,
  "consecutivo" bigint,
  "concepto" text,
  "base" numeric(19,2),
  "tarifa" numeric,
  "valor" numeric(19,2),
  "cuenta" text,
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
create table if not exists historia.egreso_deduccion (
  "vigencia" smallint,
  "tipo" text,
  "numero" text,
  "consecutivo" bigint,
  "concepto" text,
  "base" numeric(19,2),
  "tarifa" numeric,
  "valor" numeric(19,2),
  "cuenta" text,
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
comment on table libro.egreso_deduccion is 'Lo que se le descuenta a un egreso por un concepto: retención, estampilla, contribución.';
comment on column libro.egreso_deduccion."vigencia" is 'Vigencia de la numeración del egreso';
comment on column libro.egreso_deduccion."tipo" is 'Tipo de egreso, como lo codifica la fuente';
comment on column libro.egreso_deduccion."numero" is 'Número del egreso';
comment on column libro.egreso_deduccion."consecutivo" is 'Línea dentro del egreso';
comment on column libro.egreso_deduccion."concepto" is 'Concepto de la deducción, como lo codifica la fuente';
comment on column libro.egreso_deduccion."base" is 'Base de la deducción';
comment on column libro.egreso_deduccion."tarifa" is 'Tarifa';
comment on column libro.egreso_deduccion."valor" is 'Valor descontado';
comment on column libro.egreso_deduccion."cuenta" is 'Cuenta contable que se acredita';
comment on column libro.egreso_deduccion."beneficiario" is 'Entidad a la que se le debe';
comment on column libro.egreso_deduccion."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.egreso_deduccion."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.egreso_deduccion."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.egreso_deduccion."_ordinal" is 'Orden dentro del turno';
comment on column libro.egreso_deduccion."_corrida" is 'Número de la corrida';
comment on column libro.egreso_deduccion."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.egreso_deduccion."_huella" is 'Huella del registro canónico';
comment on column libro.egreso_deduccion."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.egreso_deduccion."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.egreso_deduccion."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

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
comment on column libro.ejecucion_gastos."entidad" is 'Entidad que reporta; en los informes impresos de PCT, el NIT de su encabezado en lugar del código';
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
comment on column libro.ejecucion_ingresos."entidad" is 'Entidad que reporta; en los informes impresos de PCT, el NIT de su encabezado en lugar del código';
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

create table if not exists libro.encuesta_satisfaccion (
  "visita" text,
  "fecha" date,
  "dependencia" text,
  "atencion" bigint,
  "tiempo" bigint,
  "claridad" bigint,
  "resuelto" boolean,
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
create table if not exists historia.encuesta_satisfaccion (
  "visita" text,
  "fecha" date,
  "dependencia" text,
  "atencion" bigint,
  "tiempo" bigint,
  "claridad" bigint,
  "resuelto" boolean,
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
comment on table libro.encuesta_satisfaccion is 'Lo que respondió un visitante a la encuesta de satisfacción, sin decir quién es.';
comment on column libro.encuesta_satisfaccion."visita" is 'Número de la visita de la que sale';
comment on column libro.encuesta_satisfaccion."fecha" is 'Día de la visita';
comment on column libro.encuesta_satisfaccion."dependencia" is 'Dependencia que se visitó';
comment on column libro.encuesta_satisfaccion."atencion" is 'Calificación de la atención';
comment on column libro.encuesta_satisfaccion."tiempo" is 'Calificación del tiempo de espera';
comment on column libro.encuesta_satisfaccion."claridad" is 'Calificación de la claridad de la respuesta';
comment on column libro.encuesta_satisfaccion."resuelto" is 'Dice que su asunto quedó resuelto';
comment on column libro.encuesta_satisfaccion."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.encuesta_satisfaccion."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.encuesta_satisfaccion."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.encuesta_satisfaccion."_ordinal" is 'Orden dentro del turno';
comment on column libro.encuesta_satisfaccion."_corrida" is 'Número de la corrida';
comment on column libro.encuesta_satisfaccion."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.encuesta_satisfaccion."_huella" is 'Huella del registro canónico';
comment on column libro.encuesta_satisfaccion."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.encuesta_satisfaccion."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.encuesta_satisfaccion."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

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
  "fecha_liquidacion" date,
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
  "fecha_liquidacion" date,
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
comment on column libro.liquidacion_predial."fecha_liquidacion" is 'Día en que se liquidó';
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

create table if not exists libro.mapa_fuente (
  "vigencia" smallint,
  "fuente" text,
  "nombre" text,
  "fuente_cuipo" text,
  "norma" text,
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
create table if not exists historia.mapa_fuente (
  "vigencia" smallint,
  "fuente" text,
  "nombre" text,
  "fuente_cuipo" text,
  "norma" text,
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
comment on table libro.mapa_fuente is 'La fuente de financiación de CUIPO que corresponde a un código de fuente del sistema.';
comment on column libro.mapa_fuente."vigencia" is 'Vigencia en la que rige';
comment on column libro.mapa_fuente."fuente" is 'Fuente de financiación, como la codifica la fuente';
comment on column libro.mapa_fuente."nombre" is 'Nombre de la fuente de financiación en el sistema';
comment on column libro.mapa_fuente."fuente_cuipo" is 'Fuente de financiación';
comment on column libro.mapa_fuente."norma" is 'Acto que da la destinación';
comment on column libro.mapa_fuente."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.mapa_fuente."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.mapa_fuente."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.mapa_fuente."_ordinal" is 'Orden dentro del turno';
comment on column libro.mapa_fuente."_corrida" is 'Número de la corrida';
comment on column libro.mapa_fuente."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.mapa_fuente."_huella" is 'Huella del registro canónico';
comment on column libro.mapa_fuente."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.mapa_fuente."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.mapa_fuente."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.modificacion_presupuestal (
  "unidad" text,
  "vigencia" smallint,
  "tipo" text,
  "numero" text,
  "consecutivo" bigint,
  "movimiento" text,
  "fecha" date,
  "acto" text,
  "fecha_acto" date,
  "seccion" text,
  "rubro" text,
  "fuente" text,
  "bpin" text,
  "valor" numeric(19,2),
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
create table if not exists historia.modificacion_presupuestal (
  "unidad" text,
  "vigencia" smallint,
  "tipo" text,
  "numero" text,
  "consecutivo" bigint,
  "movimiento" text,
  "fecha" date,
  "acto" text,
  "fecha_acto" date,
  "seccion" text,
  "rubro" text,
  "fuente" text,
  "bpin" text,
  "valor" numeric(19,2),
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
comment on table libro.modificacion_presupuestal is 'Lo que un acto cambia en un rubro y una fuente del presupuesto.';
comment on column libro.modificacion_presupuestal."unidad" is 'Unidad ejecutora, como la codifica la fuente';
comment on column libro.modificacion_presupuestal."vigencia" is 'Vigencia del presupuesto';
comment on column libro.modificacion_presupuestal."tipo" is 'Tipo de modificación, como lo codifica la fuente';
comment on column libro.modificacion_presupuestal."numero" is 'Número dentro de unidad, vigencia y tipo';
comment on column libro.modificacion_presupuestal."consecutivo" is 'Línea dentro de la modificación';
comment on column libro.modificacion_presupuestal."movimiento" is 'Qué le hace al rubro';
comment on column libro.modificacion_presupuestal."fecha" is 'Fecha de la modificación';
comment on column libro.modificacion_presupuestal."acto" is 'Acto administrativo que la ordena';
comment on column libro.modificacion_presupuestal."fecha_acto" is 'Fecha del acto';
comment on column libro.modificacion_presupuestal."seccion" is 'Sección presupuestal';
comment on column libro.modificacion_presupuestal."rubro" is 'Rubro del presupuesto';
comment on column libro.modificacion_presupuestal."fuente" is 'Fuente de financiación, como la codifica la fuente';
comment on column libro.modificacion_presupuestal."bpin" is 'Código del proyecto de inversión';
comment on column libro.modificacion_presupuestal."valor" is 'Valor, siempre en el sentido del movimiento';
comment on column libro.modificacion_presupuestal."estado" is 'Estado de la modificación';
comment on column libro.modificacion_presupuestal."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.modificacion_presupuestal."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.modificacion_presupuestal."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.modificacion_presupuestal."_ordinal" is 'Orden dentro del turno';
comment on column libro.modificacion_presupuestal."_corrida" is 'Número de la corrida';
comment on column libro.modificacion_presupuestal."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.modificacion_presupuestal."_huella" is 'Huella del registro canónico';
comment on column libro.modificacion_presupuestal."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.modificacion_presupuestal."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.modificacion_presupuestal."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.movimiento_bancario (
  "banco" text,
  "cuenta" text,
  "fecha" date,
  "secuencia" text,
  "codigo" text,
  "descripcion" text,
  "oficina" text,
  "referencia" text,
  "documento" text,
  "valor" numeric(19,2),
  "saldo" numeric(19,2),
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
create table if not exists historia.movimiento_bancario (
  "banco" text,
  "cuenta" text,
  "fecha" date,
  "secuencia" text,
  "codigo" text,
  "descripcion" text,
  "oficina" text,
  "referencia" text,
  "documento" text,
  "valor" numeric(19,2),
  "saldo" numeric(19,2),
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
comment on table libro.movimiento_bancario is 'Una línea del extracto de una cuenta.';
comment on column libro.movimiento_bancario."banco" is 'Banco';
comment on column libro.movimiento_bancario."cuenta" is 'Número de la cuenta';
comment on column libro.movimiento_bancario."fecha" is 'Día del movimiento';
comment on column libro.movimiento_bancario."secuencia" is 'Lo que distingue los movimientos de un día';
comment on column libro.movimiento_bancario."codigo" is 'Código de la transacción, como lo escribe el banco';
comment on column libro.movimiento_bancario."descripcion" is 'Descripción, como la escribe el banco';
comment on column libro.movimiento_bancario."oficina" is 'Oficina o canal';
comment on column libro.movimiento_bancario."referencia" is 'Referencia del movimiento';
comment on column libro.movimiento_bancario."documento" is 'Número del cheque, de la consignación o de la nota';
comment on column libro.movimiento_bancario."valor" is 'Valor, negativo cuando sale';
comment on column libro.movimiento_bancario."saldo" is 'Saldo después del movimiento';
comment on column libro.movimiento_bancario."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.movimiento_bancario."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.movimiento_bancario."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.movimiento_bancario."_ordinal" is 'Orden dentro del turno';
comment on column libro.movimiento_bancario."_corrida" is 'Número de la corrida';
comment on column libro.movimiento_bancario."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.movimiento_bancario."_huella" is 'Huella del registro canónico';
comment on column libro.movimiento_bancario."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.movimiento_bancario."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.movimiento_bancario."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

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

create table if not exists libro.nomina_linea (
  "vigencia" smallint,
  "mes" smallint,
  "nomina" text,
  "empleado" text,
  "concepto" text,
  "consecutivo" bigint,
  "nombre" text,
  "clase" text,
  "seccion" text,
  "dependencia" text,
  "cargo" text,
  "rubro" text,
  "fuente" text,
  "cuenta_gasto" text,
  "cuenta_pasivo" text,
  "beneficiario" text,
  "administradora" text,
  "cantidad" numeric,
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
create table if not exists historia.nomina_linea (
  "vigencia" smallint,
  "mes" smallint,
  "nomina" text,
  "empleado" text,
  "concepto" text,
  "consecutivo" bigint,
  "nombre" text,
  "clase" text,
  "seccion" text,
  "dependencia" text,
  "cargo" text,
  "rubro" text,
  "fuente" text,
  "cuenta_gasto" text,
  "cuenta_pasivo" text,
  "beneficiario" text,
  "administradora" text,
  "cantidad" numeric,
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
comment on table libro.nomina_linea is 'Lo que la nómina liquida a un empleado por un concepto.';
comment on column libro.nomina_linea."vigencia" is 'Vigencia de la nómina';
comment on column libro.nomina_linea."mes" is 'Mes de la nómina, 1 a 12';
comment on column libro.nomina_linea."nomina" is 'Nómina dentro del mes, como la codifica la fuente';
comment on column libro.nomina_linea."empleado" is 'Seudónimo del empleado';
comment on column libro.nomina_linea."concepto" is 'Concepto, como lo codifica la fuente';
comment on column libro.nomina_linea."consecutivo" is 'Línea, donde un concepto se repite';
comment on column libro.nomina_linea."nombre" is 'Nombre del concepto';
comment on column libro.nomina_linea."clase" is 'Devengado, deducción, aporte del municipio o provisión';
comment on column libro.nomina_linea."seccion" is 'Sección presupuestal';
comment on column libro.nomina_linea."dependencia" is 'Dependencia';
comment on column libro.nomina_linea."cargo" is 'Cargo: nivel, código y grado';
comment on column libro.nomina_linea."rubro" is 'Rubro por el que se paga';
comment on column libro.nomina_linea."fuente" is 'Fuente de financiación, como la codifica la fuente';
comment on column libro.nomina_linea."cuenta_gasto" is 'Cuenta del gasto';
comment on column libro.nomina_linea."cuenta_pasivo" is 'Cuenta por pagar';
comment on column libro.nomina_linea."beneficiario" is 'Entidad a la que se le paga la deducción o el aporte';
comment on column libro.nomina_linea."administradora" is 'Administradora a la que va el aporte o la deducción';
comment on column libro.nomina_linea."cantidad" is 'Horas o días';
comment on column libro.nomina_linea."valor" is 'Valor';
comment on column libro.nomina_linea."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.nomina_linea."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.nomina_linea."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.nomina_linea."_ordinal" is 'Orden dentro del turno';
comment on column libro.nomina_linea."_corrida" is 'Número de la corrida';
comment on column libro.nomina_linea."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.nomina_linea."_huella" is 'Huella del registro canónico';
comment on column libro.nomina_linea."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.nomina_linea."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.nomina_linea."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.novedad_cartera (
  "clase" text,
  "numero" text,
  "predio" text,
  "vigencia" smallint,
  "concepto" text,
  "fecha" date,
  "acto" text,
  "fecha_acto" date,
  "valor" numeric(19,2),
  "interes" numeric(19,2),
  "cuotas" bigint,
  "cuota_inicial" numeric(19,2),
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
create table if not exists historia.novedad_cartera (
  "clase" text,
  "numero" text,
  "predio" text,
  "vigencia" smallint,
  "concepto" text,
  "fecha" date,
  "acto" text,
  "fecha_acto" date,
  "valor" numeric(19,2),
  "interes" numeric(19,2),
  "cuotas" bigint,
  "cuota_inicial" numeric(19,2),
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
comment on table libro.novedad_cartera is 'Lo que cambia una deuda de predial sin que entre dinero: descuento, prescripción, exención, ajuste o acuerdo de pago.';
comment on column libro.novedad_cartera."clase" is 'Clase de novedad';
comment on column libro.novedad_cartera."numero" is 'Número de la novedad o de su acto';
comment on column libro.novedad_cartera."predio" is 'Código del predio como lo escribe su fuente';
comment on column libro.novedad_cartera."vigencia" is 'Vigencia de la deuda';
comment on column libro.novedad_cartera."concepto" is 'Concepto: impuesto, sobretasa, otro';
comment on column libro.novedad_cartera."fecha" is 'Día desde el que vale';
comment on column libro.novedad_cartera."acto" is 'Acto administrativo';
comment on column libro.novedad_cartera."fecha_acto" is 'Fecha del acto';
comment on column libro.novedad_cartera."valor" is 'Cambio del capital, negativo cuando baja';
comment on column libro.novedad_cartera."interes" is 'Cambio del interés, negativo cuando baja';
comment on column libro.novedad_cartera."cuotas" is 'Cuotas de un acuerdo de pago';
comment on column libro.novedad_cartera."cuota_inicial" is 'Cuota inicial de un acuerdo de pago';
comment on column libro.novedad_cartera."estado" is 'Estado de la novedad';
comment on column libro.novedad_cartera."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.novedad_cartera."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.novedad_cartera."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.novedad_cartera."_ordinal" is 'Orden dentro del turno';
comment on column libro.novedad_cartera."_corrida" is 'Número de la corrida';
comment on column libro.novedad_cartera."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.novedad_cartera."_huella" is 'Huella del registro canónico';
comment on column libro.novedad_cartera."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.novedad_cartera."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.novedad_cartera."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.pago_nomina (
  "vigencia" smallint,
  "mes" smallint,
  "nomina" text,
  "empleado" text,
  "consecutivo" bigint,
  "fecha" date,
  "banco" text,
  "valor" numeric(19,2),
  "estado" text,
  "causal" text,
  "vigencia_egreso" smallint,
  "egreso" text,
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
create table if not exists historia.pago_nomina (
  "vigencia" smallint,
  "mes" smallint,
  "nomina" text,
  "empleado" text,
  "consecutivo" bigint,
  "fecha" date,
  "banco" text,
  "valor" numeric(19,2),
  "estado" text,
  "causal" text,
  "vigencia_egreso" smallint,
  "egreso" text,
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
comment on table libro.pago_nomina is 'Lo que se gira a un empleado por una nómina.';
comment on column libro.pago_nomina."vigencia" is 'Vigencia de la nómina';
comment on column libro.pago_nomina."mes" is 'Mes de la nómina, 1 a 12';
comment on column libro.pago_nomina."nomina" is 'Nómina dentro del mes, como la codifica la fuente';
comment on column libro.pago_nomina."empleado" is 'Seudónimo del empleado';
comment on column libro.pago_nomina."consecutivo" is 'Giro, donde hay más de uno';
comment on column libro.pago_nomina."fecha" is 'Día del giro';
comment on column libro.pago_nomina."banco" is 'Banco que recibe';
comment on column libro.pago_nomina."valor" is 'Valor girado';
comment on column libro.pago_nomina."estado" is 'Estado del giro';
comment on column libro.pago_nomina."causal" is 'Causal de rechazo, como la escribe el banco';
comment on column libro.pago_nomina."vigencia_egreso" is 'Egreso que lo paga: su vigencia';
comment on column libro.pago_nomina."egreso" is 'Egreso que lo paga: su número';
comment on column libro.pago_nomina."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.pago_nomina."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.pago_nomina."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.pago_nomina."_ordinal" is 'Orden dentro del turno';
comment on column libro.pago_nomina."_corrida" is 'Número de la corrida';
comment on column libro.pago_nomina."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.pago_nomina."_huella" is 'Huella del registro canónico';
comment on column libro.pago_nomina."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.pago_nomina."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.pago_nomina."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.pila_linea (
  "planilla" text,
  "secuencia" text,
  "subsistema" text,
  "administradora" text,
  "vigencia" smallint,
  "mes" smallint,
  "cotizante" text,
  "tipo_cotizante" text,
  "fecha_pago" date,
  "dias" bigint,
  "base" numeric,
  "tarifa" numeric,
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
create table if not exists historia.pila_linea (
  "planilla" text,
  "secuencia" text,
  "subsistema" text,
  "administradora" text,
  "vigencia" smallint,
  "mes" smallint,
  "cotizante" text,
  "tipo_cotizante" text,
  "fecha_pago" date,
  "dias" bigint,
  "base" numeric,
  "tarifa" numeric,
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
comment on table libro.pila_linea is 'Lo que una planilla PILA aporta por un cotizante a un subsistema.';
comment on column libro.pila_linea."planilla" is 'Número de la planilla';
comment on column libro.pila_linea."secuencia" is 'Línea dentro de la planilla';
comment on column libro.pila_linea."subsistema" is 'Subsistema';
comment on column libro.pila_linea."administradora" is 'Administradora';
comment on column libro.pila_linea."vigencia" is 'Año del periodo que se paga';
comment on column libro.pila_linea."mes" is 'Mes del periodo que se paga, 1 a 12';
comment on column libro.pila_linea."cotizante" is 'Seudónimo del cotizante';
comment on column libro.pila_linea."tipo_cotizante" is 'Tipo de cotizante';
comment on column libro.pila_linea."fecha_pago" is 'Día en que se pagó la planilla';
comment on column libro.pila_linea."dias" is 'Días cotizados';
comment on column libro.pila_linea."base" is 'Ingreso base de cotización';
comment on column libro.pila_linea."tarifa" is 'Tarifa';
comment on column libro.pila_linea."valor" is 'Cotización';
comment on column libro.pila_linea."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.pila_linea."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.pila_linea."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.pila_linea."_ordinal" is 'Orden dentro del turno';
comment on column libro.pila_linea."_corrida" is 'Número de la corrida';
comment on column libro.pila_linea."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.pila_linea."_huella" is 'Huella del registro canónico';
comment on column libro.pila_linea."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.pila_linea."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.pila_linea."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.plusvalia_liquidacion (
  "numero" text,
  "fecha" date,
  "predio" text,
  "matricula" text,
  "tipo_documento" text,
  "tercero" text,
  "hecho_generador" text,
  "acto" text,
  "fecha_acto" date,
  "firmeza" date,
  "area" numeric,
  "efecto" numeric(19,2),
  "tasa" numeric,
  "valor" numeric(19,2),
  "indexacion" numeric(19,2),
  "exigible_por" text,
  "licencia" text,
  "fecha_exigible" date,
  "pagado" numeric(19,2),
  "recibo" text,
  "fecha_pago" date,
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
create table if not exists historia.plusvalia_liquidacion (
  "numero" text,
  "fecha" date,
  "predio" text,
  "matricula" text,
  "tipo_documento" text,
  "tercero" text,
  "hecho_generador" text,
  "acto" text,
  "fecha_acto" date,
  "firmeza" date,
  "area" numeric,
  "efecto" numeric(19,2),
  "tasa" numeric,
  "valor" numeric(19,2),
  "indexacion" numeric(19,2),
  "exigible_por" text,
  "licencia" text,
  "fecha_exigible" date,
  "pagado" numeric(19,2),
  "recibo" text,
  "fecha_pago" date,
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
comment on table libro.plusvalia_liquidacion is 'La participación en plusvalía que se liquida a un predio por un hecho generador.';
comment on column libro.plusvalia_liquidacion."numero" is 'Número de la liquidación';
comment on column libro.plusvalia_liquidacion."fecha" is 'Fecha de la liquidación';
comment on column libro.plusvalia_liquidacion."predio" is 'Código del predio como lo escribe su fuente';
comment on column libro.plusvalia_liquidacion."matricula" is 'Matrícula inmobiliaria, círculo-número';
comment on column libro.plusvalia_liquidacion."tipo_documento" is 'Tipo de documento de quien debe';
comment on column libro.plusvalia_liquidacion."tercero" is 'Documento de quien debe';
comment on column libro.plusvalia_liquidacion."hecho_generador" is 'Hecho generador';
comment on column libro.plusvalia_liquidacion."acto" is 'Acto que determinó el efecto plusvalía';
comment on column libro.plusvalia_liquidacion."fecha_acto" is 'Fecha del acto';
comment on column libro.plusvalia_liquidacion."firmeza" is 'Día en que el acto quedó en firme';
comment on column libro.plusvalia_liquidacion."area" is 'Área objeto de la participación';
comment on column libro.plusvalia_liquidacion."efecto" is 'Efecto plusvalía por metro cuadrado';
comment on column libro.plusvalia_liquidacion."tasa" is 'Tasa de participación';
comment on column libro.plusvalia_liquidacion."valor" is 'Participación liquidada';
comment on column libro.plusvalia_liquidacion."indexacion" is 'Indexación por el IPC';
comment on column libro.plusvalia_liquidacion."exigible_por" is 'Lo que la hizo exigible';
comment on column libro.plusvalia_liquidacion."licencia" is 'Licencia que la hizo exigible';
comment on column libro.plusvalia_liquidacion."fecha_exigible" is 'Día desde el que es exigible';
comment on column libro.plusvalia_liquidacion."pagado" is 'Valor ya pagado';
comment on column libro.plusvalia_liquidacion."recibo" is 'Recibo con que se pagó';
comment on column libro.plusvalia_liquidacion."fecha_pago" is 'Día en que se pagó';
comment on column libro.plusvalia_liquidacion."estado" is 'Estado de la liquidación';
comment on column libro.plusvalia_liquidacion."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.plusvalia_liquidacion."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.plusvalia_liquidacion."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.plusvalia_liquidacion."_ordinal" is 'Orden dentro del turno';
comment on column libro.plusvalia_liquidacion."_corrida" is 'Número de la corrida';
comment on column libro.plusvalia_liquidacion."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.plusvalia_liquidacion."_huella" is 'Huella del registro canónico';
comment on column libro.plusvalia_liquidacion."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.plusvalia_liquidacion."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.plusvalia_liquidacion."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

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

create table if not exists libro.saldo_bancario (
  "banco" text,
  "cuenta" text,
  "fecha_corte" date,
  "saldo_extracto" numeric(19,2),
  "saldo_tesoreria" numeric(19,2),
  "saldo_contabilidad" numeric(19,2),
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
create table if not exists historia.saldo_bancario (
  "banco" text,
  "cuenta" text,
  "fecha_corte" date,
  "saldo_extracto" numeric(19,2),
  "saldo_tesoreria" numeric(19,2),
  "saldo_contabilidad" numeric(19,2),
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
comment on table libro.saldo_bancario is 'Los saldos de una cuenta a un día: extracto, libro de tesorería y libro de contabilidad.';
comment on column libro.saldo_bancario."banco" is 'Banco';
comment on column libro.saldo_bancario."cuenta" is 'Número de la cuenta';
comment on column libro.saldo_bancario."fecha_corte" is 'Día al que son los saldos';
comment on column libro.saldo_bancario."saldo_extracto" is 'Saldo del extracto del banco';
comment on column libro.saldo_bancario."saldo_tesoreria" is 'Saldo del libro de tesorería';
comment on column libro.saldo_bancario."saldo_contabilidad" is 'Saldo del libro de contabilidad';
comment on column libro.saldo_bancario."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.saldo_bancario."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.saldo_bancario."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.saldo_bancario."_ordinal" is 'Orden dentro del turno';
comment on column libro.saldo_bancario."_corrida" is 'Número de la corrida';
comment on column libro.saldo_bancario."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.saldo_bancario."_huella" is 'Huella del registro canónico';
comment on column libro.saldo_bancario."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.saldo_bancario."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.saldo_bancario."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.saldo_cartera (
  "fecha_corte" date,
  "predio" text,
  "vigencia" smallint,
  "concepto" text,
  "clase_vigencia" text,
  "capital" numeric(19,2),
  "interes" numeric(19,2),
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
create table if not exists historia.saldo_cartera (
  "fecha_corte" date,
  "predio" text,
  "vigencia" smallint,
  "concepto" text,
  "clase_vigencia" text,
  "capital" numeric(19,2),
  "interes" numeric(19,2),
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
comment on table libro.saldo_cartera is 'Lo que un predio debía por un concepto de una vigencia, en el día de un corte.';
comment on column libro.saldo_cartera."fecha_corte" is 'Día de la fotografía';
comment on column libro.saldo_cartera."predio" is 'Código del predio como lo escribe su fuente';
comment on column libro.saldo_cartera."vigencia" is 'Vigencia que se debe';
comment on column libro.saldo_cartera."concepto" is 'Concepto: impuesto, sobretasa, otro';
comment on column libro.saldo_cartera."clase_vigencia" is 'Actual, anterior o de difícil recaudo';
comment on column libro.saldo_cartera."capital" is 'Capital que se debe';
comment on column libro.saldo_cartera."interes" is 'Interés de mora a la fecha de corte';
comment on column libro.saldo_cartera."estado" is 'Estado de la deuda';
comment on column libro.saldo_cartera."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.saldo_cartera."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.saldo_cartera."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.saldo_cartera."_ordinal" is 'Orden dentro del turno';
comment on column libro.saldo_cartera."_corrida" is 'Número de la corrida';
comment on column libro.saldo_cartera."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.saldo_cartera."_huella" is 'Huella del registro canónico';
comment on column libro.saldo_cartera."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.saldo_cartera."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.saldo_cartera."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

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
comment on column libro.saldo_contable."entidad" is 'Entidad que reporta; en los informes impresos de PCT, el NIT de su encabezado en lugar del código';
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

create table if not exists libro.solicitud_sisben (
  "numero" text,
  "fecha" date,
  "clase" text,
  "tipo_documento" text,
  "documento" text,
  "nombre" text,
  "direccion" text,
  "sector" text,
  "telefono" text,
  "encuestador" text,
  "fecha_visita" date,
  "ficha" text,
  "personas" bigint,
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
create table if not exists historia.solicitud_sisben (
  "numero" text,
  "fecha" date,
  "clase" text,
  "tipo_documento" text,
  "documento" text,
  "nombre" text,
  "direccion" text,
  "sector" text,
  "telefono" text,
  "encuestador" text,
  "fecha_visita" date,
  "ficha" text,
  "personas" bigint,
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
comment on table libro.solicitud_sisben is 'Una solicitud de encuesta del SISBEN y lo que se hizo con ella.';
comment on column libro.solicitud_sisben."numero" is 'Número de la solicitud';
comment on column libro.solicitud_sisben."fecha" is 'Día de la solicitud';
comment on column libro.solicitud_sisben."clase" is 'Qué se pide';
comment on column libro.solicitud_sisben."tipo_documento" is 'Tipo de documento';
comment on column libro.solicitud_sisben."documento" is 'Documento de quien solicita';
comment on column libro.solicitud_sisben."nombre" is 'Nombre de quien solicita';
comment on column libro.solicitud_sisben."direccion" is 'Dirección';
comment on column libro.solicitud_sisben."sector" is 'Barrio o vereda';
comment on column libro.solicitud_sisben."telefono" is 'Teléfono';
comment on column libro.solicitud_sisben."encuestador" is 'Encuestador asignado';
comment on column libro.solicitud_sisben."fecha_visita" is 'Día de la visita';
comment on column libro.solicitud_sisben."ficha" is 'Número de la ficha';
comment on column libro.solicitud_sisben."personas" is 'Personas en el hogar';
comment on column libro.solicitud_sisben."estado" is 'Estado de la solicitud';
comment on column libro.solicitud_sisben."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.solicitud_sisben."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.solicitud_sisben."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.solicitud_sisben."_ordinal" is 'Orden dentro del turno';
comment on column libro.solicitud_sisben."_corrida" is 'Número de la corrida';
comment on column libro.solicitud_sisben."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.solicitud_sisben."_huella" is 'Huella del registro canónico';
comment on column libro.solicitud_sisben."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.solicitud_sisben."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.solicitud_sisben."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

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

create table if not exists libro.transaccion_pse (
  "cus" text,
  "ticket" text,
  "valor" numeric(19,2),
  "impuesto" numeric(19,2),
  "estado" text,
  "autorizacion" text,
  "creada_en" timestamptz,
  "resuelta_en" timestamptz,
  "banco_originador" text,
  "banco_recaudador" text,
  "cuenta" text,
  "ciclo_origen" text,
  "ciclo_transaccion" text,
  "servicio" text,
  "referencia_1" text,
  "referencia_2" text,
  "referencia_3" text,
  "factura" text,
  "medio" text,
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
create table if not exists historia.transaccion_pse (
  "cus" text,
  "ticket" text,
  "valor" numeric(19,2),
  "impuesto" numeric(19,2),
  "estado" text,
  "autorizacion" text,
  "creada_en" timestamptz,
  "resuelta_en" timestamptz,
  "banco_originador" text,
  "banco_recaudador" text,
  "cuenta" text,
  "ciclo_origen" text,
  "ciclo_transaccion" text,
  "servicio" text,
  "referencia_1" text,
  "referencia_2" text,
  "referencia_3" text,
  "factura" text,
  "medio" text,
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
comment on table libro.transaccion_pse is 'Un pago en línea por PSE, como lo informa la pasarela.';
comment on column libro.transaccion_pse."cus" is 'Código único de seguimiento';
comment on column libro.transaccion_pse."ticket" is 'Número del tiquete de la pasarela';
comment on column libro.transaccion_pse."valor" is 'Valor';
comment on column libro.transaccion_pse."impuesto" is 'Impuesto dentro del valor';
comment on column libro.transaccion_pse."estado" is 'Estado de la transacción';
comment on column libro.transaccion_pse."autorizacion" is 'Código de autorización';
comment on column libro.transaccion_pse."creada_en" is 'Momento en que se creó';
comment on column libro.transaccion_pse."resuelta_en" is 'Momento en que se resolvió';
comment on column libro.transaccion_pse."banco_originador" is 'Banco de quien paga';
comment on column libro.transaccion_pse."banco_recaudador" is 'Banco que recibe';
comment on column libro.transaccion_pse."cuenta" is 'Cuenta bancaria en la que entra';
comment on column libro.transaccion_pse."ciclo_origen" is 'Ciclo en que se originó';
comment on column libro.transaccion_pse."ciclo_transaccion" is 'Ciclo en que se compensó';
comment on column libro.transaccion_pse."servicio" is 'Servicio que se paga';
comment on column libro.transaccion_pse."referencia_1" is 'Primera referencia; de ordinario, la factura';
comment on column libro.transaccion_pse."referencia_2" is 'Segunda referencia';
comment on column libro.transaccion_pse."referencia_3" is 'Tercera referencia';
comment on column libro.transaccion_pse."factura" is 'Número de factura leído de las referencias';
comment on column libro.transaccion_pse."medio" is 'Medio de pago';
comment on column libro.transaccion_pse."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.transaccion_pse."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.transaccion_pse."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.transaccion_pse."_ordinal" is 'Orden dentro del turno';
comment on column libro.transaccion_pse."_corrida" is 'Número de la corrida';
comment on column libro.transaccion_pse."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.transaccion_pse."_huella" is 'Huella del registro canónico';
comment on column libro.transaccion_pse."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.transaccion_pse."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.transaccion_pse."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.valorizacion_cuota (
  "proyecto" text,
  "predio" text,
  "beneficiario" text,
  "cuota" bigint,
  "acto" text,
  "fecha_acto" date,
  "tipo_documento" text,
  "tercero" text,
  "fecha_limite" date,
  "valor" numeric(19,2),
  "abonado" numeric(19,2),
  "interes" numeric(19,2),
  "factura" text,
  "recibo" text,
  "fecha_pago" date,
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
create table if not exists historia.valorizacion_cuota (
  "proyecto" text,
  "predio" text,
  "beneficiario" text,
  "cuota" bigint,
  "acto" text,
  "fecha_acto" date,
  "tipo_documento" text,
  "tercero" text,
  "fecha_limite" date,
  "valor" numeric(19,2),
  "abonado" numeric(19,2),
  "interes" numeric(19,2),
  "factura" text,
  "recibo" text,
  "fecha_pago" date,
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
comment on table libro.valorizacion_cuota is 'Una cuota de la contribución de valorización de un predio en un proyecto.';
comment on column libro.valorizacion_cuota."proyecto" is 'Proyecto de obra que se distribuye';
comment on column libro.valorizacion_cuota."predio" is 'Código del predio como lo escribe su fuente';
comment on column libro.valorizacion_cuota."beneficiario" is 'Orden del beneficiario dentro del predio';
comment on column libro.valorizacion_cuota."cuota" is 'Número de la cuota, desde 1';
comment on column libro.valorizacion_cuota."acto" is 'Acto que distribuye la contribución';
comment on column libro.valorizacion_cuota."fecha_acto" is 'Fecha del acto';
comment on column libro.valorizacion_cuota."tipo_documento" is 'Tipo de documento de quien contribuye';
comment on column libro.valorizacion_cuota."tercero" is 'Documento de quien contribuye';
comment on column libro.valorizacion_cuota."fecha_limite" is 'Último día de pago';
comment on column libro.valorizacion_cuota."valor" is 'Valor de la cuota';
comment on column libro.valorizacion_cuota."abonado" is 'Valor ya pagado';
comment on column libro.valorizacion_cuota."interes" is 'Interés de mora';
comment on column libro.valorizacion_cuota."factura" is 'Factura que la cobra';
comment on column libro.valorizacion_cuota."recibo" is 'Recibo con que se pagó';
comment on column libro.valorizacion_cuota."fecha_pago" is 'Día en que se pagó';
comment on column libro.valorizacion_cuota."estado" is 'Estado de la cuota';
comment on column libro.valorizacion_cuota."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.valorizacion_cuota."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.valorizacion_cuota."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.valorizacion_cuota."_ordinal" is 'Orden dentro del turno';
comment on column libro.valorizacion_cuota."_corrida" is 'Número de la corrida';
comment on column libro.valorizacion_cuota."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.valorizacion_cuota."_huella" is 'Huella del registro canónico';
comment on column libro.valorizacion_cuota."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.valorizacion_cuota."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.valorizacion_cuota."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';

create table if not exists libro.visita (
  "numero" text,
  "fecha" date,
  "entrada" timestamptz,
  "salida" timestamptz,
  "dependencia" text,
  "tipo_documento" text,
  "documento" text,
  "nombre" text,
  "telefono" text,
  "correo" text,
  "funcionario" text,
  "asunto" text,
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
create table if not exists historia.visita (
  "numero" text,
  "fecha" date,
  "entrada" timestamptz,
  "salida" timestamptz,
  "dependencia" text,
  "tipo_documento" text,
  "documento" text,
  "nombre" text,
  "telefono" text,
  "correo" text,
  "funcionario" text,
  "asunto" text,
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
comment on table libro.visita is 'Una visita que registra la recepción.';
comment on column libro.visita."numero" is 'Número de la visita en el registro';
comment on column libro.visita."fecha" is 'Día de la visita';
comment on column libro.visita."entrada" is 'Hora de entrada';
comment on column libro.visita."salida" is 'Hora de salida';
comment on column libro.visita."dependencia" is 'Dependencia que se visita';
comment on column libro.visita."tipo_documento" is 'Tipo de documento';
comment on column libro.visita."documento" is 'Documento de quien visita';
comment on column libro.visita."nombre" is 'Nombre de quien visita';
comment on column libro.visita."telefono" is 'Teléfono';
comment on column libro.visita."correo" is 'Correo electrónico';
comment on column libro.visita."funcionario" is 'Persona que lo recibe';
comment on column libro.visita."asunto" is 'Asunto';
comment on column libro.visita."_origen" is 'Fuente y flujo de los que viene el registro';
comment on column libro.visita."_clave" is 'Clave dentro del flujo: arreglo JSON de valores canónicos';
comment on column libro.visita."_turno" is 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados';
comment on column libro.visita."_ordinal" is 'Orden dentro del turno';
comment on column libro.visita."_corrida" is 'Número de la corrida';
comment on column libro.visita."_ambito" is 'Parte del flujo en la que se leyó';
comment on column libro.visita."_huella" is 'Huella del registro canónico';
comment on column libro.visita."_leido_en" is 'Cuándo se leyó de la fuente';
comment on column libro.visita."_eliminado_en" is 'Cuándo se vio que ya no está en la fuente; nulo si está';
comment on column libro.visita."_observaciones" is 'Lo sospechoso pero fiel a la fuente: [{code, field}]';
