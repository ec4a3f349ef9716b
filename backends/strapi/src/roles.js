// The roles, and what each may call. Which records somebody sees is decided by the services.

const OPEN = ['commitment.find', 'post.find', 'post.findOne', 'signature.find', 'statement.find', 'statement.findOne'];
const MEMBERS = [
  'organisation.find', 'organisation.findOne', 'organisation.update', 'member.find', 'member.findOne', 'member.update', 'event.find', 'event.findOne',
  'event.create', 'attendance.find', 'attendance.create', 'attendance.update', 'alert.find', 'alert.findOne', 'alert.create', 'receipt.find',
  'receipt.create', 'response.find', 'response.create', 'response.update', 'signature.create', 'signature.update', 'board-item.find', 'board-item.findOne',
  'board-item.create', 'board-item.update',
];
const callable = (short) => `api::${short.split('.')[0]}.${short}`;
const SESSION = ['callback', 'refresh'].map((name) => `plugin::users-permissions.auth.${name}`);
const PUBLIC = [...OPEN.map(callable), ...SESSION];
const SIGNED_IN = [...OPEN, ...MEMBERS, 'account.me'].map(callable).concat(SESSION, 'plugin::users-permissions.auth.logout');

const ROLES = { public: ['Public', PUBLIC] };
for (const name of ['Member', 'Lead', 'Editor', 'Convenor']) ROLES[name.toLowerCase()] = [name, SIGNED_IN];

/** Gives every role exactly its permissions: nobody signs up, and nothing else of Strapi's can be called. */
async function grant(strapi) {
  const roles = strapi.db.query('plugin::users-permissions.role');
  const permissions = strapi.db.query('plugin::users-permissions.permission');
  const settings = strapi.store({ type: 'plugin', name: 'users-permissions', key: 'advanced' });
  await settings.set({ value: { ...(await settings.get()), allow_register: false, default_role: 'member' } });
  await strapi.db.transaction(async () => {
    for (const [type, [name, wanted]] of Object.entries(ROLES)) {
      const role = (await roles.findOne({ where: { type } })) ?? (await roles.create({ data: { type, name, description: '' } }));
      const there = await permissions.findMany({ where: { role: role.id } });
      for (const one of there) if (!wanted.includes(one.action)) await permissions.delete({ where: { id: one.id } });
      const given = new Set(there.map((one) => one.action));
      for (const action of wanted) if (!given.has(action)) await permissions.create({ data: { action, role: role.id } });
    }
  });
}

module.exports = { grant };
