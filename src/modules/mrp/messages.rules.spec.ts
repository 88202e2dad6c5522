import { decimal } from '../../kernel/decimal.js';
import { sentenceOf } from './messages.rules.js';

const LINE = {
  kind: 'purchase_order_line',
  id: 9,
  document_id: 4,
  document_code: 'PO-2026-0004',
  line_number: 1,
  product_id: 2,
  phantom_product_id: null,
  stands_in_for_product_id: null,
};
const PLANNED = { ...LINE, kind: 'planned_order', id: 12, document_code: null, line_number: null };
const FACTS = {
  supply_date: '2026-05-10',
  new_date: '2026-05-02',
  quantity: decimal(40),
  change_quantity: decimal(15),
  unit: 'EA',
};

describe('a message', () => {
  it.each([
    ['expedite', 'Expedite PO-2026-0004 line 1 from 2026-05-10 to 2026-05-02: 40 EA are needed then.'],
    ['defer', 'Defer PO-2026-0004 line 1 from 2026-05-10 to 2026-05-02: nothing needs it earlier.'],
    ['cancel', 'Cancel PO-2026-0004 line 1: nothing needs its 40 EA.'],
    ['decrease', 'Decrease PO-2026-0004 line 1 by 15 EA to 25 EA: nothing needs more.'],
    ['increase', 'Increase PO-2026-0004 line 1 by 15 EA to 55 EA: nothing else brings that in time.'],
    ['past_due', 'PO-2026-0004 line 1 was due on 2026-05-10: 40 EA are still open.'],
  ])('of %s is a sentence', (action, sentence) => {
    expect(sentenceOf({ ...FACTS, action }, LINE)).toBe(sentence);
  });

  it('names what has no number by kind and id', () => {
    const release = { ...FACTS, action: 'release' };
    expect(sentenceOf(release, PLANNED)).toBe(
      'Release planned order 12: 40 EA, due 2026-05-10, needed on 2026-05-02.',
    );
    expect(sentenceOf({ ...release, new_date: null }, { ...PLANNED, id: null })).toBe(
      'Release planned order: 40 EA, due 2026-05-10.',
    );
    expect(
      sentenceOf(
        { ...FACTS, action: 'past_due', quantity: decimal(1) },
        { ...PLANNED, kind: 'firm_planned_order' },
      ),
    ).toBe('Firm planned order 12 was due on 2026-05-10: 1 EA is still open.');
  });
});
