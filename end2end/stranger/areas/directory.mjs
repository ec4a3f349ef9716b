// People and organisations: what each viewer may know, and who may change what.
import { CODE, bars, check, open, refuse } from '../dialect.mjs';
import { take } from './common.mjs';

/** Columns of a person that have a level of their own; `SICHT` keeps the levels. */
const LEVELLED = { ANREDE: ['ANREDE'], MAIL: ['KONT', 'MAIL'], TEL: ['KONT', 'TEL'], UEBER: ['UEBER'], SPR: ['SPR'], FACH: ['FACH'], LAND: ['LAND'] };
/** Nobody else, the same organisation (Verband), members, everybody (oeffentlich). */
const LEVELS = ['N', 'V', 'M', 'O'];
const OWN = [
  'ANZNAME', 'NAME_ORIG', 'NAME_LAT', 'SCHRIFT', 'ANREDE', 'KONT.MAIL', 'KONT.TEL', 'UEBER', 'SPR', 'FACH', 'LAND', 'ZTZ', 'FUNKT', 'BESTAET', 'WEG_BIS',
  'VERTR', 'SICHT',
];
const OF_LEAD = ['BEZ', 'BEZ_ORIG', 'BEZ_LAT', 'KURZ', 'SPRACHE', 'ZWECK', 'WEB', 'ORT', 'REGION', 'STAERK', 'LAND', 'SPR', 'OFFEN', 'ANSPR'];

/** Whether a viewer may know of an organisation. */
export const knownGroup = (store, viewer, id) => {
  const group = store.VERB.get(id);
  return Boolean(group) && (group.OFFEN !== 'V' || viewer.knows(id));
};

/** An organisation's key and name, as far as the viewer may know them. */
export const groupOf = (store, viewer, id) => (knownGroup(store, viewer, id) ? { NR: id, BEZ: store.VERB.get(id).BEZ } : { NR: '', BEZ: '' });

/** Whether a person is in this viewer's directory. */
export function listed(person, viewer) {
  if (person.PNR === viewer.pnr || viewer.convenor || person._listed === 'public' || person._listed === 'members') return true;
  return person._listed === 'named' && person._home !== '' && viewer.groups.includes(person._home);
}

const near = (person, viewer) => person._groups.some((id) => viewer.groups.includes(id));

function showPerson(person, viewer, store) {
  if (!listed(person, viewer)) return null;
  const whole = viewer.convenor || person.PNR === viewer.pnr;
  const least = LEVELS.indexOf(near(person, viewer) ? 'V' : 'M');
  const row = { ...open(person), KONT: { ...person.KONT } };
  if (!whole) {
    row.SICHT = null;
    for (const [name, [outer, inner]] of Object.entries(LEVELLED)) {
      if (LEVELS.indexOf(person.SICHT[name] ?? 'N') >= least) continue;
      if (inner) row[outer][inner] = '';
      else row[outer] = '';
    }
  }
  row.VB = groupOf(store, viewer, person._home);
  row.WEITERE = person._others.filter((one) => knownGroup(store, viewer, one.group)).map((one) => ({ VNR: one.group, BEZ: one.name, FUNKT: one.title }));
  row.LEITET = bars(person._leads.filter((id) => knownGroup(store, viewer, id)));
  return row;
}

function changePerson(person, item, viewer, store) {
  if (person.PNR !== viewer.pnr && !viewer.convenor) refuse(CODE.notAllowed, 'You can only change your own record.');
  const wrong = {};
  const mail = item.KONT?.MAIL;
  if ('ANZNAME' in item && !String(item.ANZNAME ?? '').trim()) wrong.ANZNAME = 'A name is needed.';
  if (mail && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(mail)) wrong['KONT.MAIL'] = 'This is not an email address.';
  if (item.VERTR && !store.PERS.has(item.VERTR)) wrong.VERTR = 'There is no such person.';
  if (item.SICHT && !Object.entries(item.SICHT).every(([name, level]) => name in LEVELLED && LEVELS.includes(level))) {
    wrong.SICHT = 'Choose for each field who may see it.';
  }
  check(wrong);
  const levels = { ...person.SICHT, ...item.SICHT };
  take(person, 'SICHT' in item ? { ...item, SICHT: levels } : item, OWN, { nested: ['KONT', 'VB'], shown: showPerson(person, viewer, store) });
}

export const people = {
  table: 'PERS',
  key: 'PNR',
  words: ['ANZNAME', 'NAME_ORIG', 'NAME_LAT', 'VB.BEZ'],
  show: showPerson,
  change: changePerson,
};

export const groups = {
  table: 'VERB',
  key: 'VNR',
  words: ['BEZ', 'BEZ_ORIG', 'BEZ_LAT', 'KURZ', 'ORT'],
  show(group, viewer, store) {
    if (!knownGroup(store, viewer, group.VNR)) return null;
    const contact = store.PERS.get(group.ANSPR);
    // A contact is named only where every member may find that person.
    return { ...open(group), ANSPR: contact && ['public', 'members'].includes(contact._listed) ? group.ANSPR : '' };
  },
  change(group, item, viewer, store) {
    if (!viewer.convenor && !viewer.leads.includes(group.VNR)) refuse(CODE.notAllowed, 'Only its lead changes an organisation.');
    if ('BEZ' in item && !String(item.BEZ ?? '').trim()) check({ BEZ: 'A name is needed.' });
    if (item.ANSPR && !store.PERS.get(item.ANSPR)?._groups.includes(group.VNR)) check({ ANSPR: 'The contact must belong to the organisation.' });
    take(group, item, OF_LEAD);
  },
};
