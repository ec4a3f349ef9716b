// The demonstration data as this service would keep it: its own keys, columns, codes and forms.
// What begins with an underscore is never sent as it stands; the areas decide who sees what of it.
import { bars, ms, number, yn } from './dialect.mjs';
import * as codes from './codes.mjs';

const MODERATORS = ['editor@demo.example.org', 'lead@demo.example.org'];
const padded = (count, digits) => String(count).padStart(digits, '0');
/** `MT-2026-017` as year and number. */
const parts = (ref, at) => (ref ? ref.split('-').slice(1) : ['0000', padded(at + 1, 3)]);

/** Keys as somebody once thought readable: with spaces and slashes in them. */
export const KEYS = {
  person: (one, at) => `P-${padded(one.number ?? at + 1, 6)}/UK`,
  group: (one, at) => `VB ${padded(one.number ?? at + 1, 4)}`,
  meeting: (one, at) => `T ${parts(one.ref, at).join('/')}`,
  alert: (one, at) => `W ${parts(one.ref, at).join('/')}`,
  item: (one, at) => `H-${parts(one.ref, at).join('/')}`,
};

/** The columns that a person gives a level of their own, by the names of the demonstration data. */
const LEVELLED = { pronouns: 'ANREDE', email: 'MAIL', phone: 'TEL', bio: 'UEBER', languages: 'SPR', expertise: 'FACH', countries: 'LAND' };
const levels = (given = {}) =>
  Object.fromEntries(Object.entries(given).filter(([name]) => name in LEVELLED).map(([name, level]) => [LEVELLED[name], codes.LEVEL.code(level)]));
const asked = (ask) => ({ BNR: ask.id, TXT: ask.text, FRIST: ms(ask.deadline), MIN: number(ask.effortMinutes) });
const translated = (one) => ({ SPRACHE: one.lang, KOPF: one.headline ?? '', TEXT: one.description ?? '', RAT: one.instruction ?? '' });

