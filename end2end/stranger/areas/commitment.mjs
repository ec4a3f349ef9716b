// The commitment's versions, and signatures whose names are shown only by choice.
import { CODE, check, isY, open, refuse, yn } from '../dialect.mjs';
import { knownGroup } from './directory.mjs';
import { take } from './common.mjs';

const RENEW_AFTER_DAYS = 330;

export const versions = { table: 'FASSUNG', key: 'FNR', words: ['TEXT'], public: true, show: (version) => open(version) };

const nameOf = (signature, store) => (signature.ART === 'V' ? store.VERB.get(signature._signer)?.BEZ : store.PERS.get(signature._signer)?.ANZNAME) ?? '';
const hidden = (signature, store) => signature.ART === 'V' && store.VERB.get(signature._signer)?.OFFEN === 'V';
const ownOf = (signature, viewer) =>
  viewer.member && (signature.ART === 'P' ? signature._signer === viewer.pnr : viewer.leads.includes(signature._signer));

function show(signature, viewer, store) {
  const own = ownOf(signature, viewer);
  const shown = isY(signature.ZEIGEN) && !signature.ZURUECK && !hidden(signature, store);
  if (!own && (!viewer.member || signature.ZURUECK)) {
    if (!shown) return null;
  } else if (!own && hidden(signature, store) && !knownGroup(store, viewer, signature._signer)) {
    return null;
  }
  const told = own || shown;
  return {
    ...open(signature), NAME: told ? nameOf(signature, store) : '', PNR: told && viewer.member && signature.ART === 'P' ? signature._signer : '',
    VB_NR: told && viewer.member && signature.ART === 'V' ? signature._signer : '', WORT: told && viewer.member ? signature._words : '',
  };
}

function create(item, viewer, store) {
  const forGroup = item.ART === 'V';
  const signer = forGroup ? item.VB_NR : viewer.pnr;
  if (!forGroup && item.PNR && item.PNR !== viewer.pnr) refuse(CODE.notAllowed, 'You sign for yourself.');
  if (forGroup && !viewer.leads.includes(signer)) refuse(CODE.notAllowed, 'Only a lead signs for an organisation.');
  const newest = [...store.FASSUNG.values()].sort((one, other) => other.VOM - one.VOM)[0];
  if (item.FASSUNG !== newest?.NR) check({ FASSUNG: 'This is not the current text. Read the newest version first.' });
  const live = [...store.UNTER.values()].find((one) => one.FASSUNG === item.FASSUNG && one.ART === item.ART && one._signer === signer && !one.ZURUECK);
  if (live && Date.now() - live.AM < RENEW_AFTER_DAYS * 86_400_000) check({ FASSUNG: 'This version is signed already.' });
  const row = live ?? { UNR: `U ${store.UNTER.size + 1}`, FASSUNG: item.FASSUNG, ART: item.ART, STAND: '1', _signer: signer };
  return Object.assign(row, { ZEIGEN: yn(isY(item.ZEIGEN)), AM: Date.now(), ZURUECK: null, _words: item.WORT ?? '' });
}

/** The signer withdraws, shows or hides the name, or changes the words. */
function change(signature, item, viewer, store) {
  if (!ownOf(signature, viewer)) refuse(CODE.notAllowed, 'Only the signer changes a signature.');
  if (signature.ZURUECK) check({ ZURUECK: 'This signature has been withdrawn. Sign again instead.' });
  take({ ...signature }, item, ['ZURUECK', 'ZEIGEN', 'WORT'], { shown: show(signature, viewer, store) });
  if (item.ZURUECK) signature.ZURUECK = Date.now();
  if ('ZEIGEN' in item) signature.ZEIGEN = yn(isY(item.ZEIGEN));
  if ('WORT' in item) signature._words = item.WORT ?? '';
}

export const signatures = { table: 'UNTER', key: 'UNR', words: ['NAME'], public: true, empty: { NAME: '' }, show, create, change };
