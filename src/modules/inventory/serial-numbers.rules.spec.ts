import { formatSerial, nextSerialStatuses, parsePattern, serialCanBecome } from './serial-numbers.rules.js';

describe('a pattern', () => {
  it.each([
    ['SN-{00000n}', { prefix: 'SN-', suffix: '', padding: 6 }, 'SN-000042'],
    ['{n}', { prefix: '', suffix: '', padding: 0 }, '42'],
    ['A{0n}-B', { prefix: 'A', suffix: '-B', padding: 2 }, 'A42-B'],
  ])('%s is read, and written with 42', (text, pattern, serial) => {
    expect(parsePattern(text)).toEqual(pattern);
    expect(formatSerial(pattern, 42)).toBe(serial);
  });

  it.each(['SN', '{m}', '{n}{n}', '{n', '{0}'])('%s is none', (text) => {
    expect(parsePattern(text)).toBeNull();
  });

  it('cuts no number', () => {
    expect(formatSerial({ prefix: '', suffix: '', padding: 2 }, 12345)).toBe('12345');
  });
});

describe('a status', () => {
  it('changes as the table says', () => {
    expect(serialCanBecome('in_stock', 'shipped')).toBe(true);
    expect(serialCanBecome('shipped', 'in_stock')).toBe(false);
    expect(nextSerialStatuses('scrapped')).toEqual([]);
  });
});
