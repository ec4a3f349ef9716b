const { guarded } = require('../../../access/controller');

module.exports = guarded('api::statement.statement');
