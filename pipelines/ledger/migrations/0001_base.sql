-- The rooms of the ledger: libro (last states), historia (superseded states), corridas (runs), log (segments), bi (views).
create schema libro;
create schema historia;
create schema if not exists corridas;
create schema log;

create table log.topico (
  topico text collate "C" primary key,
  siguiente bigint not null default 0
);

create table log.segmento (
  topico text collate "C" not null references log.topico,
  primer_offset bigint not null,
  cuantos integer not null check (cuantos > 0),
  contenido bytea not null,
  confirmado_en timestamptz not null default clock_timestamp(),
  primary key (topico, primer_offset)
);
alter table log.segmento alter column contenido set storage external;

create table corridas.flujo (
  id integer generated always as identity primary key,
  origen text collate "C" not null unique,
  turno bigint not null default 0,
  lote integer not null default 0,
  titular text,
  vence timestamptz,
  siguiente_numero bigint not null default 0,
  leido_entero_en timestamptz,
  posicion text
);

create table corridas.corrida (
  numero integer generated always as identity primary key,
  origen text collate "C" not null,
  turno bigint not null,
  modo text not null,
  iniciada_en timestamptz not null default clock_timestamp(),
  terminada_en timestamptz,
  estado text not null default 'en curso',
  informe jsonb
);
create index on corridas.corrida (origen, numero desc);

create table corridas.ambito (
  id integer generated always as identity primary key,
  flujo integer not null references corridas.flujo,
  ambito text collate "C" not null,
  declaracion text,
  leido_en timestamptz,
  suspendido_desde timestamptz,
  unique (flujo, ambito)
);

create table corridas.cuarentena (
  id integer generated always as identity primary key,
  flujo integer not null references corridas.flujo,
  ambito integer not null references corridas.ambito,
  clave text collate "C",
  huella_cruda text collate "C" not null,
  codigo text not null,
  columna text not null,
  valor text,
  se_espera text not null,
  reintentable boolean not null,
  fila jsonb not null,
  valores_ambito jsonb not null,
  montos jsonb not null,
  turno bigint not null,
  ordinal integer not null,
  corrida integer not null,
  leida_en timestamptz not null,
  estado text not null default 'abierta' check (estado in ('abierta', 'descartada', 'cerrada')),
  cerrada_en timestamptz,
  cierre text
);
create index on corridas.cuarentena (flujo, clave) where estado <> 'cerrada';

create table corridas.veneno (
  topico text collate "C" not null,
  posicion bigint not null,
  sobre jsonb not null,
  sqlstate text not null,
  motivo text not null,
  apartado_en timestamptz not null default clock_timestamp(),
  aplicado_en timestamptz,
  primary key (topico, posicion)
);

create table corridas.posicion (
  grupo text collate "C" not null,
  topico text collate "C" not null,
  siguiente bigint not null,
  primary key (grupo, topico)
);

create table corridas.bytes (
  hash text collate "C" primary key,
  contenido bytea not null,
  guardado_en timestamptz not null default clock_timestamp()
);
alter table corridas.bytes alter column contenido set storage external;

create table corridas.archivo (
  flujo integer not null references corridas.flujo,
  ambito text collate "C" not null,
  orden text collate "C" not null,
  nombre text not null,
  hash text collate "C" not null,
  declaracion text not null,
  aplicado_en timestamptz not null default clock_timestamp(),
  primary key (flujo, ambito, orden)
);
