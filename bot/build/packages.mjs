// Packages in CommonJS that our modules import. Named here as an entry of its own so that the bundler puts them into a chunk
// beside our code instead of between it: source maps then cover our code alone.
import '@holiday-jp/holiday_jp';
import 'botbuilder';
import 'botbuilder-core';
import 'botbuilder-dialogs';
import 'botbuilder-dialogs-adaptive';
import 'pino';
import 'prom-client';
import 'restify';
import 'snowball-stemmers';
import 'ws';
import 'yaml';
