import { decimal } from '../../kernel/decimal.js';
import { statusOfShipped } from './stock-transfer.rules.js';
import { nextTransferStatuses } from './stock-transfer.states.js';

const line = (inTransit: number, received: number, writtenOff = 0) => ({
  in_transit_quantity: decimal(inTransit),
  received_quantity: decimal(received),
  written_off_quantity: decimal(writtenOff),
});

it.each([
  ['nothing has arrived', [line(10, 0)], 'in_transit'],
  ['a part has arrived', [line(4, 6)], 'in_transit'],
  ['one line of two is complete', [line(0, 10), line(1, 9)], 'in_transit'],
  ['all has arrived', [line(0, 10), line(0, 10)], 'received'],
  ['the rest was written off', [line(0, 7, 3)], 'received'],
  ['all was written off', [line(0, 0, 10)], 'received'],
  ['the rest went back', [line(0, 7)], 'received'],
  ['all went back', [line(0, 0), line(0, 0)], 'cancelled'],
] as const)('when %s, a transfer is %3$s', (_, lines, status) => {
  expect(statusOfShipped(lines)).toBe(status);
});

it('a draft is shipped or cancelled, and what is closed stays closed', () => {
  expect(nextTransferStatuses('draft')).toEqual(['in_transit', 'cancelled']);
  expect(nextTransferStatuses('received')).toEqual([]);
  expect(nextTransferStatuses('cancelled')).toEqual([]);
});
