const { factories } = require('@strapi/strapi');

const { PERSON, known, link } = require('../../../access/records');
const { forbidden, words, wrong } = require('../../../access/refusal');

const UID = 'api::organisation.organisation';
const OPEN_TO_LEADS = ['name', 'nativeName', 'latinName', 'shortName', 'language', 'about', 'website', 'town', 'nation', 'strengths', 'countries', 'languages', 'visibility', 'contact'];
const OPEN_TO_CONVENORS = ['sector', 'membership', 'memberSince'];

module.exports = factories.createCoreService(UID, ({ strapi }) => ({
  populate: { contact: PERSON },
  order: ['name:asc'],
  sorted: ['name', 'shortName', 'town', 'nation', 'sector', 'membership', 'visibility'],
  filtered: ['sector', 'membership', 'nation', 'town', 'visibility'],
  searched: ['name', 'nativeName', 'latinName', 'shortName', 'town'],

  visible: (viewer) => (viewer.isMember ? { id: { $notIn: [0, ...viewer.secret] } } : { id: 0 }),

  shown: (organisation, viewer) => ({ ...organisation, contact: viewer.sees(organisation.contact) ? link(organisation.contact, 'fullName') : null }),

  settable: (viewer) => [...OPEN_TO_LEADS, ...(viewer.isConvenor ? OPEN_TO_CONVENORS : [])],

  async prepare(data, viewer, organisation) {
    if (!viewer.isConvenor && !viewer.leads.has(organisation.id)) throw forbidden('Only its lead changes an organisation.');
    for (const name of ['strengths', 'countries', 'languages']) if (name in data) data[name] = words(name, data[name]);
    if (data.contact) {
      const { id } = await known('api::member.member', 'contact', data.contact, viewer);
      const populate = { organisation: true, leads: true, affiliations: { populate: { organisation: true } } };
      const contact = await strapi.db.query('api::member.member').findOne({ where: { id }, populate });
      const theirs = [contact.organisation, ...contact.leads, ...contact.affiliations.map((one) => one.organisation)];
      if (!theirs.some((one) => one?.id === organisation.id)) throw wrong('contact', 'The contact must belong to the organisation.');
    }
    return data;
  },
}));
