import { memoryEngine } from '../storage/engines.js';
import { conversationsContract } from './contract.js';
import { oneProcess } from './setups.js';

conversationsContract(oneProcess(memoryEngine()));
