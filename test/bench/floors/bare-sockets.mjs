// WebSockets with nothing behind them: the least that a waiting visitor weighs.
import { WebSocketServer } from 'ws';

const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
server.on('listening', () => console.log(`http://127.0.0.1:${server.address().port}`));
