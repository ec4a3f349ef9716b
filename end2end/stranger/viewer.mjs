// Who is asking, and what that person may know.
import { CODE, refuse } from './dialect.mjs';

/** Letters for roles: Mitglied, Leitung, Redaktion, Vorsitz. */
const LETTERS = { lead: 'L', editor: 'R', convenor: 'V' };

export class Viewer {
  constructor(account, store) {
    const person = account ? store.PERS.get(account.PNR) : null;
    this.account = account;
    this.member = account !== null;
    this.pnr = account?.PNR ?? '';
    this.home = person?._home ?? '';
    this.groups = person?._groups ?? [];
    this.leads = person?._leads ?? [];
    this.convenor = account?.role === 'convenor';
    this.editor = this.convenor || account?.role === 'editor';
    this.moderator = account?.moderator ?? false;
    this.name = person?.ANZNAME ?? '';
    this.groupName = store.VERB.get(this.home)?.BEZ ?? '';
  }

  /** May this viewer know that a hidden organisation exists? */
  knows(group) {
    return this.convenor || this.groups.includes(group);
  }

  /** What `SITZ.WER` answers. */
  told() {
    if (!this.member) refuse(CODE.noSession, 'Nobody is signed in.');
    const letters = ['M'];
    if (this.account.role === 'lead' || this.leads.length) letters.push(LETTERS.lead);
    if (this.editor) letters.push(LETTERS.editor);
    if (this.convenor) letters.push(LETTERS.convenor);
    return { Konto: { KNR: this.account.KNR, NAME: this.name, PNR: this.pnr, VB: { NR: this.home, BEZ: this.groupName }, ROLLEN: letters.join(';') } };
  }
}
