// The support board: whoever asks unnamed is shown to themself and the moderators only.
import { CODE, check, isY, open, refuse } from '../dialect.mjs';
import { groupOf } from './directory.mjs';
import { isAmount, running, take } from './common.mjs';

const OWN = ['ART', 'THEMA', 'TITEL', 'TEXT', 'ANONYM', 'PLATZ', 'STD', 'PENCE', 'VON', 'BIS', 'ZUST'];

function show(item, viewer, store) {
  const sees = item._author !== '' && (item._author === viewer.pnr || viewer.moderator);
  if (item.ZUST === 'Z' && !sees) return null;
  const author = sees || !isY(item.ANONYM) ? store.PERS.get(item._author) : null;
  return { ...open(item), PNR: author?.PNR ?? '', PNAME: author?.ANZNAME ?? '', VB_BEZ: author ? groupOf(store, viewer, author._home).BEZ : '' };
}

function checked(item) {
  const wrong = {};
  for (const name of ['THEMA', 'TITEL']) if (name in item && !String(item[name] ?? '').trim()) wrong[name] = 'This is needed.';
  for (const name of ['PLATZ', 'STD', 'PENCE']) if (!isAmount(item[name])) wrong[name] = 'This must be a number, zero or more.';
  if (item.VON && item.BIS && item.BIS < item.VON) wrong.BIS = 'This day is before the first one.';
  check(wrong);
}

export const board = {
  table: 'HILFE',
  key: 'HNR',
  words: ['TITEL', 'TEXT', 'LFD'],
  show,
  create(item, viewer, store) {
    checked({ THEMA: '', TITEL: '', ...item });
    const row = { ...Object.fromEntries(OWN.map((name) => [name, ''])), STAND: '1' };
    take(row, item, OWN);
    const ref = running(store, 'SB', 3, [...store.HILFE.values()].map((one) => one.LFD));
    return Object.assign(row, { HNR: `H-${ref.split('-').slice(1).join('/')}`, LFD: ref, ANONYM: row.ANONYM || 'N', ZUST: 'O', ANGELEGT: Date.now(), _author: viewer.pnr });
  },
  change(item, sent, viewer, store) {
    const own = item._author === viewer.pnr;
    if (!own && !viewer.moderator) refuse(CODE.notAllowed, 'Only its author changes this.');
    checked(sent);
    take(item, sent, own ? OWN : ['ZUST'], { shown: show(item, viewer, store) });
  },
  remove: (item, viewer) => item._author === viewer.pnr,
};
