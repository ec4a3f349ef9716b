// The areas by the word that a command begins with.
import { groups, people } from './directory.mjs';
import { alerts, answers, reads } from './alerts.mjs';
import { meetings, replies } from './calendar.mjs';
import { signatures, versions } from './commitment.mjs';
import { board } from './board.mjs';
import { posts, statements } from './texts.mjs';

const all = [people, groups, alerts, reads, answers, meetings, replies, versions, signatures, board, posts, statements];

export const AREAS = Object.fromEntries(all.map((area) => [area.table, area]));
