// Warnings, who has opened them, and what organisations answer. Issued once, never changed; a newer one replaces an older.
import { randomBytes } from 'node:crypto';
import { CODE, bars, check, open, refuse, unbar, yn } from '../dialect.mjs';
import { groupOf, knownGroup } from './directory.mjs';
import { running, take } from './common.mjs';

/** TLP 2.0 from narrow to wide. */
const WIDTH = ['R', 'A+', 'A', 'G', 'C'];
const WRITTEN = [
  'URN', 'MODUS', 'TYP', 'KREIS', 'ART', 'TLP', 'DRINGL', 'SCHWERE', 'SICHERH', 'KAT', 'REAKT', 'EREIG', 'KOPF', 'TEXT', 'RAT', 'GESENDET', 'AB', 'BIS', 'BEZUG',
  'LAND', 'GEBIET', 'RISIKO', 'VERBR', 'PRUEF', 'QU', 'INF', 'ENTSCH', 'BITTEN', 'HINW', 'UEBUNG', 'SPRACHE', 'FREMD', 'AN',
];
const EMPTY = Object.fromEntries([...WRITTEN, 'LFD', 'ABS', 'FADEN', 'ERS'].map((name) => [name, '']));

const namedOnly = (alert) => alert.TLP === 'R' || alert.KREIS === 'P';

/** Whether a viewer may read it: what is for named people is for nobody else, whatever their role. */
export const readable = (alert, viewer) =>
  alert._author === viewer.pnr || (alert.MODUS !== 'D' && (!namedOnly(alert) || alert._to.includes(viewer.pnr)));

function show(alert, viewer, store) {
  if (!readable(alert, viewer)) return null;
  const known = knownGroup(store, viewer, alert._group);
  // The people of a hidden organisation are not named either.
  const author = known ? (store.PERS.get(alert._author)?.ANZNAME ?? '') : '';
  return { ...open(alert), VB: groupOf(store, viewer, alert._group), AUTOR: author, AN: alert._author === viewer.pnr ? bars(alert._to) : '' };
}

/** The messages that a new one is about: known to its author, still valid, theirs to replace. */
function referred(row, viewer, store) {
  const about = unbar(row.BEZUG);
  if (row.TYP === 'N') {
    if (about.length) check({ BEZUG: 'A first message refers to no other.' });
    return [];
  }
  if (!about.length) check({ BEZUG: 'Say which message this is about.' });
  return about.map((urn) => {
    const found = [...store.WARN.values()].find((one) => one.URN === urn && readable(one, viewer));
    if (!found) check({ BEZUG: 'There is no such message.' });
    if (!['A', 'S'].includes(row.TYP)) return found;
    const own = found._author === viewer.pnr || (viewer.home && found._group === viewer.home) || viewer.convenor || viewer.account.role === 'lead';
    if (!own) check({ BEZUG: 'Only its author, their organisation, a lead or the convenor may replace this message.' });
    if (found.GUELT !== 'Y') refuse(CODE.stale, 'Somebody has already replaced this message.');
    if (WIDTH.indexOf(row.TLP) > WIDTH.indexOf(found.TLP) && found._author === viewer.pnr) check({ TLP: 'A wider label needs a second person.' });
    return found;
  });
}

/** Who it is for. TLP:RED needs names, and only TLP:CLEAR is for the public. */
function addressed(row, about, store) {
  row.KREIS ||= row.TLP === 'R' ? 'P' : row.TLP === 'C' ? 'O' : 'B';
  if (row.TLP === 'R' && row.KREIS !== 'P') check({ KREIS: 'TLP:RED is only for the people it names.' });
  if (row.KREIS === 'O' && row.TLP !== 'C') check({ KREIS: 'Only TLP:CLEAR may be public.' });
  if (row.KREIS !== 'P') return [];
  const people = unbar(row.AN).length ? unbar(row.AN) : about.flatMap((one) => one._to);
  if (!people.length || people.some((id) => !store.PERS.has(id))) check({ AN: 'Name the people this is for.' });
  const left = about.some((one) => !namedOnly(one) || one._to.some((id) => !people.includes(id)));
  if (left) check({ KREIS: 'Some who read the first message could not read this one.' });
  return [...new Set(people)];
}

