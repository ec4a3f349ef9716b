// Cloud Code: who is asking, and the rules of each class.
import { Parse } from '../packages.mjs';
import './alerts.mjs';
import './answers.mjs';
import './board.mjs';
import * as directory from './directory.mjs';
import './events.mjs';
import './people.mjs';
import './pledges.mjs';
import './publishing.mjs';

Parse.Cloud.define('whoami', (request) => {
  if (!request.user) throw new Parse.Error(Parse.Error.INVALID_SESSION_TOKEN, 'Nobody is signed in.');
  const { member, roles } = directory.viewerOf(request);
  if (!member) throw new Parse.Error(Parse.Error.OPERATION_FORBIDDEN, 'This account has no place in the directory.');
  const organisation = directory.organisation(member.organisation);
  return {
    account: request.user.id, fullName: member.name, member: member.id, roles,
    organisation: organisation && { objectId: organisation.id, name: organisation.name },
  };
});

/** Reads what the rules keep in memory. Called when the data is there. */
export { load } from './directory.mjs';
