// The demonstration data in this project's own shape: for each content type its records, each with its id, its own fields and
// what it is related to.

const SECTORS = { community_led: 'community', legal_evidence: 'legal', arts_memory: 'arts' };
const CATEGORIES = { goal_workshop: 'workshop', six_weekly: 'regular', expert_talk: 'talk' };
const STATES = { scheduled: 'planned', held: 'over' };
const REPLIES = { in_person: 'yes', apologies: 'no' };

/** A document's id as Strapi would make one: what begins with a digit would be taken for the number of a row. */
const documentId = (id) => `c${id}`;

const coded = (value, codes = {}) => codes[value] ?? value;
const small = (value) => value?.toLowerCase();
/** `TLP:AMBER+STRICT` as `amber_strict`. */
const label = (value) => small(value)?.replace('tlp:', '').replace('+', '_');

function shapes(records) {
  const all = (kind, shape) => (records[kind] ?? []).map((one) => ({ id: one.id, ...shape(one) }));
  const versions = new Map((records.commitmentVersions ?? []).map((one) => [one.number, one.id]));
  const organisations = new Map((records.organisations ?? []).map((one) => [one.name, one.id]));
  const people = records.people ?? [];
  return {
    organisation: all('organisations', organisation),
    member: all('people', member),
    affiliation: people.flatMap((one) => (one.otherOrganisations ?? []).map(({ organisation: other, title }) => ({
      id: `${one.id}${other}`, row: { title }, relations: { member: ['member', one.id], organisation: ['organisation', other] },
    }))),
    alert: all('alerts', alert),
    event: all('meetings', event),
    attendance: all('replies', (one) => ({
      row: { reply: coded(one.answer, REPLIES), queuePosition: one.waitPosition ?? 0, accessNeeds: one.needs },
      relations: { event: ['event', one.meeting], member: ['member', one.person] },
    })),
    receipt: all('alertReads', (one) => ({ row: { readAt: one.readAt }, relations: { alert: ['alert', one.alert], member: ['member', one.person] } })),
    response: all('answers', (one) => ({
      row: { ask: one.ask, choice: one.answer, note: one.note, createdAt: one.updated, updatedAt: one.updated },
      relations: { alert: ['alert', one.alert], organisation: ['organisation', one.organisation], author: ['member', one.person] },
    })),
    commitment: all('commitmentVersions', (one) => ({ row: { number: one.number, text: one.body, approvedOn: one.approvedOn, language: one.lang } })),
    signature: all('signatures', (one) => ({
      row: {
        signer: one.signerKind === 'person' ? 'individual' : 'organisation', namePublic: Boolean(one.showName), signedAt: one.signedAt,
        withdrawnAt: one.withdrawnAt, comment: one.statement,
      },
      relations: { commitment: ['commitment', versions.get(one.version)], signedBy: ['member', one.signedForBy], ...signer(one) },
    })),
    'board-item': all('supportItems', item),
    post: all('posts', (one) => ({
      row: {
        slug: one.slug, title: one.title, language: one.lang, excerpt: one.summary, content: one.body, section: one.section,
        byline: (one.authors ?? []).map((name) => ({ name })), tags: one.tags ?? [], contentWarning: one.contentNote,
        publishedAt: one.status === 'published' ? one.publishAt : null,
      },
    })),
    statement: all('statements', (one) => ({
      row: {
        slug: one.slug, title: one.title, text: one.body, addressees: one.addressees ?? [], topics: one.topics ?? [], signBy: one.signBy,
        state: { sign_on_open: 'open', draft: 'open' }[one.status] ?? one.status, publishedOn: one.publishedOn, unnamed: one.hiddenSignatories ?? 0,
        signatories: (one.signatories ?? []).map((name) => ({ name, organisation: organisations.has(name) ? documentId(organisations.get(name)) : null })),
        ...(one.status === 'draft' ? { publishedAt: null } : {}),
      },
    })),
  };
}

