// Gives an empty Directus its collections, relations, policies and roles, through its own services.
//
//   node apply.mjs FOLDER_OF_NODE_MODULES        (the database is the one that DB_FILENAME names)
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { collections, GUESTS_READ, MEMBERS_ADD, MEMBERS_CHANGE, MEMBERS_READ, relations, ROLES } from './schema.mjs';

const api = (name) => import(pathToFileURL(join(process.argv[2], '@directus/api/dist', name)));
const services = await api('services/index.js');
const { getSchema } = await api('utils/get-schema.js');
const quiet = { emitEvents: false };

await new services.CollectionsService({ schema: await getSchema() }).createMany(collections, quiet);
for (const relation of relations) await new services.RelationsService({ schema: await getSchema() }).createOne(relation, quiet);

const schema = await getSchema();
const of = (Service) => new Service({ schema });
const [guests] = await of(services.PoliciesService).readByQuery({ filter: { name: { _eq: '$t:public_label' } }, fields: ['id'] });
const members = await of(services.PoliciesService).createOne({ name: 'Members', admin_access: false, app_access: false });
const may = (policy, action, all) => all.map((collection) => ({ policy, action, collection, fields: ['*'] }));
await of(services.PermissionsService).createMany([
  ...may(guests.id, 'read', GUESTS_READ), ...may(members, 'read', MEMBERS_READ), ...may(members, 'create', MEMBERS_ADD),
  ...may(members, 'update', MEMBERS_CHANGE),
]);
for (const name of ROLES) {
  const role = await of(services.RolesService).createOne({ name });
  await of(services.AccessService).createOne({ role, policy: members });
}
process.exit(0);
