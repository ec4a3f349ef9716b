// Packages are installed beside this file, or in the folder that PARSE_PACKAGES names.
import { createRequire } from 'node:module';
import { join } from 'node:path';

// No log files: they would hold what people tried to write, and who.
process.env.PARSE_SERVER_LOGS_FOLDER = 'null';

const load = createRequire(join(process.env.PARSE_PACKAGES ?? import.meta.dirname, 'package.json'));

export const { ParseServer } = load('parse-server');
export const Parse = load('parse/node');
export const express = load('express');
/** For the tests: older versions of Node have no WebSocket. */
export const { WebSocket } = load('ws');

// Public: they say which application is meant, as the portal's profile does. What somebody may do is decided by their session.
export const APPLICATION = { appId: 'portal', restAPIKey: 'restkey' };

// Triggers belong to the application that is known when they are declared.
Parse.initialize(APPLICATION.appId);
