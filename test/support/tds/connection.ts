import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';

import { runBatch, runCalls, runTransaction, type Requests } from './requests.ts';
import { Cancelled } from './engine/result-sink.ts';
import { dropTemporary, endTransaction } from './engine/transaction-statements.ts';
import type { Session } from './engine/session.ts';
import { answerLogin, type LoginHost } from './login-answer.ts';
import { Channel } from './wire/channel.ts';
import { readLogin, type LoginRequest } from './wire/login.ts';
import { MessageAssembler, packet, PacketType, type Message } from './wire/packets.ts';
import { chooseEncryption, preloginAnswer, readPrelogin, type EncryptionMode } from './wire/prelogin.ts';
import { Response, type ResponseOptions } from './wire/response.ts';
import { TlsLayer } from './wire/tls-layer.ts';

export interface ConnectionHost extends LoginHost {
  readonly encryption: EncryptionMode;
  readonly secureContext: SecureContext | null;
  readonly requests: Requests;
}

/** One client, from PRELOGIN to its end. Requests are answered one after the other; an ATTENTION stops the one under way. */
export class Connection {
  readonly #host: ConnectionHost;
  readonly #channel: Channel;
  readonly #spid: number;
  readonly #socket: Socket;
  readonly #assembler = new MessageAssembler();
  #tls: TlsLayer | null = null;
  #encrypts: 'nothing' | 'login' | 'all' = 'nothing';
  #packetSize = 4096;
  #session: Session | null = null;
  #running: AbortController | null = null;
  #work: Promise<void> = Promise.resolve();
  #pendingLogin: LoginRequest | null = null;
  readonly #gone = Promise.withResolvers<undefined>();

  constructor(host: ConnectionHost, socket: Socket, spid: number) {
    this.#host = host;
    this.#socket = socket;
    this.#spid = spid;
    this.#channel = new Channel(socket);
    socket.on('data', (bytes: Buffer) => {
      this.#receive(bytes);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#running?.abort();
      void this.#work.then(() => {
        this.#leave();
        this.#gone.resolve(undefined);
      });
    });
  }

  destroy(): void {
    this.#socket.destroy();
  }

  get closing(): boolean {
    return this.#socket.destroyed;
  }

  /** Settles when the socket is closed, nothing is being executed any more, and the open transaction is rolled back. */
  get gone(): Promise<void> {
    return this.#gone.promise;
  }

  #leave(): void {
    if (this.#session === null) return;
    const { store } = this.#host;
    const nowhere = new Response({ send: () => undefined }, this.#options(false));
    endTransaction({ store, session: this.#session, sink: nowhere }, 'rollback');
    dropTemporary(store, this.#session, () => true);
    store.sessions.delete(this.#spid);
    this.#session = null;
  }

  #receive(bytes: Buffer): void {
    if (this.#tls === null) this.#assemble(bytes);
    else if (this.#tls.shaking) this.#receiveHandshake(bytes, this.#tls);
    else this.#tls.push(bytes, false);
  }

  /** Of the handshake's packets the payload; a record of TLS itself ends it. */
  #receiveHandshake(bytes: Buffer, tls: TlsLayer): void {
    this.#assembler.push(bytes);
    const rest = this.#assembler.drain();
    if (rest[0] !== PacketType.prelogin) {
      tls.push(rest, false);
      return;
    }
    this.#assembler.push(rest);
    for (let message = this.#assembler.take(); message !== null; message = this.#assembler.take()) {
      tls.push(message.payload, true);
      const next = this.#assembler.drain();
      if (next.length > 0) this.#receiveHandshake(next, tls);
    }
  }

  #assemble(bytes: Buffer): void {
    this.#assembler.push(bytes);
    try {
      for (let message = this.#assembler.take(); message !== null; message = this.#assembler.take())
        this.#accept(message);
    } catch {
      // Not TDS, or a message that is cut short: a server closes the connection.
      this.#channel.destroy();
    }
  }

  #accept(message: Message): void {
    if (message.type === PacketType.attention) {
      this.#attention();
      return;
    }
    this.#work = this.#work.then(async () => {
      try {
        await this.#handle(message);
      } catch (thrown) {
        this.#channel.destroy();
        if (!(thrown instanceof RangeError) && !(thrown instanceof Cancelled)) this.#host.crashed(thrown);
      }
    });
  }

  #attention(): void {
    this.#host.recording.attentions.push({ at: new Date(), session: this.#spid });
    this.#running?.abort();
    this.#work = this.#work.then(() => this.#response(false).endCancelled());
  }

  async #handle(message: Message): Promise<void> {
    if (message.type === PacketType.prelogin) this.#prelogin(message.payload);
    else if (message.type === PacketType.login) await this.#login(readLogin(message.payload));
    else if (message.type === PacketType.sspi && this.#pendingLogin !== null) {
      await this.#login({ ...this.#pendingLogin, sspi: message.payload });
    } else if (this.#session !== null) await this.#request(message, this.#session);
    else throw new RangeError('a request before the login');
  }

  #prelogin(payload: Buffer): void {
    const choice = chooseEncryption(readPrelogin(payload).encryption, this.#host.encryption);
    const answer = preloginAnswer(this.#host.store.facts.version, choice.answer);
    void this.#channel.send(packet(PacketType.response, answer, true, 1));
    if (choice.refused) this.#channel.end();
    this.#encrypts = choice.encrypts;
    if (choice.encrypts === 'nothing' || this.#host.secureContext === null) return;
    this.#tls = new TlsLayer(this.#host.secureContext, {
      send: (bytes) => this.#socket.write(bytes),
      receive: (bytes) => {
        this.#assemble(bytes);
      },
      failed: () => {
        this.#channel.destroy();
      },
    });
    this.#channel.secure(this.#tls);
  }

  async #login(request: LoginRequest): Promise<void> {
    // Only the login was encrypted: from here on both sides write plainly.
    if (this.#encrypts === 'login') {
      this.#tls = null;
      this.#channel.plain();
    }
    const outcome = await answerLogin(this.#host, request, {
      spid: this.#spid,
      encrypts: this.#encrypts,
      channel: this.#channel,
      response: this.#response(false),
    });
    this.#pendingLogin = outcome.kind === 'negotiating' ? request : null;
    if (outcome.kind === 'refused') this.#channel.end();
    if (outcome.kind !== 'accepted') return;
    this.#session = outcome.session;
    this.#packetSize = outcome.packetSize;
  }

  async #request(message: Message, session: Session): Promise<void> {
    const running = new AbortController();
    this.#running = running;
    if (this.#socket.destroyed) running.abort();
    const context = {
      session,
      channel: this.#channel,
      signal: running.signal,
      response: (inProcedure: boolean) => this.#response(inProcedure),
    };
    try {
      if (message.type === PacketType.batch) await runBatch(this.#host.requests, context, message.payload);
      else if (message.type === PacketType.rpc) await runCalls(this.#host.requests, context, message.payload);
      else if (message.type === PacketType.transaction)
        await runTransaction(this.#host.requests, context, message.payload);
      else throw new RangeError(`a message of type ${message.type}`);
    } finally {
      this.#running = null;
    }
  }

  #response(inProcedure: boolean): Response {
    return new Response(this.#channel, this.#options(inProcedure));
  }

  #options(inProcedure: boolean): ResponseOptions {
    return {
      packetSize: this.#packetSize,
      server: this.#host.store.facts.name,
      spid: this.#spid,
      inProcedure,
      nullBitmaps: this.#host.nullBitmaps,
    };
  }
}
