import { setImmediate } from 'node:timers/promises';

/** The items one by one. After every so many the event loop comes to its turn: nobody else waits for all of them. */
export async function* inTurns<Item>(items: Iterable<Item>, itemsATurn: number): AsyncGenerator<Item> {
  let count = 0;
  for (const item of items) {
    count += 1;
    if (count % itemsATurn === 0) await setImmediate();
    yield item;
  }
}
