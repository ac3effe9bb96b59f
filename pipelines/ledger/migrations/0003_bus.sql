-- Positions and what is set apart, by bus and lane; the log's identity; one process at a time for what only one may do.
alter table corridas.posicion
  add column bus text collate "C" not null default 'registro',
  add column particion integer not null default 0,
  add column movida_en timestamptz not null default clock_timestamp();
alter table corridas.posicion drop constraint posicion_pkey;
alter table corridas.posicion add primary key (bus, grupo, topico, particion);

alter table corridas.veneno
  add column bus text collate "C" not null default 'registro',
  add column particion integer not null default 0;
alter table corridas.veneno drop constraint veneno_pkey;
alter table corridas.veneno add primary key (bus, topico, particion, posicion);

-- The log is this one and no copy of it that went on elsewhere.
create table log.encarnacion (
  id text collate "C" not null,
  desde timestamptz not null default clock_timestamp(),
  unica boolean primary key default true check (unica)
);
insert into log.encarnacion (id) values (gen_random_uuid()::text);

-- How far the relay had filled each partition when it last looked: a topic that ends before was emptied.
create table log.publicado (
  bus text collate "C" not null,
  topico text collate "C" not null,
  particion integer not null,
  fin bigint not null,
  primary key (bus, topico, particion)
);

create table corridas.guardia (
  nombre text collate "C" primary key,
  titular text,
  turno bigint not null default 0,
  vence timestamptz not null default '-infinity'
);

-- Names of the key's fields, in the stream's order: a delete carries them.
alter table corridas.flujo add column campos_clave text[];
