import { storageContract } from './contract.js';
import { memoryEngine } from './engines.js';

storageContract(memoryEngine());
