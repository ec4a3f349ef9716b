// Who is asking: the account behind a request, with what the rules need to know of it.

/** The viewer, or nothing for guests. What the server does by itself has no accountability at all. */
export async function viewerOf(database, accountability) {
  if (!accountability?.user) return null;
  const row = await database('accounts')
    .join('directus_users', 'directus_users.id', 'accounts.user')
    .join('directus_roles', 'directus_roles.id', 'directus_users.role')
    .where('accounts.user', accountability.user)
    .first('accounts.*', 'directus_roles.name as role');
  if (!row) return null;
  const leads = JSON.parse(row.leads ?? '[]');
  return {
    ...row,
    leads,
    listed: Boolean(row.listed),
    isConvenor: row.role === 'Convenor',
    isModerator: ['Lead', 'Editor'].includes(row.role),
    isLead: row.role === 'Lead' || leads.length > 0,
  };
}
