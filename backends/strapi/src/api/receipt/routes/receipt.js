const { factories } = require('@strapi/strapi');

module.exports = factories.createCoreRouter('api::receipt.receipt', { only: ['find', 'create'] });