function create(item, viewer, store) {
  const row = { ...EMPTY, STAND: '1' };
  take(row, item, WRITTEN);
  const wrong = {};
  if (!row.KOPF) wrong.KOPF = 'A headline is needed.';
  if (!WIDTH.includes(row.TLP)) wrong.TLP = 'Choose who may read this.';
  if (row.URN && [...store.WARN.values()].some((one) => one.URN === row.URN)) wrong.URN = 'A message with this name has been issued.';
  check(wrong);
  row.TYP ||= 'N';
  row.MODUS ||= 'U';
  row.BITTEN = (row.BITTEN || []).map((ask, at) => ({ ...ask, BNR: ask.BNR ?? `B${at + 1}` }));
  const about = referred(row, viewer, store);
  const to = addressed(row, about, store);
  const ref = running(store, 'AL', 4, [...store.WARN.values()].map((one) => one.LFD));
  const replaces = ['A', 'S'].includes(row.TYP) && row.MODUS !== 'D' ? about : [];
  delete row.AN;
  Object.assign(row, {
    WNR: `W ${ref.split('-').slice(1).join('/')}`, LFD: ref, URN: row.URN || `vm-${randomBytes(8).toString('hex')}`, ABS: 'verband', FADEN: about[0]?.FADEN || ref,
    GESENDET: row.GESENDET || Date.now(), GUELT: yn(!['Q', 'F'].includes(row.TYP) && row.MODUS !== 'D'), SPRACHE: row.SPRACHE || 'en',
    _author: viewer.pnr, _group: viewer.home, _to: to,
  });
  for (const old of replaces) Object.assign(old, { GUELT: 'N', ERS: row.WNR });
  return row;
}

export const alerts = { table: 'WARN', key: 'WNR', words: ['KOPF', 'TEXT', 'GEBIET', 'EREIG', 'LFD'], show, create };

/** The alert of a new row, if its author may read it. */
function about(item, viewer, store) {
  const alert = store.WARN.get(item.WNR);
  if (!alert || !readable(alert, viewer)) check({ WNR: 'There is no such message.' });
  return alert;
}

export const reads = {
  table: 'LESE',
  key: 'LNR',
  words: [],
  empty: { WNR: '', PNR: '', UM: null },
  show: (read, viewer) => (read.PNR === viewer.pnr ? open(read) : null),
  /** A second time changes nothing. */
  create(item, viewer, store) {
    const alert = about(item, viewer, store);
    if (item.PNR && item.PNR !== viewer.pnr) refuse(CODE.notAllowed, 'What you have read is your own.');
    const key = `${alert.WNR}/${viewer.pnr}`;
    return store.LESE.get(key) ?? { LNR: key, WNR: alert.WNR, PNR: viewer.pnr, UM: item.UM ?? Date.now(), STAND: '1' };
  },
};

export const answers = {
  table: 'ANTW',
  key: 'ANR',
  words: ['NOTIZ'],
  empty: { VB: { NR: '' } },
  show(answer, viewer, store) {
    const alert = store.WARN.get(answer.WNR);
    if (!alert || !readable(alert, viewer) || !knownGroup(store, viewer, answer.VB.NR)) return null;
    // Who typed it is for the organisation itself and the convenor.
    return { ...open(answer), PNR: viewer.knows(answer.VB.NR) ? answer._person : '' };
  },
  create(item, viewer, store) {
    const alert = about(item, viewer, store);
    const group = item.VB?.NR || viewer.home;
    if (!viewer.groups.includes(group)) refuse(CODE.notAllowed, 'You answer for your own organisation.');
    if (!(alert.BITTEN || []).some((ask) => ask.BNR === item.BNR)) check({ BNR: 'This message does not ask that.' });
    const key = `${alert.WNR}/${item.BNR}/${group}`;
    const known = store.ANTW.get(key);
    if (known && known.ANTW !== item.ANTW) check({ BNR: 'Your organisation has answered this already. Change that answer.' });
    return {
      ANR: key, WNR: alert.WNR, BNR: item.BNR, VB: { NR: group, BEZ: store.VERB.get(group).BEZ }, ANTW: item.ANTW, NOTIZ: item.NOTIZ ?? '', GEAEND: Date.now(),
      STAND: known?.STAND ?? '1', _person: viewer.pnr,
    };
  },
  change(answer, item, viewer, store) {
    if (!viewer.groups.includes(answer.VB.NR)) refuse(CODE.notAllowed, 'You answer for your own organisation.');
    take(answer, item, ['ANTW', 'NOTIZ'], { nested: ['VB'], shown: answers.show(answer, viewer, store) });
    Object.assign(answer, { _person: viewer.pnr, GEAEND: Date.now() });
  },
};
