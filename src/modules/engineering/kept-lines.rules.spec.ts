import { keptLineIds } from './kept-lines.rules.js';

const present = [
  { id: 1, component_id: 10 },
  { id: 2, component_id: 20 },
  { id: 3, component_id: 10 },
];
const wanted = (...ids: number[]) => ids.map((id) => ({ component_id: id }));

describe('kept lines', () => {
  it('go on in order, one for each line of the component', () => {
    expect(keptLineIds(present, wanted(20, 10, 10, 10))).toEqual([2, 1, 3, null]);
  });

  it('are none where the component is new', () => {
    expect(keptLineIds(present, wanted(30))).toEqual([null]);
    expect(keptLineIds([], wanted(10))).toEqual([null]);
  });
});
