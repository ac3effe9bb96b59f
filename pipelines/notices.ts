import type { Database } from './database/database.ts';

/** Something that people were told and that is not over. */
export interface OpenNotice {
  readonly id: number;
  /** What it is about: of one subject there is one at a time. */
  readonly subject: string;
  /** How much of it they were told. */
  readonly level: number;
  readonly openedAt: number;
}

export interface Mail {
  readonly title: string;
  readonly text: string;
}

export interface KeptMail extends Mail {
  readonly id: number;
  readonly writtenAt: number;
}

/** What changes between two looks, and the mail that tells it; null where nobody is to be told by mail. */
export interface NoticeChange {
  readonly opened: readonly { readonly subject: string; readonly level: number; readonly since: number }[];
  readonly levels: readonly { readonly id: number; readonly level: number }[];
  readonly closed: readonly number[];
  readonly mail: Mail | null;
  readonly at: number;
}

export async function openNotices(database: Database, signal: AbortSignal): Promise<readonly OpenNotice[]> {
  return database.query<{ id: number; subject: string; level: number; openedAt: number }>(
    `select id, asunto as subject, nivel as level, abierto_en as "openedAt"
       from corridas.aviso where cerrado_en is null order by id`,
    [],
    signal,
  );
}

/** What was seen and the mail about it, in one transaction: nothing is told twice because a process died. */
export async function keepNotices(database: Database, change: NoticeChange, signal: AbortSignal): Promise<void> {
  const { opened, levels, closed, mail, at } = change;
  await database.transaction(async (transaction) => {
    await transaction.query(
      `insert into corridas.aviso (asunto, nivel, abierto_en) select *, $3 from unnest($1::text[], $2::bigint[])
       on conflict do nothing`,
      [opened.map(({ subject }) => subject), opened.map(({ level }) => level), at],
      signal,
    );
    await transaction.query(
      `update corridas.aviso set nivel = nuevo.nivel from unnest($1::int[], $2::bigint[]) as nuevo (id, nivel)
        where aviso.id = nuevo.id`,
      [levels.map(({ id }) => id), levels.map(({ level }) => level)],
      signal,
    );
    await transaction.query(
      'update corridas.aviso set cerrado_en = $2 where id = any($1::int[])',
      [[...closed], at],
      signal,
    );
    if (mail === null) return;
    await transaction.query(
      'insert into corridas.correo (titulo, texto, escrito_en) values ($1, $2, $3)',
      [mail.title, mail.text, at],
      signal,
    );
  }, signal);
}

/** Mails that were written and not sent, the oldest first. */
export async function unsentMails(database: Database, signal: AbortSignal): Promise<readonly KeptMail[]> {
  return database.query<{ id: number; title: string; text: string; writtenAt: number }>(
    `select id, titulo as title, texto as text, escrito_en as "writtenAt"
       from corridas.correo where enviado_en is null order by id limit 100`,
    [],
    signal,
  );
}

export async function mailSent(database: Database, id: number, at: number, signal: AbortSignal): Promise<void> {
  await database.query('update corridas.correo set enviado_en = $2 where id = $1', [id, at], signal);
}
