const { factories } = require('@strapi/strapi');

module.exports = factories.createCoreRouter('api::commitment.commitment', { only: ['find'] });