export function seed({ accounts, records }) {
  const rows = (name) => records[name] ?? [];
  const keyed = (name, key) => new Map(rows(name).map((one, at) => [one.id, key(one, at)]));
  const person = keyed('people', KEYS.person);
  const group = keyed('organisations', KEYS.group);
  const meeting = keyed('meetings', KEYS.meeting);
  const alert = keyed('alerts', KEYS.alert);
  const named = new Map(rows('organisations').map((one) => [one.id, one.name]));
  const of = (map, id) => map.get(id) ?? '';
  const all = (map, ids) => (ids ?? []).map((id) => of(map, id)).filter(Boolean);
  const table = (name, key, make) => new Map(rows(name).map((one, at) => make(one, at)).map((row) => [row[key], { ...row, STAND: '1' }]));

  const store = { sequence: {} };
  store.VERB = table('organisations', 'VNR', (one) => ({
    VNR: of(group, one.id), BEZ: one.name, BEZ_ORIG: one.nameNative ?? '', BEZ_LAT: one.nameLatin ?? '', KURZ: one.shortName ?? '',
    SPRACHE: one.lang ?? '', ART: codes.GROUP_KIND.code(one.kind), ZWECK: one.summary ?? '', WEB: one.website ?? '', ORT: one.town ?? '',
    REGION: one.nation ?? '', STAERK: bars(one.strengths), LAND: bars(one.countries), SPR: bars(one.languages),
    OFFEN: codes.GROUP_OPEN.code(one.visibility), ZUST: codes.GROUP_STATE.code(one.status), SEIT: one.joinedOn ?? '', ANSPR: of(person, one.leadContact),
  }));
  store.PERS = table('people', 'PNR', (one) => ({
    PNR: of(person, one.id), ANZNAME: one.name, NAME_ORIG: one.nameNative ?? '', NAME_LAT: one.nameLatin ?? '', SCHRIFT: one.nameScript ?? '',
    ANREDE: one.pronouns ?? '', KONT: { MAIL: one.email ?? '', TEL: one.phone ?? '' }, UEBER: one.bio ?? '', SPR: bars(one.languages),
    FACH: bars(one.expertise), LAND: bars(one.countries), ZTZ: one.timeZone ?? '', FUNKT: one.title ?? '', BESTAET: ms(one.confirmedOn),
    WEG_BIS: ms(one.awayUntil), VERTR: of(person, one.deputy), EHEM: yn(one.former), SICHT: levels(one.visibility),
    _home: of(group, one.organisation), _leads: all(group, one.leads), _listed: one.directoryVisibility ?? 'members',
    _others: (one.otherOrganisations ?? []).map((other) => ({ group: of(group, other.organisation), name: of(named, other.organisation), title: other.title ?? '' })),
    get _groups() {
      return [...new Set([this._home, ...this._others.map((other) => other.group), ...this._leads])].filter(Boolean);
    },
  }));
  store.TERM = table('meetings', 'TNR', (one) => ({
    TNR: of(meeting, one.id), LFD: one.ref ?? '', ART: codes.MEETING_KIND.code(one.kind), TITEL: one.title, ZUST: codes.MEETING_STATE.code(one.status),
    GANZT: yn(one.allDay), VON_LOK: one.startLocal ?? '', BIS_LOK: one.endLocal ?? '', ZTZ: one.timeZone ?? '', VON: ms(one.start), BIS: ms(one.end),
    TAG1: ms(one.startDate), TAG2: ms(one.endDate), FORM: codes.MEETING_MODE.code(one.mode), RAUM: one.venue ?? '', LINK: one.joinUrl ?? '',
    PLATZ: number(one.capacity), TEILEN: codes.TLP.code(one.sharing), CHATHAM: yn(one.chathamHouse), ZIEL: one.purpose ?? '', THEMA: one.theme ?? '',
    LEITG: one.chair ?? '', PROTO: one.noteTaker ?? '', ABLAUF: (one.agenda ?? []).map((item) => ({ PUNKT: item.title, ART: item.kind, MIN: number(item.minutes) })), NIEDER: one.minutes ?? '', GRUND: one.cancelReason ?? '',
    REIHE: one.series ?? '', REIHE_TAG: one.recurrenceId ?? '', REV: number(one.sequence), AUS_W: of(alert, one.fromAlert), GEAEND: ms(one.updated),
  }));
  store.ZUSAGE = table('replies', 'ZNR', (one) => ({
    ZNR: `${of(meeting, one.meeting)}/${of(person, one.person)}`, TNR: of(meeting, one.meeting), PNR: of(person, one.person),
    PNAME: one.personName ?? '', ANTW: codes.REPLY.code(one.answer), WARTE: number(one.waitPosition), _needs: one.needs ?? '',
  }));
  const namedOnly = (one) => one && (one.tlp === 'TLP:RED' || one.scope === 'Private');
  const byId = new Map(rows('alerts').map((one) => [one.id, one]));
  store.WARN = table('alerts', 'WNR', (one) => {
    // Who may not read the newer message must not learn of it from the older.
    const secret = namedOnly(byId.get(one.supersededBy)) && !namedOnly(one);
    return {
      WNR: of(alert, one.id), LFD: one.ref ?? '', URN: one.identifier ?? '', ABS: one.sender ?? '', FADEN: one.thread ?? '',
      MODUS: codes.ALERT_STATUS.code(one.status), TYP: codes.ALERT_TYPE.code(one.msgType), KREIS: codes.ALERT_SCOPE.code(one.scope),
      ART: codes.ALERT_KIND.code(one.kind), TLP: codes.TLP.code(one.tlp), DRINGL: codes.URGENCY.code(one.urgency),
      SCHWERE: codes.SEVERITY.code(one.severity), SICHERH: codes.CERTAINTY.code(one.certainty), KAT: bars(one.category), REAKT: bars(one.responseType),
      EREIG: one.event ?? '', KOPF: one.headline, TEXT: one.description ?? '', RAT: one.instruction ?? '', GESENDET: ms(one.sent), AB: ms(one.onset),
      BIS: ms(one.expires), BEZUG: bars(one.references), LAND: one.country ?? '', GEBIET: one.areaDesc ?? '', RISIKO: bars(one.riskFactors),
      VERBR: bars(one.crimes), PRUEF: codes.VERIFIED.code(one.verification), QU: one.sourceGrade ?? '', INF: number(one.infoGrade),
      ENTSCH: ms(one.decisionOn), BITTEN: (one.asks ?? []).map(asked), HINW: one.contentNote ?? '', UEBUNG: one.exerciseName ?? '', SPRACHE: one.lang ?? '',
      FREMD: (one.info ?? []).map(translated), GUELT: yn(one.current || secret), ERS: secret ? '' : of(alert, one.supersededBy),
      _author: of(person, one.author), _group: of(group, one.organisation), _to: all(person, one.addresses),
    };
  });
  store.LESE = table('alertReads', 'LNR', (one) => ({
    LNR: `${of(alert, one.alert)}/${of(person, one.person)}`, WNR: of(alert, one.alert), PNR: of(person, one.person), UM: ms(one.readAt),
  }));
  store.ANTW = table('answers', 'ANR', (one) => ({
    ANR: `${of(alert, one.alert)}/${one.ask}/${of(group, one.organisation)}`, WNR: of(alert, one.alert), BNR: one.ask,
    VB: { NR: of(group, one.organisation), BEZ: of(named, one.organisation) }, ANTW: codes.ANSWER.code(one.answer), NOTIZ: one.note ?? '',
    GEAEND: ms(one.updated), _person: of(person, one.person),
  }));
  store.FASSUNG = table('commitmentVersions', 'FNR', (one) => ({
    FNR: `F ${one.number}`, NR: one.number, TEXT: one.body, VOM: ms(one.approvedOn), SPRACHE: one.lang ?? '',
  }));
  store.UNTER = table('signatures', 'UNR', (one, at) => ({
    UNR: `U ${at + 1}`, FASSUNG: one.version, ART: codes.SIGNER.code(one.signerKind), ZEIGEN: yn(one.showName), AM: ms(one.signedAt),
    ZURUECK: ms(one.withdrawnAt), _words: one.statement ?? '',
    _signer: one.signerKind === 'person' ? of(person, one.trueSigner ?? one.person) : of(group, one.trueSigner ?? one.organisation),
  }));
  store.HILFE = table('supportItems', 'HNR', (one, at) => ({
    HNR: KEYS.item(one, at), LFD: one.ref ?? '', ART: codes.ITEM_KIND.code(one.kind), THEMA: codes.ITEM_TOPIC.code(one.topic), TITEL: one.title,
    TEXT: one.body ?? '', ANONYM: yn(one.anonymous), PLATZ: number(one.capacity), STD: number(one.hoursPerMonth), PENCE: number(one.costPence),
    VON: ms(one.from), BIS: ms(one.until), ZUST: codes.ITEM_STATE.code(one.status), ANGELEGT: ms(one.created), _author: of(person, one.trueAuthor ?? one.author),
  }));
  store.ARTIKEL = table('posts', 'ANR', (one, at) => ({
    ANR: `AR ${at + 1}`, KURZNAME: one.slug, TITEL: one.title, SPRACHE: one.lang ?? '', VORSP: one.summary ?? '', TEXT: one.body ?? '',
    RUBRIK: codes.SECTION.code(one.section), AUTOREN: (one.authors ?? []).map((name) => ({ NAME: name })), VEROEFF: ms(one.publishAt), TAGS: bars(one.tags),
    HINW: one.contentNote ?? '', _status: one.status ?? 'published',
  }));
  const secret = new Set(rows('organisations').filter((one) => one.visibility === 'hidden').flatMap((one) => [one.name, one.nameNative, one.nameLatin, one.shortName]));
  store.ERKL = table('statements', 'ENR', (one, at) => {
    const shown = (one.signatories ?? []).filter((name) => !secret.has(name));
    return {
      ENR: `EK ${at + 1}`, KURZNAME: one.slug, TITEL: one.title, TEXT: one.body ?? '', AN: bars(one.addressees), ZUST: codes.STATEMENT_STATE.code(one.status),
      ZEICHN_BIS: ms(one.signBy), VOM: ms(one.publishedOn), NAMEN: shown.map((name) => ({ BEZ: name })), THEMEN: bars(one.topics),
      VERDECKT: String((one.hiddenSignatories ?? 0) + (one.signatories ?? []).length - shown.length),
    };
  });
  store.accounts = new Map((accounts ?? []).map((one, at) => [
    one.email, { KNR: `K ${at + 1}`, PNR: of(person, one.person), role: one.role, moderator: MODERATORS.includes(one.email) },
  ]));
  return store;
}
