const { factories } = require('@strapi/strapi');

module.exports = factories.createCoreRouter('api::signature.signature', { only: ['find', 'create', 'update'] });
