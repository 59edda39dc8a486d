import { startPostgres, type TestDatabase } from '../storage/embedded-postgres.js';
import { survivesKills } from './killed.js';

let database: TestDatabase;
survivesKills({
  name: 'postgresql',
  start: async () => {
    database = await startPostgres();
    return { url: database.url };
  },
  stop: () => database.stop(),
});
