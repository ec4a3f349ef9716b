const { secret } = require('../src/secret');

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

module.exports = ({ env }) => ({
  'users-permissions': {
    config: {
      jwtSecret: secret('sessions'),
      // Short access tokens; a refresh token is good once, and ends with signing out.
      jwtManagement: 'refresh',
      sessions: { accessTokenLifespan: 5 * MINUTE, idleRefreshTokenLifespan: DAY, maxRefreshTokenLifespan: 7 * DAY },
      ratelimit: { enabled: true, interval: { min: 1 }, max: env.int('COALITION_SIGN_INS', 10) },
    },
  },
});
