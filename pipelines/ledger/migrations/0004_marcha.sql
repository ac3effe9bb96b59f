-- What a process that runs by itself keeps: what polls saw, and what people were told.
alter table corridas.flujo add column marca text;
create index on corridas.corrida (origen, numero desc) where estado = 'bien' and modo = 'completa';

create table corridas.aviso (
  id integer generated always as identity primary key,
  asunto text collate "C" not null,
  nivel bigint not null,
  abierto_en bigint not null,
  cerrado_en bigint
);
create unique index on corridas.aviso (asunto) where cerrado_en is null;

create table corridas.correo (
  id integer generated always as identity primary key,
  titulo text not null,
  texto text not null,
  escrito_en bigint not null,
  enviado_en bigint
);
