import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { Heartbeat } from '../../bot/channels/direct-line/heartbeat.js';

/** A socket of which only pings and the end are seen. */
class Socket extends EventEmitter {
  pings = 0;
  ended = false;
  constructor(private readonly answers: boolean) {
    super();
  }
  ping() {
    this.pings += 1;
    if (this.answers) this.emit('pong');
  }
  terminate() {
    this.ended = true;
    this.emit('close');
  }
}

let heartbeat: Heartbeat;
beforeEach(() => {
  vi.useFakeTimers();
  heartbeat = new Heartbeat();
});
afterEach(() => {
  heartbeat.stop();
  vi.useRealTimers();
});

function watched(answers: boolean): Socket {
  const socket = new Socket(answers);
  heartbeat.watch(socket as unknown as WebSocket);
  return socket;
}

describe('heartbeat', () => {
  it('pings every 30 seconds, and leaves a socket that answers alone', () => {
    const socket = watched(true);
    vi.advanceTimersByTime(29_000);
    expect(socket.pings).toBe(0);
    vi.advanceTimersByTime(61_000);
    expect(socket).toMatchObject({ pings: 3, ended: false });
  });

  it('ends a socket that has not answered the ping before, and pings it no more', () => {
    const socket = watched(false);
    vi.advanceTimersByTime(59_000);
    expect(socket).toMatchObject({ pings: 1, ended: false });
    vi.advanceTimersByTime(61_000);
    expect(socket).toMatchObject({ pings: 1, ended: true });
  });

  it('spreads sockets over the seconds in which they came', () => {
    const early = watched(true);
    vi.advanceTimersByTime(10_000);
    const late = watched(true);
    vi.advanceTimersByTime(20_000);
    expect([early.pings, late.pings]).toEqual([1, 0]);
    vi.advanceTimersByTime(10_000);
    expect([early.pings, late.pings]).toEqual([1, 1]);
  });

  it('forgets a socket that has closed', () => {
    const socket = watched(true);
    socket.emit('close');
    vi.advanceTimersByTime(90_000);
    expect(socket.pings).toBe(0);
  });
});
