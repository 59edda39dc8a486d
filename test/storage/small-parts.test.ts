import { describe, expect, it } from 'vitest';
import { KeyedQueue } from '../../bot/keyed-queue.js';
import { RecentMap } from '../../bot/storage/recent-map.js';

describe('the queue by key', () => {
  it('runs tasks of a key in order, one at a time, and those of other keys beside them', async () => {
    const queue = new KeyedQueue();
    const seen: string[] = [];
    const task = (key: string, n: number) =>
      queue.run(key, async () => {
        seen.push(`${key}${n} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        seen.push(`${key}${n} ends`);
        return n;
      });
    expect(await Promise.all([task('a', 1), task('b', 1), task('a', 2)])).toEqual([1, 1, 2]);
    expect(seen.filter((said) => said.startsWith('a'))).toEqual(['a1 begins', 'a1 ends', 'a2 begins', 'a2 ends']);
    expect(seen.indexOf('b1 begins')).toBeLessThan(seen.indexOf('a1 ends'));
  });

  it('goes on after a task that failed, and tells only its giver', async () => {
    const queue = new KeyedQueue();
    const failing = queue.run('a', async () => {
      throw new Error('no');
    });
    const next = queue.run('a', async () => 'yes');
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });

  it('is idle when all given so far has run', async () => {
    const queue = new KeyedQueue();
    let done = 0;
    for (let n = 0; n < 5; n += 1) {
      void queue.run('a', async () => {
        await new Promise((resolve) => setImmediate(resolve));
        done += 1;
      });
    }
    await queue.idle();
    expect(done).toBe(5);
  });
});

describe('the map of what was used of late', () => {
  it('forgets the longest unused first once it is too heavy', () => {
    const map = new RecentMap<number>(10);
    map.set('a', 1, 4);
    map.set('b', 2, 4);
    expect(map.get('a')).toBe(1);
    map.set('c', 3, 4);
    expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([1, undefined, 3]);
  });

  it('counts a replaced or deleted value no more', () => {
    const map = new RecentMap<number>(10);
    for (let n = 0; n < 20; n += 1) map.set('a', n, 9);
    map.delete('a');
    map.set('b', 1, 5);
    map.set('c', 2, 5);
    expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([undefined, 1, 2]);
  });

  it('keeps nothing that is heavier than the whole', () => {
    const map = new RecentMap<number>(10);
    map.set('a', 1, 11);
    expect(map.get('a')).toBeUndefined();
  });
});
