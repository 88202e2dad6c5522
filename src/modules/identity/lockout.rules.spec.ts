import { afterFailure, isLocked, type LoginAttempts } from './lockout.rules.js';

const start = new Date('2026-01-05T08:00:00Z');
const minutesLater = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

function fail(times: number, from: LoginAttempts = { failedAttempts: 0, lockedUntil: null }): LoginAttempts {
  return Array.from({ length: times }).reduce<LoginAttempts>((state) => afterFailure(state, start), from);
}

describe('lock-out after failed logins', () => {
  it.each([
    [4, 0, false],
    [5, 0, true],
    [5, 14, true],
    [5, 15, false],
  ])('%i failures, %i minutes later: locked %s', (failures, minutes, locked) => {
    expect(isLocked(fail(failures), minutesLater(minutes))).toBe(locked);
  });

  it('starts to count anew after a lock has passed', () => {
    expect(afterFailure(fail(5), minutesLater(16))).toEqual({ failedAttempts: 1, lockedUntil: null });
  });
});
