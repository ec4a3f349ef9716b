module.exports = ({ env }) => [
  'strapi::errors',
  'strapi::security',
  {
    name: 'strapi::cors',
    // No cookies: the session travels in a header.
    config: { origin: env('COALITION_ORIGINS', '').split(' ').filter(Boolean), credentials: false, keepHeaderOnError: true },
  },
  'global::only-api',
  'global::never-stored',
  'strapi::query',
  'strapi::body',
  'strapi::favicon',
  'strapi::public',
];
