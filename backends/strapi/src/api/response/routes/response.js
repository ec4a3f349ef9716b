const { factories } = require('@strapi/strapi');

module.exports = factories.createCoreRouter('api::response.response', { only: ['find', 'create', 'update'] });
