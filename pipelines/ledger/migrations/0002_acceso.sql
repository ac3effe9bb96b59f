-- Passwords of the roles that queries log in as; nobody but the owner of the database may read them.
create table corridas.acceso (
  rol text collate "C" primary key,
  clave text not null,
  creada_en timestamptz not null default clock_timestamp()
);
revoke all on corridas.acceso from public;
