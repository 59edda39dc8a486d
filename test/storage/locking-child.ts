import { lockFolder } from '../../bot/storage/folder-lock.js';

// Locks the folder and holds it until it is killed; tells its parent how that went.
try {
  lockFolder(process.argv[2] ?? '');
  process.send?.('locked');
} catch (error) {
  process.send?.((error as Error).message);
}
setInterval(() => {}, 1_000);
