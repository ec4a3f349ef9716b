const { guarded } = require('../../../access/controller');

module.exports = guarded('api::board-item.board-item');
