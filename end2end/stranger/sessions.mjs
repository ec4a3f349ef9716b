// Signing in takes three calls: a nonce for the name, a ticket for name, password and nonce, a session for the ticket.
// A ticket opens one session and is given a successor with it; that one renews the session when it has run out.
import { randomBytes } from 'node:crypto';
import { CODE, refuse } from './dialect.mjs';

const MINUTE = 60_000;
const NONCE_LASTS = 2 * MINUTE;
const SESSION_LASTS = 20 * MINUTE;
const TICKET_LASTS = 12 * 60 * MINUTE;
const PASSWORD = 'commonwatch-demo';

const secret = () => randomBytes(18).toString('base64url');

export class Sessions {
  #accounts;
  #nonces = new Map();
  #tickets = new Map();
  #sessions = new Map();

  constructor(accounts) {
    this.#accounts = accounts;
  }

  /** A nonce for any name: whether there is such an account is not told. */
  nonce({ Kennung: name }) {
    const nonce = secret();
    this.#nonces.set(nonce, { name, until: Date.now() + NONCE_LASTS });
    return { Nonce: nonce };
  }

  ticket({ Kennung: name, Losung: password, Nonce: nonce }) {
    const known = this.#nonces.get(nonce);
    this.#nonces.delete(nonce);
    const account = this.#accounts.get(String(name ?? '').toLowerCase());
    if (!known || known.name !== name || known.until < Date.now() || !account || password !== PASSWORD) {
      refuse(CODE.badLogin, 'Name or password is wrong.');
    }
    return { Ticket: this.#newTicket(account) };
  }

  /** Opens a session for a ticket, or renews one: a ticket works once. */
  open({ Ticket: ticket }) {
    const known = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    if (!known || known.until < Date.now()) refuse(CODE.noSession, 'This ticket is not valid any more.');
    if (known.session) this.#sessions.delete(known.session);
    const session = secret();
    const next = this.#newTicket(known.account, session);
    this.#sessions.set(session, { account: known.account, ticket: next, until: Date.now() + SESSION_LASTS });
    return { Sitzung: session, Ticket: next };
  }

  close(session) {
    const known = this.#sessions.get(session);
    if (known) this.#tickets.delete(known.ticket);
    this.#sessions.delete(session);
    return {};
  }

  /** The account behind a session; nothing for a guest. A session that is over is refused, not taken for a guest's. */
  account(session) {
    if (!session) return null;
    const known = this.#sessions.get(session);
    if (!known || known.until < Date.now()) refuse(CODE.noSession, 'The session is over.');
    return known.account;
  }

  #newTicket(account, session) {
    const ticket = secret();
    this.#tickets.set(ticket, { account, session, until: Date.now() + TICKET_LASTS });
    return ticket;
  }
}
