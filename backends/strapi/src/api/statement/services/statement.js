const { factories } = require('@strapi/strapi');

/** Written and published in the panel; here everybody reads what is published, and members also what was withdrawn. */
module.exports = factories.createCoreService('api::statement.statement', ({ strapi }) => ({
  open: true,
  drafted: true,
  order: ['publishedOn:desc'],
  sorted: ['publishedOn', 'signBy', 'title'],
  filtered: ['slug', 'state'],
  searched: ['title', 'text'],

  visible: (viewer) => (viewer.isMember ? {} : { state: { $ne: 'withdrawn' } }),

  /** A hidden organisation is only counted, for everybody: whoever belongs to it may pass a public text on. */
  async shown({ unnamed, signatories, ...statement }) {
    const all = signatories ?? [];
    const hidden = await strapi.db.query('api::organisation.organisation').findMany({ select: ['documentId'], where: { visibility: 'hidden' } });
    const secret = new Set(hidden.map((one) => one.documentId));
    const named = all.filter((one) => !secret.has(one.organisation));
    return { ...statement, signatories: named.map(({ name }) => ({ name })), unnamed: unnamed + all.length - named.length };
  },
}));
