// Letters and digits that stand for words, as one table each. `connection.json` has the same tables under `map`.
import { coded } from './dialect.mjs';

export const GROUP_KIND = coded({ charity: 'C', research: 'R', community_led: 'G', network: 'N', legal_evidence: 'J', arts_memory: 'K' });
export const GROUP_OPEN = coded({ public: 'O', members: 'M', hidden: 'V' });
export const GROUP_STATE = coded({ applicant: 'B', active: 'A', paused: 'P', left: 'X' });
export const MEETING_KIND = coded({ agm: '1', goal_workshop: '2', six_weekly: '3', urgent: '4', expert_talk: '5', social: '6' });
export const MEETING_STATE = coded({ draft: 'E', scheduled: 'G', cancelled: 'X', held: 'V' });
export const MEETING_MODE = coded({ online: 'O', in_person: 'P', hybrid: 'H' });
export const TLP = coded({ 'TLP:RED': 'R', 'TLP:AMBER+STRICT': 'A+', 'TLP:AMBER': 'A', 'TLP:GREEN': 'G', 'TLP:CLEAR': 'C' });
export const REPLY = coded({ in_person: 'P', remote: 'R', maybe: 'V', apologies: 'E' });
export const ALERT_STATUS = coded({ Actual: 'A', Exercise: 'U', System: 'S', Test: 'T', Draft: 'D' });
export const ALERT_TYPE = coded({ Alert: 'N', Update: 'A', Cancel: 'S', Ack: 'Q', Error: 'F' });
export const ALERT_SCOPE = coded({ Public: 'O', Restricted: 'B', Private: 'P' });
export const ALERT_KIND = coded({ warning: 'W', opportunity: 'C', update: 'U', all_clear: 'E' });
export const URGENCY = coded({ Immediate: '1', Expected: '2', Future: '3', Past: '4', Unknown: '9' });
export const SEVERITY = coded({ Extreme: '1', Severe: '2', Moderate: '3', Minor: '4', Unknown: '9' });
export const CERTAINTY = coded({ Observed: '1', Likely: '2', Possible: '3', Unlikely: '4', Unknown: '9' });
export const VERIFIED = coded({ unverified: '0', partly: '1', verified: '2', disputed: '3', retracted: '9' });
export const ANSWER = coded({ acting: 'A', can_help: 'K', noted: 'Z', cannot: 'N' });
export const SIGNER = coded({ person: 'P', organisation: 'V' });
export const ITEM_KIND = coded({ request: 'G', offer: 'B' });
export const ITEM_TOPIC = coded({
  staff_care: '10', fundraising: '20', programme_change: '30', charity_duties: '40', safety: '50', languages: '60', peer_listening: '70', space: '80',
});
export const ITEM_STATE = coded({ open: 'O', matched: 'V', in_progress: 'L', closed: 'E', expired: 'A', withdrawn: 'Z' });
export const LEVEL = coded({ me: 'N', organisation: 'V', members: 'M', public: 'O' });
export const SECTION = coded({ world: 'W', links: 'L', practice: 'P' });
export const STATEMENT_STATE = coded({ draft: 'E', sign_on_open: 'O', published: 'V', withdrawn: 'Z' });
