import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { keepNotices, unsentMails } from '../../../pipelines/notices.ts';
import type { Alertas } from '../../../ops/config/marcha.ts';
import { Secret } from '../../../ops/config/secret.ts';
import { sendMails } from '../../../ops/observability/mailer.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { MailServer } from '../../support/mail-server.ts';

const { signal } = new AbortController();
const CLAVE = 'clave-de-prueba';

function alertasWith(puerto: number, changes: Partial<Alertas> = {}): Alertas {
  return {
    servidor: '127.0.0.1',
    puerto,
    seguridad: 'ninguna',
    usuario: 'libro',
    clave: new Secret('CLAVE'),
    de: 'libro@pueblo.gov.co',
    para: ['hacienda@pueblo.gov.co', 'sistemas@pueblo.gov.co'],
    discoGigas: 5,
    ...changes,
  };
}

describeOnEachDatabase('un aviso por correo', (open) => {
  const write = (title: string): Promise<void> =>
    keepNotices(
      open().database,
      { opened: [], levels: [], closed: [], mail: { title, text: 'Señor\n' }, at: 1000 },
      signal,
    );
  const send = (alertas: Alertas, clave = CLAVE): Promise<void> =>
    sendMails(open().database, alertas, { CLAVE: clave }, () => 2000, signal);

  it('llega una vez a todos, con tildes y eñes', async () => {
    await using mail = await MailServer.open();
    await write('Año de prueba: «cuarentena»');
    await send(alertasWith(mail.port));
    await send(alertasWith(mail.port));

    expect(mail.received).toEqual([
      {
        from: 'libro@pueblo.gov.co',
        to: ['hacienda@pueblo.gov.co', 'sistemas@pueblo.gov.co'],
        id: expect.stringMatching(/^<[0-9a-f]{32}@pueblo\.gov\.co>$/) as string,
        subject: 'Año de prueba: «cuarentena»',
        text: 'Señor\n',
      },
    ]);
  });

  it('espera guardado mientras el servidor no lo reciba', async () => {
    await using mail = await MailServer.open();
    await write('uno');
    await write('dos');
    mail.busy = true;
    const refused = await send(alertasWith(mail.port)).catch((error: unknown) => error);
    const waiting = await unsentMails(open().database, signal);
    mail.busy = false;
    await send(alertasWith(mail.port));

    expect(refused).toMatchObject({ code: 'MAIL_UNAVAILABLE' });
    expect(waiting.map(({ title }) => title)).toEqual(['uno', 'dos']);
    expect(mail.received.map(({ subject }) => subject)).toEqual(['uno', 'dos']);
    expect(await unsentMails(open().database, signal)).toEqual([]);
  });

  it('que no se puede mandar dice por qué, con la dirección y sin la clave', async () => {
    await using mail = await MailServer.open();
    const silent = createServer();
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    silent.close();
    await write('uno');

    const said = async (alertas: Alertas, clave?: string): Promise<string> =>
      send(alertas, clave).then(
        () => 'salió',
        (error: unknown) => (error as Error).message.replaceAll(/:\d+/g, ''),
      );

    const after = '. El aviso queda guardado y se reintenta solo.';
    expect([
      await said(alertasWith(mail.port), 'otra-clave'),
      await said(alertasWith(port)),
      await said(alertasWith(mail.port, { seguridad: 'starttls' })),
    ]).toEqual([
      `El servidor de correo 127.0.0.1 no acepta el usuario o la clave${after}`,
      `El servidor de correo 127.0.0.1 no se alcanza o su certificado no sirve${after}`,
      `El servidor de correo 127.0.0.1 no se alcanza o su certificado no sirve${after}`,
    ]);
  });
});
