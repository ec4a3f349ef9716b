const { factories } = require('@strapi/strapi');

module.exports = factories.createCoreRouter('api::alert.alert', { only: ['find', 'findOne', 'create'] });
