import { storageContract } from './contract.js';
import { postgresEngine } from './engines.js';

storageContract(postgresEngine());
