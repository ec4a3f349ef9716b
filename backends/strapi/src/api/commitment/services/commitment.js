const { factories } = require('@strapi/strapi');

/** What has been signed does not change: a new text is a new version, which the convenor adds in the panel. */
module.exports = factories.createCoreService('api::commitment.commitment', () => ({
  open: true,
  order: ['number:asc'],
  sorted: ['number', 'approvedOn'],
  filtered: ['number', 'language'],
  visible: () => ({}),
  shown: (commitment) => commitment,
}));
