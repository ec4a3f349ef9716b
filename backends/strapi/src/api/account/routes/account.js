module.exports = { routes: [{ method: 'GET', path: '/me', handler: 'account.me' }] };
