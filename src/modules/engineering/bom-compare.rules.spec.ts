import { decimal } from '../../kernel/decimal.js';
import { type ComparableLine, compareLines } from './bom-compare.rules.js';

let made = 0;

function line(componentId: number, quantity: string, period: [string | null, string | null] = [null, null]) {
  made += 1;
  const [effectiveFrom, effectiveTo] = period;
  const values = { quantity_per: decimal(quantity), unit: 'EA', effective_to: effectiveTo };
  return { lineId: made, componentId, effectiveFrom, effectiveTo, values } satisfies ComparableLine;
}

describe('two BOMs', () => {
  it('differ in what is added, removed and changed, field by field', () => {
    const [gone, kept, more, other] = [line(1, '1'), line(2, '2'), line(3, '3'), line(3, '3.5')];
    const fresh = line(4, '1');
    const compared = compareLines([gone, kept, more], [line(2, '2.0'), other, fresh]);
    expect(compared).toEqual({
      added: [fresh],
      removed: [gone],
      changed: [{ from: more, to: other, fields: [{ field: 'quantity_per', from: '3', to: '3.5' }] }],
      unchanged: 1,
    });
  });

  it('are matched by period first, then in the order of time', () => {
    const until = line(1, '2', [null, '2026-06-01']);
    const from = line(1, '4', ['2026-06-01', null]);
    const later = line(1, '4', ['2026-06-01', null]);
    const earlier = line(1, '3', [null, '2026-05-01']);
    const compared = compareLines([until, from], [later, earlier]);
    expect(compared.unchanged).toBe(1);
    expect(compared.changed).toEqual([
      {
        from: until,
        to: earlier,
        fields: [
          { field: 'quantity_per', from: '2', to: '3' },
          { field: 'effective_to', from: '2026-06-01', to: '2026-05-01' },
        ],
      },
    ]);
  });

  it('have lines more where a component stands in more periods', () => {
    const [one, two] = [line(1, '2', [null, '2026-06-01']), line(1, '2', ['2026-06-01', null])];
    expect(compareLines([line(1, '2')], [one, two])).toMatchObject({ added: [two], removed: [] });
  });
});
