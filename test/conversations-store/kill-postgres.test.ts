import { PostgresStore } from '../../bot/storage/postgres-store.js';
import { startPostgres, type TestDatabase } from '../storage/embedded-postgres.js';
import { unexpected } from '../storage/engines.js';
import { survivesKills } from './kill.js';

let database: TestDatabase;
survivesKills({
  name: 'postgresql',
  start: async () => {
    database = await startPostgres();
    return { url: database.url };
  },
  stop: () => database.stop(),
  open: () => PostgresStore.open({ url: database.url, now: Date.now, onError: unexpected }),
});
