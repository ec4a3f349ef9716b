// The rules of the house for what members write. Policies say which collections may be written at all; these say by whom,
// and what the server fills in. What the server itself writes passes.
import { addItem, changeItem } from './board.js';
import { handBack } from './kept.js';
import { addEvent, addReply, changeReply } from './meetings.js';
import { addAlert, addResponse, changeResponse } from './messages.js';
import { changeMember, changeOrganisation } from './people.js';
import { forbidden } from './refusals.js';
import { addSignature, changeSignature } from './signing.js';
import { viewerOf } from './viewer.js';

const ADD = { events: addEvent, replies: addReply, alerts: addAlert, responses: addResponse, signatures: addSignature, board: addItem };
const CHANGE = {
  members: changeMember, organisations: changeOrganisation, replies: changeReply, responses: changeResponse,
  signatures: changeSignature, board: changeItem,
};

export default ({ filter }, { services }) => {
  const ruled = (accountability) => accountability && !accountability.admin;

  async function asked({ database, schema, accountability }) {
    const viewer = await viewerOf(database, accountability);
    if (!viewer) throw forbidden('Only members change something here.');
    return { database, viewer, service: (name) => new services.ItemsService(name, { knex: database, schema }) };
  }

  filter('items.create', async (payload, { collection }, context) => {
    if (!ruled(context.accountability)) return payload;
    if (!ADD[collection]) throw forbidden('Nothing is added here.');
    const id = crypto.randomUUID();
    return { ...(await ADD[collection](payload, { ...(await asked(context)), id })), id };
  });

  filter('items.update', async (payload, { collection, keys }, context) => {
    if (!ruled(context.accountability)) return payload;
    if (!CHANGE[collection]) throw forbidden('Nothing is changed here.');
    // Who may change one may not change the next: several at once would need several answers.
    if (keys.length !== 1) throw forbidden('Change one record at a time.');
    return CHANGE[collection](payload, keys[0], await asked(context));
  });

  filter('items.read', async (rows, { collection }, { database, accountability }) =>
    accountability?.user ? handBack(rows, collection, database, await viewerOf(database, accountability)) : rows);
};
