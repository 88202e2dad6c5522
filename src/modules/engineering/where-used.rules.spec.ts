import { type Use, waysUp } from './where-used.rules.js';

function use(lineId: number, componentId: number, parentId: number, source: Use['source'] = 'bom'): Use {
  return { source, lineId, componentId, parentId };
}

/** 1 goes into 2 and 3, both of these into 4, and 4 into 5. */
const USES = [use(1, 1, 2), use(2, 1, 3), use(3, 2, 4), use(4, 3, 4), use(5, 4, 5, 'routing')];

const told = (ways: Use[][]) => ways.map((way) => way.map(({ parentId }) => parentId).join('-'));
const ALL = ['2', '2-4', '2-4-5', '3', '3-4', '3-4-5'];

describe('the ways up from a product', () => {
  it('are all told, each once', () => {
    expect(told(waysUp(USES, 1, [], 100, 30))).toEqual(ALL);
    expect(told(waysUp(USES, 4, [], 100, 30))).toEqual(['5']);
    expect(waysUp(USES, 5, [], 100, 30)).toEqual([]);
  });

  it('go on after any of them, page by page', () => {
    const found: string[] = [];
    let after: Use[] = [];
    for (let page = waysUp(USES, 1, after, 1, 30); page.length > 0; page = waysUp(USES, 1, after, 1, 30)) {
      found.push(...told(page));
      after = page[0]!;
    }
    expect(found).toEqual(ALL);
  });

  it('go on behind a way that is gone', () => {
    const gone = USES.filter(({ lineId }) => lineId !== 3);
    expect(told(waysUp(gone, 1, [USES[0]!, USES[2]!], 100, 30))).toEqual(['3', '3-4', '3-4-5']);
  });

  it('end at a circle and at the depth that is allowed', () => {
    const round = [...USES, use(6, 5, 1), use(7, 5, 2)];
    expect(told(waysUp(round, 1, [], 100, 30))).toEqual([
      '2',
      '2-4',
      '2-4-5',
      '3',
      '3-4',
      '3-4-5',
      '3-4-5-2',
    ]);
    expect(told(waysUp(USES, 1, [], 100, 2))).toEqual(['2', '2-4', '3', '3-4']);
  });
});
