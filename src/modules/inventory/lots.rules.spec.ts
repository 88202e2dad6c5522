import { effectiveExpiration, possibleActions, statusAfter } from './lots.rules.js';

describe('the date that counts', () => {
  it.each([
    ['2026-12-31', null, 30, '2026-12-31'],
    ['2026-12-31', '2026-03-01', null, '2026-12-31'],
    ['2026-12-31', '2026-03-01', 30, '2026-03-31'],
    ['2026-03-10', '2026-03-01', 30, '2026-03-10'],
    [null, '2024-02-28', 2, '2024-03-01'],
    [null, null, 30, null],
    [null, '2026-03-01', null, null],
  ])('of a lot with %s that was opened on %s and lasts %s days is %s', (sealed, opened, days, expected) => {
    expect(effectiveExpiration(sealed, opened, days)).toBe(expected);
  });
});

describe('a status', () => {
  it('changes as the table says', () => {
    expect(statusAfter('active', 'hold')).toBe('hold');
    expect(statusAfter('hold', 'hold')).toBeNull();
    expect(statusAfter('active', 'release')).toBeNull();
    expect(possibleActions('quarantine')).toEqual(['hold', 'release']);
  });
});
