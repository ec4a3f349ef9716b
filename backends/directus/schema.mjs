// The tables of the register, as Directus keeps them: each field with its type, `!` where it must be filled.
//
// Without a licence Directus 12 takes no rules on single records or fields in a policy: whoever may read a collection reads
// all of it. So a collection is either for everybody who is named here, or for nobody, and then only our own extensions
// open it. What is not for all members never lies in an open one.

const RECORDS = {
  organisations: {
    name: 'string!', native_name: 'string', latin_name: 'string', short_name: 'string', language: 'string', sector: 'string', about: 'text',
    website: 'string', town: 'string', nation: 'string', strengths: 'json', countries: 'json', languages: 'json', visibility: 'string',
    membership: 'string', member_since: 'string', contact: 'uuid',
  },
  members: {
    full_name: 'string!', native_name: 'string', latin_name: 'string', script: 'string', pronouns: 'string', email: 'string',
    phone: 'string', bio: 'text', languages: 'json', expertise: 'json', countries: 'json', timezone: 'string', organisation: 'organisations',
    job_title: 'string', other_organisations: 'json', confirmed_on: 'date', away_until: 'date', deputy: 'members', active: 'boolean!',
    leads: 'json', privacy: 'json',
  },
  events: {
    reference: 'string', category: 'string!', title: 'string!', state: 'string', all_day: 'boolean', local_start: 'string',
    local_end: 'string', zone: 'string', starts_at: 'timestamp!', ends_at: 'timestamp!', first_day: 'date', last_day: 'date',
    attendance: 'string', location: 'string', join_link: 'string', seats: 'integer', marking: 'string', chatham_house: 'boolean',
    description: 'text', theme: 'string', chair: 'string', note_taker: 'string', agenda: 'json', minutes: 'text',
    cancellation_reason: 'text', series: 'string', original_start: 'string', revision: 'integer', alert: 'uuid', modified: 'timestamp',
  },
  replies: { event: 'uuid!', member: 'uuid', member_name: 'string', reply: 'string!', queue_position: 'integer', access_needs: 'text' },
  alerts: {
    reference: 'string', identifier: 'string', sender: 'string', situation: 'string', status: 'string', message_type: 'string',
    audience: 'string', kind: 'string', tlp: 'string!', urgency: 'string', severity: 'string', certainty: 'string', categories: 'json',
    response_types: 'json', event: 'string', title: 'string!', body: 'text', advice: 'text', published_at: 'timestamp',
    begins_at: 'timestamp', expires_at: 'timestamp', refers_to: 'json', country: 'string', area: 'string', risk_factors: 'json',
    crimes: 'json', verification: 'string', source_grade: 'string', information_grade: 'integer', decision_on: 'date', asks: 'json',
    content_warning: 'text', exercise: 'string', author_name: 'string', organisation: 'organisations', language: 'string',
    translations: 'json', current: 'boolean', superseded_by: 'uuid',
  },
  responses: {
    alert: 'uuid!', ask: 'uuid!', organisation: 'organisations', choice: 'string!', note: 'text', modified: 'timestamp',
  },
  commitments: { number: 'string!', text: 'text!', approved_on: 'date', language: 'string' },
  signatures: {
    commitment: 'string!', signer: 'string!', member: 'uuid', organisation: 'uuid', name: 'string', name_public: 'boolean',
    signed_at: 'timestamp', withdrawn_at: 'timestamp', comment: 'string',
  },
  board: {
    reference: 'string', type: 'string!', topic: 'string!', title: 'string!', text: 'text', anonymous: 'boolean', author: 'uuid',
    author_name: 'string', organisation_name: 'string', places: 'integer', hours_per_month: 'float', cost_pence: 'integer',
    available_from: 'date', available_until: 'date', state: 'string', created: 'timestamp',
  },
  posts: {
    slug: 'string!', title: 'string!', language: 'string', excerpt: 'text', content: 'text', section: 'string', authors: 'json',
    published_at: 'timestamp', tags: 'json', content_warning: 'text',
  },
  statements: {
    slug: 'string!', title: 'string!', text: 'text', addressees: 'json', state: 'string', sign_by: 'timestamp', published_on: 'date',
    signatories: 'json', unnamed_signatories: 'integer', topics: 'json',
  },
  // For nobody: who an account is, what somebody keeps to themselves, and what they have opened.
  accounts: { user: 'uuid!', member: 'uuid', name: 'string', organisation: 'uuid', organisation_name: 'string', leads: 'json', listed: 'boolean' },
  kept_back: { collection: 'string!', item: 'uuid!', owner: 'uuid!', organisation: 'uuid', kept: 'json!' },
  read_receipts: { alert: 'uuid!', owner: 'uuid!', read_at: 'timestamp!' },
};

export const GUESTS_READ = ['commitments', 'signatures', 'posts', 'statements'];
export const MEMBERS_READ = [...GUESTS_READ, 'organisations', 'members', 'events', 'replies', 'alerts', 'responses', 'board'];
export const MEMBERS_ADD = ['events', 'replies', 'alerts', 'responses', 'signatures', 'board'];
export const MEMBERS_CHANGE = ['members', 'organisations', 'replies', 'responses', 'signatures', 'board'];
export const ROLES = ['Member', 'Lead', 'Editor', 'Convenor'];

const SPECIAL = { json: ['cast-json'], boolean: ['cast-boolean'], uuid: [] };

/** The collections in the form in which Directus takes them. */
export const collections = Object.entries(RECORDS).map(([collection, fields]) => ({
  collection,
  schema: {},
  meta: { accountability: null },
  fields: [
    { field: 'id', type: 'uuid', meta: { special: ['uuid'], hidden: true }, schema: { is_primary_key: true, is_nullable: false } },
    ...Object.entries(fields).map(([field, word]) => described(field, word)),
  ],
}));

/** Where a field names a record of another collection, so that the name there can be asked for along with it. */
export const relations = Object.entries(RECORDS).flatMap(([collection, fields]) =>
  Object.entries(fields).filter(([, word]) => RECORDS[word]).map(([field, related_collection]) => ({
    collection, field, related_collection, meta: {}, schema: { on_delete: 'SET NULL' },
  })),
);

function described(field, word) {
  const required = word.endsWith('!');
  const bare = word.replace('!', '');
  const type = RECORDS[bare] ? 'uuid' : bare;
  const special = RECORDS[bare] ? ['m2o'] : (SPECIAL[type] ?? []);
  return { field, type, meta: { special, required }, schema: { is_nullable: !required, ...(type === 'string' ? { max_length: 500 } : {}) } };
}
