import { storageContract } from './contract.js';
import { lowdbEngine } from './engines.js';

storageContract(lowdbEngine());
storageContract(lowdbEngine({ remembered: 0 }));
