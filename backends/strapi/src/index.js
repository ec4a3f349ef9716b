const { grant } = require('./roles');
const { seed } = require('./demonstration/seed');

module.exports = {
  register() {},

  async bootstrap({ strapi }) {
    await grant(strapi);
    const { COALITION_DATASET: dataset } = process.env;
    if (dataset) await seed(strapi, dataset);
  },
};
