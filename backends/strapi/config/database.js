const { join } = require('node:path');

module.exports = ({ env }) => ({
  connection: {
    client: 'sqlite',
    connection: { filename: join(env('COALITION_DATA', '.data'), 'coalition.db') },
    useNullAsDefault: true,
  },
});
