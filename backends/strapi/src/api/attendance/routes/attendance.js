const { factories } = require('@strapi/strapi');

module.exports = factories.createCoreRouter('api::attendance.attendance', { only: ['find', 'create', 'update'] });
