// Meetings and replies to them, with a waiting list where the places are few.
import { CODE, check, open, refuse } from '../dialect.mjs';
import { listed } from './directory.mjs';
import { readable } from './alerts.mjs';
import { isAmount, running, take } from './common.mjs';

const WRITTEN = [
  'ART', 'TITEL', 'ZUST', 'GANZT', 'VON_LOK', 'BIS_LOK', 'ZTZ', 'VON', 'BIS', 'TAG1', 'TAG2', 'FORM', 'RAUM', 'LINK', 'PLATZ', 'TEILEN', 'CHATHAM', 'ZIEL', 'THEMA',
  'LEITG', 'PROTO', 'ABLAUF', 'NIEDER', 'GRUND', 'REIHE', 'REIHE_TAG', 'AUS_W',
];
const EMPTY = { ...Object.fromEntries(WRITTEN.map((name) => [name, ''])), ABLAUF: [] };

export const meetings = {
  table: 'TERM',
  key: 'TNR',
  words: ['TITEL', 'ZIEL', 'THEMA', 'RAUM'],
  show(meeting, viewer, store) {
    if (meeting.ZUST === 'E' && !viewer.convenor) return null;
    const alert = store.WARN.get(meeting.AUS_W);
    return { ...open(meeting), AUS_W: alert && readable(alert, viewer) ? meeting.AUS_W : '' };
  },
  create(item, viewer, store) {
    const row = { ...EMPTY, STAND: '1' };
    take(row, item, WRITTEN);
    if (!viewer.convenor && row.ART !== '4') refuse(CODE.notAllowed, 'Only the convenor calls this kind of meeting.');
    const wrong = {};
    if (!row.TITEL) wrong.TITEL = 'A title is needed.';
    if (!row.VON) wrong.VON = 'Say when it begins.';
    if (!row.BIS || row.BIS <= row.VON) wrong.BIS = 'The meeting must end after it begins.';
    if (!isAmount(row.PLATZ)) wrong.PLATZ = 'This must be a number, zero or more.';
    if (row.AUS_W && !(store.WARN.has(row.AUS_W) && readable(store.WARN.get(row.AUS_W), viewer))) wrong.AUS_W = 'There is no such message.';
    check(wrong);
    const ref = running(store, 'MT', 3, [...store.TERM.values()].map((one) => one.LFD));
    if (!viewer.convenor || !row.ZUST) row.ZUST = 'G';
    return { ...row, TNR: `T ${ref.split('-').slice(1).join('/')}`, LFD: ref, REV: '0', GEAEND: Date.now() };
  },
};

/** The answer that takes a place. */
const counted = (meeting) => (meeting.FORM === 'O' ? 'R' : 'P');
const waiting = (reply) => Number(reply.WARTE || 0);

/** Gives free places to whoever waits longest, and numbers the rest. */
function fill(meeting, store) {
  const places = Number(meeting.PLATZ || 0);
  const all = [...store.ZUSAGE.values()].filter((one) => one.TNR === meeting.TNR && one.ANTW === counted(meeting));
  let taken = all.filter((one) => !waiting(one)).length;
  let at = 0;
  for (const reply of all.filter(waiting).sort((one, other) => waiting(one) - waiting(other))) {
    const free = !places || taken < places;
    reply.WARTE = free ? '' : String((at += 1));
    if (free) taken += 1;
  }
}

function answer(reply, item, viewer, store) {
  const meeting = store.TERM.get(reply.TNR);
  if (!meeting || !meetings.show(meeting, viewer, store)) check({ TNR: 'There is no such meeting.' });
  if (meeting.ZUST === 'X') check({ TNR: 'This meeting has been cancelled.' });
  if (item.ANTW && !['P', 'R', 'V', 'E'].includes(item.ANTW)) check({ ANTW: 'Choose one of the answers.' });
  const before = reply.ANTW;
  reply.ANTW = item.ANTW ?? before;
  if ('BEDARF' in item) reply._needs = String(item.BEDARF ?? '');
  if (reply.ANTW !== before) {
    const others = [...store.ZUSAGE.values()].filter((one) => one !== reply && one.TNR === reply.TNR && one.ANTW === counted(meeting));
    const places = Number(meeting.PLATZ || 0);
    const full = places > 0 && others.filter((one) => !waiting(one)).length >= places;
    reply.WARTE = reply.ANTW === counted(meeting) && full ? String(Math.max(0, ...others.map(waiting)) + 1) : '';
  }
  fill(meeting, store);
  return reply;
}

export const replies = {
  table: 'ZUSAGE',
  key: 'ZNR',
  words: ['PNAME'],
  empty: { BEDARF: '' },
  show(reply, viewer, store) {
    const person = store.PERS.get(reply.PNR);
    if (!person || !listed(person, viewer)) return null;
    const meeting = store.TERM.get(reply.TNR);
    if (!meeting || (meeting.ZUST === 'E' && !viewer.convenor)) return null;
    const own = reply.PNR === viewer.pnr || viewer.convenor;
    return { ...open(reply), BEDARF: own ? reply._needs : '' };
  },
  create(item, viewer, store) {
    if (item.PNR && item.PNR !== viewer.pnr) refuse(CODE.notAllowed, 'A reply is always your own.');
    const key = `${item.TNR}/${viewer.pnr}`;
    const reply = store.ZUSAGE.get(key) ?? { ZNR: key, TNR: item.TNR, PNR: viewer.pnr, PNAME: viewer.name, ANTW: '', WARTE: '', STAND: '1', _needs: '' };
    return answer(reply, item, viewer, store);
  },
  change(reply, item, viewer, store) {
    if (reply.PNR !== viewer.pnr) refuse(CODE.notAllowed, 'A reply is always your own.');
    take({ ...reply }, item, ['ANTW', 'BEDARF']);
    answer(reply, item, viewer, store);
  },
};
