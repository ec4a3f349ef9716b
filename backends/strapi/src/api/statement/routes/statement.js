const { factories } = require('@strapi/strapi');

module.exports = factories.createCoreRouter('api::statement.statement', { only: ['find', 'findOne'] });
