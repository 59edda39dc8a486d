import { conversationsContract } from './contract.js';
import { sharedDatabase } from './setups.js';

conversationsContract(sharedDatabase(1));
conversationsContract(sharedDatabase(10));
