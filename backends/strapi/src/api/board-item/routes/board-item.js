const { factories } = require('@strapi/strapi');

module.exports = factories.createCoreRouter('api::board-item.board-item', { only: ['find', 'findOne', 'create', 'update'] });
