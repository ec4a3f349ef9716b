// The server of a stranger: a home-grown directory service as somebody might have written it in 2009 and kept alive since.
// One address takes every call as POST, and every answer has status 200. Nothing is kept when it ends.
//
//   node server.mjs --port 3300 --data dataset.json
//
// COMMONWATCH_PORTAL names the one origin whose pages may ask (CORS).
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { CODE, Refusal, envelope, refuse } from './dialect.mjs';
import { page } from './query.mjs';
import { seed } from './seed.mjs';
import { Sessions } from './sessions.mjs';
import { Viewer } from './viewer.mjs';
import { AREAS } from './areas/index.mjs';

const { values } = parseArgs({ options: { port: { type: 'string', default: '3300' }, data: { type: 'string' } } });
if (!values.data) {
  console.error('Usage: node server.mjs --port PORT --data DATASET.json');
  process.exit(2);
}
const ADDRESS = '/Dienst.ashx';
const MOST_BYTES = 1_000_000;
const PORTAL = process.env.COMMONWATCH_PORTAL ?? '';

const store = seed(JSON.parse(readFileSync(values.data, 'utf8')));
const sessions = new Sessions(store.accounts);

/** The rows of an area that this viewer may see, as this viewer may see them. */
const seen = (area, viewer) => {
  if (!viewer.member && !area.public) refuse(CODE.noSession, 'Please sign in.');
  return [...store[area.table].values()].map((row) => area.show(row, viewer, store)).filter(Boolean);
};

const DOES = {
  LISTE: (area, asked, viewer) => page(seen(area, viewer), area, asked),
  HOLE: (area, asked, viewer) => ({ Rows: [{ Z: one(area, asked.Schl, viewer).shown }] }),
  NEU: (area, asked, viewer) => {
    if (!viewer.member) refuse(CODE.noSession, 'Please sign in.');
    if (!area.create) refuse(CODE.notAllowed, 'This cannot be added here.');
    const row = area.create(asked.Satz ?? {}, viewer, store);
    store[area.table].set(row[area.key], row);
    return { [area.key]: row[area.key] };
  },
  AEND: (area, asked, viewer) => {
    const { row } = one(area, asked.Schl, viewer);
    if (!area.change || !viewer.member) refuse(CODE.notAllowed, 'This cannot be changed here.');
    if (asked.Stand !== undefined && String(asked.Stand) !== row.STAND) refuse(CODE.stale, 'Somebody else has changed this since you read it.');
    area.change(row, asked.Satz ?? {}, viewer, store);
    row.STAND = String(Number(row.STAND) + 1);
    return {};
  },
  LOESCH: (area, asked, viewer) => {
    const { row } = one(area, asked.Schl, viewer);
    if (!area.remove?.(row, viewer)) refuse(CODE.notAllowed, 'This cannot be removed here.');
    store[area.table].delete(row[area.key]);
    return {};
  },
};

/** One row by its key. What may not be seen is answered like what is not there. */
function one(area, key, viewer) {
  if (!viewer.member && !area.public) refuse(CODE.noSession, 'Please sign in.');
  const row = store[area.table].get(String(key));
  const shown = row && area.show(row, viewer, store);
  if (!shown) refuse(CODE.notFound, 'There is no such record.');
  return { row, shown };
}

function answered({ Cmd: command = '', Arg: asked = {} }, session) {
  switch (command) {
    case 'ANM.NONCE':
      return sessions.nonce(asked);
    case 'ANM.TICKET':
      return sessions.ticket(asked);
    case 'SITZ.AUF':
      return sessions.open(asked);
    case 'SITZ.ZU':
      return sessions.close(session);
  }
  const viewer = new Viewer(sessions.account(session), store);
  if (command === 'SITZ.WER') return viewer.told();
  const [name, verb] = command.split('.');
  const [area, does] = [AREAS[name], DOES[verb]];
  if (!area || !does) refuse(CODE.unknownCommand, `Unknown command ${command}.`);
  return does(area, asked, viewer);
}

function body(text, session) {
  try {
    return envelope(answered(JSON.parse(text), session));
  } catch (fault) {
    if (fault instanceof Refusal) return envelope(null, fault.code, fault.message, fault.fields);
    if (!(fault instanceof SyntaxError)) console.error(fault);
    return envelope(null, CODE.broken, 'Internal error.');
  }
}

function handle(request, response) {
  const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store', Vary: 'Origin' };
  if (PORTAL && request.headers.origin === PORTAL) headers['Access-Control-Allow-Origin'] = PORTAL;
  if (request.method === 'OPTIONS') {
    const allows = { 'Access-Control-Allow-Methods': 'POST', 'Access-Control-Allow-Headers': 'content-type, x-sitzung, x-mandant', 'Access-Control-Max-Age': '600' };
    return response.writeHead(204, { ...headers, ...allows }).end();
  }
  if (request.url === '/Status.htm') return response.writeHead(200, headers).end('OK');
  if (request.url !== ADDRESS || request.method !== 'POST') {
    // Whatever is not there is a page of HTML, with 200 like everything.
    return response.writeHead(200, { ...headers, 'Content-Type': 'text/html' }).end('<html><body><h1>Seite nicht gefunden</h1></body></html>');
  }
  const parts = [];
  let size = 0;
  request.on('data', (part) => {
    size += part.length;
    if (size <= MOST_BYTES) parts.push(part);
  });
  request.on('end', () => {
    const text = size > MOST_BYTES ? '' : Buffer.concat(parts).toString('utf8');
    response.writeHead(200, headers).end(body(text, request.headers['x-sitzung']));
  });
}

createServer(handle).listen(Number(values.port), '127.0.0.1', function () {
  console.log(`Listening on http://127.0.0.1:${this.address().port}${ADDRESS}`);
});
