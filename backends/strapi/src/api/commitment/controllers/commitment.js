const { guarded } = require('../../../access/controller');

module.exports = guarded('api::commitment.commitment');
