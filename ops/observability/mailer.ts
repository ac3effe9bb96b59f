import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { IntegrationError } from '../../schemas/errors.ts';
import type { Database } from '../../pipelines/database/database.ts';
import { mailSent, unsentMails } from '../../pipelines/notices.ts';
import type { KeptMail } from '../../pipelines/notices.ts';
import type { Alertas } from '../config/marcha.ts';

const LIMIT_MS = 10_000;

/** Sends what was written and not sent, the oldest first. MAIL_UNAVAILABLE leaves the rest for the next time. */
export async function sendMails(
  database: Database,
  alertas: Alertas,
  environment: NodeJS.ProcessEnv,
  clock: () => number,
  signal: AbortSignal,
): Promise<void> {
  const mails = await unsentMails(database, signal);
  if (mails.length === 0) return;
  const transport = createTransport({
    host: alertas.servidor,
    port: alertas.puerto,
    secure: alertas.seguridad === 'tls',
    requireTLS: alertas.seguridad === 'starttls',
    ignoreTLS: alertas.seguridad === 'ninguna',
    connectionTimeout: LIMIT_MS,
    greetingTimeout: LIMIT_MS,
    socketTimeout: LIMIT_MS,
    ...(alertas.usuario === undefined
      ? {}
      : { auth: { user: alertas.usuario, pass: alertas.clave?.reveal(environment) ?? '' } }),
  });
  try {
    for (const mail of mails) {
      await transport.sendMail(messageOf(mail, alertas)).catch((cause: unknown) => {
        throw unavailable(alertas, cause);
      });
      await mailSent(database, mail.id, clock(), signal);
    }
  } finally {
    transport.close();
  }
}

/** The same mail has the same id: who gets it twice, after a process that died in between, sees that it is one. */
function messageOf({ id, title, text, writtenAt }: KeptMail, { de, para }: Alertas) {
  const mark = createHash('sha256')
    .update(`${String(id)} ${String(writtenAt)} ${title}`)
    .digest('hex')
    .slice(0, 32);
  return {
    from: { name: 'Libro Único', address: de },
    to: [...para],
    subject: title,
    text,
    date: new Date(writtenAt),
    messageId: `<${mark}@${de.split('@')[1] ?? 'libro'}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

const REASONS: Readonly<Record<string, string>> = {
  EAUTH: 'no acepta el usuario o la clave',
  ETLS: 'no admite STARTTLS o su certificado no sirve; revise seguridad',
  ECONNECTION: 'no se alcanza',
  ETIMEDOUT: 'no contesta a tiempo',
  ESOCKET: 'no se alcanza o su certificado no sirve',
  EDNS: 'ese nombre no existe',
  EENVELOPE: 'no acepta el remitente o a un destinatario; revise de y para',
};

/** What the server itself said may name people: only the kind of failure is told. */
function unavailable({ servidor, puerto }: Alertas, cause: unknown): IntegrationError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = REASONS[code] ?? 'no acepta el correo';
  return new IntegrationError(
    'MAIL_UNAVAILABLE',
    `El servidor de correo ${servidor}:${String(puerto)} ${reason}. El aviso queda guardado y se reintenta solo.`,
    { cause },
  );
}