const organisation = (one) => ({
  row: {
    name: one.name, nativeName: one.nameNative, latinName: one.nameLatin, shortName: one.shortName, language: one.lang, sector: coded(one.kind, SECTORS),
    about: one.summary, website: one.website, town: one.town, nation: one.nation, strengths: one.strengths ?? [], countries: one.countries ?? [],
    languages: one.languages ?? [], visibility: one.visibility, membership: one.status, memberSince: one.joinedOn,
  },
  relations: { contact: ['member', one.leadContact] },
});

const member = (one) => ({
  row: {
    fullName: one.name, nativeName: one.nameNative, latinName: one.nameLatin, script: one.nameScript, pronouns: one.pronouns, email: one.email,
    phone: one.phone, bio: one.bio, languages: one.languages ?? [], expertise: one.expertise ?? [], countries: one.countries ?? [],
    timezone: one.timeZone, jobTitle: one.title, confirmedOn: one.confirmedOn, awayUntil: one.awayUntil, active: !one.former,
    listed: coded(one.directoryVisibility ?? 'members', { named: 'organisation' }), privacy: one.visibility ?? {},
  },
  relations: { organisation: ['organisation', one.organisation], leads: ['organisation', one.leads], deputy: ['member', one.deputy] },
});

const event = (one) => ({
  row: {
    reference: one.ref, category: coded(one.kind, CATEGORIES), title: one.title, state: coded(one.status, STATES), allDay: Boolean(one.allDay),
    localStart: one.startLocal, localEnd: one.endLocal, zone: one.timeZone, startsAt: one.start, endsAt: one.end, firstDay: one.startDate,
    lastDay: one.endDate, attendance: one.mode, location: one.venue, joinLink: one.joinUrl, seats: one.capacity, marking: label(one.sharing),
    chathamHouse: Boolean(one.chathamHouse), description: one.purpose, theme: one.theme, chair: one.chair, noteTaker: one.noteTaker,
    agenda: one.agenda ?? [], minutes: one.minutes, cancellationReason: one.cancelReason, series: one.series, originalStart: one.recurrenceId,
    revision: one.sequence ?? 0, createdAt: one.updated, updatedAt: one.updated,
  },
  relations: { alert: ['alert', one.fromAlert] },
});

const alert = (one) => ({
  row: {
    reference: one.ref, identifier: one.identifier, sender: one.sender, situation: one.thread, state: small(one.status), messageType: small(one.msgType),
    audience: small(one.scope), kind: one.kind, label: label(one.tlp), urgency: small(one.urgency), severity: small(one.severity),
    certainty: small(one.certainty), categories: one.category ?? [], responseTypes: one.responseType ?? [], topic: one.event, title: one.headline,
    body: one.description, advice: one.instruction, postedAt: one.sent, beginsAt: one.onset, expiresAt: one.expires, refersTo: one.references ?? [],
    country: one.country, area: one.areaDesc, riskFactors: one.riskFactors ?? [], crimes: one.crimes ?? [], verification: one.verification,
    sourceGrade: one.sourceGrade, informationGrade: one.infoGrade ? Number(one.infoGrade) : undefined, decisionOn: one.decisionOn,
    asks: (one.asks ?? []).map(({ id, text, deadline }) => ({ key: id, text, deadline: deadline ?? null })), contentWarning: one.contentNote,
    exercise: one.exerciseName, authorName: one.authorName, language: one.lang, translations: one.info ?? [], current: Boolean(one.current),
  },
  relations: {
    author: ['member', one.author], organisation: ['organisation', one.organisation], supersededBy: ['alert', one.supersededBy],
    addressees: ['member', one.addresses],
  },
});

const item = (one) => ({
  row: {
    reference: one.ref, type: one.kind, topic: one.topic, title: one.title, text: one.body, anonymous: Boolean(one.anonymous), places: one.capacity,
    hoursPerMonth: one.hoursPerMonth, costPence: one.costPence, availableFrom: one.from, availableUntil: one.until, state: one.status,
    createdAt: one.created, updatedAt: one.created,
  },
  relations: { author: ['member', one.trueAuthor ?? one.author] },
});

/** Whose signature it is, also where the name is not shown. */
function signer(one) {
  return one.signerKind === 'person' ? { member: ['member', one.trueSigner ?? one.person] } : { organisation: ['organisation', one.trueSigner ?? one.organisation] };
}

module.exports = { documentId, shapes };
