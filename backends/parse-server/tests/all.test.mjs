// The rules, asked directly. One server for all of them.
import './directory.mjs';
import './alerts.mjs';
import './events.mjs';
import './public.mjs';
