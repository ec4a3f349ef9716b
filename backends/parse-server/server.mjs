// Parse Server with its live channel, on a PostgreSQL of its own. `seed` fills it before anybody is answered.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { load } from './cloud/main.mjs';
import { ACCOUNTS, CLASSES, ROUTES } from './cloud/schema.mjs';
import { APPLICATION, express, ParseServer } from './packages.mjs';
import { startPostgres } from './postgres.mjs';

/** Starts all of it. `run` is a folder for logs; `origin` is the portal whose pages may ask. */
export async function start({ run, port, origin, seed }) {
  const database = await startPostgres(run);
  const host = '127.0.0.1';
  const secret = () => randomBytes(32).toString('hex');
  const definitions = [...CLASSES, ...ACCOUNTS].map(({ unique, ...definition }) => definition);
  const options = {
    ...APPLICATION, masterKey: secret(), maintenanceKey: secret(), databaseURI: database.uri, serverURL: `http://${host}:${port}/parse`,
    allowOrigin: [origin], routeAllowList: ROUTES, maxLimit: 500, sessionLength: 24 * 60 * 60, enableAnonymousUsers: false,
    allowClientClassCreation: false, fileUpload: { enableForPublic: false, enableForAuthenticatedUser: false, enableForAnonymousUser: false },
    schema: { definitions, lockSchemas: true },
    liveQuery: { classNames: ['Alert'] }, verifyServerUrl: false,
    silent: true,
  };
  const parse = new ParseServer(options);
  await parse.start();
  // From here on Cloud Code asks without a detour over HTTP.
  const { app: api } = parse;
  const records = parse.config.databaseController;
  for (const { className, fields, unique } of CLASSES) {
    if (unique) await records.adapter.ensureUniqueness(className, { className, fields }, [unique]);
  }
  await seed?.(records);
  await load();

  const app = express();
  app.disable('x-powered-by');
  app.use('/parse', api);
  const http = createServer(app);
  await ParseServer.createLiveQueryServer(http, { appId: APPLICATION.appId, keyPairs: { restAPIKey: APPLICATION.restAPIKey } }, parse.config);
  // Whoever is answered finds the channel there too.
  await new Promise((resolve, reject) => http.once('error', reject).listen(port, host, resolve));
  return {
    address: `http://${host}:${http.address().port}/parse`,
    async stop() {
      http.closeAllConnections();
      http.close();
      await database.stop();
    },
  };
}
