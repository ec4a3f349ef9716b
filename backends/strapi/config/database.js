const { join } = require('node:path');

/** With a log that is written ahead, SQLite waits for the disk now and then instead of at every change. */
function afterCreate(connection, done) {
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = NORMAL');
  done(null, connection);
}

module.exports = ({ env }) => ({
  connection: {
    client: 'sqlite',
    connection: { filename: join(env('COALITION_DATA', '.data'), 'coalition.db') },
    useNullAsDefault: true,
    pool: { afterCreate },
  },
});
