const { secret } = require('../src/secret');

// The panel is not built: content types are files of this project, and the demonstration needs no editor.
module.exports = () => ({
  serveAdminPanel: false,
  auth: { secret: secret('admin') },
  apiToken: { salt: secret('api-token') },
  transfer: { token: { salt: secret('transfer') } },
  secrets: { encryptionKey: secret('encryption') },
  flags: { nps: false, promoteEE: false },
});
