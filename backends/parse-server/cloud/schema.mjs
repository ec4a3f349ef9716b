// The classes with their fields, and who may do what with a class at all. Which records of it somebody sees is decided
// by each record's ACL and by the triggers beside this file. Nothing is deleted through the API, and no field is added.

const text = { type: 'String' };
const texts = { type: 'Array' };
const list = { type: 'Array' };
const number = { type: 'Number' };
const yesNo = { type: 'Boolean' };
const instant = { type: 'Date' };
const object = { type: 'Object' };
const to = (targetClass) => ({ type: 'Pointer', targetClass });
const needed = (type) => ({ ...type, required: true });

const everybody = { '*': true };
const accounts = { requiresAuthentication: true };
const nobody = {};

/** A class that these may read, make and change. */
function open(className, { read, create = nobody, update = nobody }, fields, unique) {
  const classLevelPermissions = { find: read, get: read, count: read, create, update, delete: nobody, addField: nobody, protectedFields: {} };
  return { className, fields, unique, classLevelPermissions };
}

const members = { read: accounts, create: accounts, update: accounts };

/** Days are texts such as `2026-11-22`, instants are Dates. */
export const CLASSES = [
  open('Organisation', { read: accounts, update: accounts }, {
    name: needed(text), nativeName: text, latinName: text, shortName: text, language: text, sector: text, about: text, website: text,
    town: text, nation: text, strengths: texts, countries: texts, languages: texts, visibility: text, membership: text, memberSince: text,
    contact: to('Member'),
  }),
  // `affiliations`, `leads` and `addressees` hold ids: a pointer could be followed past the triggers.
  open('Member', { read: accounts, update: accounts }, {
    account: to('_User'), fullName: needed(text), nativeName: text, latinName: text, script: text, pronouns: text, email: text, phone: text,
    bio: text, languages: texts, expertise: texts, countries: texts, timeZone: text, organisation: to('Organisation'), jobTitle: text,
    affiliations: list, leads: texts, confirmedOn: text, awayUntil: text, deputy: to('Member'), active: yesNo, listed: text, privacy: object,
  }),
  open('Event', { read: accounts, create: accounts }, {
    reference: text, category: needed(text), title: needed(text), state: text, allDay: yesNo, localStart: text, localEnd: text, zone: text,
    startsAt: needed(instant), endsAt: needed(instant), firstDay: text, lastDay: text, attendance: text, location: text, joinLink: text,
    seats: number, marking: text, chathamHouse: yesNo, description: text, theme: text, chair: text, noteTaker: text, agenda: list,
    minutes: text, cancellationReason: text, series: text, originalStart: text, revision: number, alert: to('Alert'),
  }),
  open('Reply', members, {
    event: needed(to('Event')), member: to('Member'), answer: needed(text), queuePosition: number, queuedAt: instant, accessNeeds: text, key: text,
  }, 'key'),
  open('Alert', { read: accounts, create: accounts }, {
    reference: text, identifier: text, sender: text, situation: text, status: text, messageType: text, audience: text, kind: text,
    tlp: needed(text), urgency: text, severity: text, certainty: text, categories: texts, responseTypes: texts, event: text,
    title: needed(text), body: text, advice: text, publishedAt: instant, beginsAt: instant, expiresAt: instant, refersTo: texts, country: text,
    area: text, riskFactors: texts, crimes: texts, verification: text, sourceGrade: text, informationGrade: number, decisionOn: text,
    asks: list, addressees: texts, contentWarning: text, exercise: text, author: to('Member'), authorName: text,
    organisation: to('Organisation'), language: text, translations: list, current: yesNo, supersededBy: to('Alert'),
  }, 'identifier'),
  open('Receipt', { read: accounts, create: accounts }, { alert: needed(to('Alert')), member: to('Member'), readAt: instant, key: text }, 'key'),
  open('Response', members, {
    alert: needed(to('Alert')), ask: needed(text), organisation: to('Organisation'), choice: needed(text), note: text, author: to('Member'),
    modified: instant, key: text,
  }, 'key'),
  open('Commitment', { read: everybody }, { number: needed(text), text: needed(text), approvedOn: text, language: text }),
  open('Signature', { ...members, read: everybody }, {
    commitment: needed(text), signer: needed(text), member: to('Member'), organisation: to('Organisation'), signedBy: to('Member'),
    namePublic: yesNo, signedAt: instant, withdrawnAt: instant, comment: text, key: text,
  }, 'key'),
  open('BoardItem', members, {
    reference: text, type: needed(text), topic: needed(text), title: needed(text), text, anonymous: yesNo, author: to('Member'), places: number,
    hoursPerMonth: number, costPence: number, availableFrom: text, availableUntil: text, state: text,
  }),
  open('Post', { read: everybody }, {
    slug: needed(text), title: needed(text), language: text, excerpt: text, content: text, section: text, authors: list, publishedAt: instant,
    tags: texts, contentWarning: text, state: text,
  }),
  open('Statement', { read: everybody }, {
    slug: needed(text), title: needed(text), text, addressees: texts, state: text, signBy: instant, publishedOn: text, signatories: list,
    unnamed: number, topics: texts,
  }),
];

/** What Parse Server brings along is closed: people do not sign up, and nobody lists accounts. */
export const ACCOUNTS = ['_User', '_Role', '_Installation'].map((className) => open(className, { read: nobody }, {}));

/** All that clients may ask for. */
export const ROUTES = [
  `classes/(${CLASSES.map((one) => one.className).join('|')})(/[A-Za-z0-9]+)?`, 'login', 'logout', 'functions/whoami', 'health',
];
