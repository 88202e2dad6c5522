export const FAILED_LOGINS_MAX = 5;
export const LOCKOUT_MINUTES = 15;

export interface LoginAttempts {
  failedAttempts: number;
  lockedUntil: Date | null;
}

/** A locked account opens by itself when the time has passed. */
export function isLocked(attempts: LoginAttempts, now: Date): boolean {
  return attempts.lockedUntil !== null && attempts.lockedUntil > now;
}

/** The fifth failure locks for 15 minutes; failures before an expired lock no longer count. */
export function afterFailure(attempts: LoginAttempts, now: Date): LoginAttempts {
  const expired = attempts.lockedUntil !== null && attempts.lockedUntil <= now;
  const failedAttempts = (expired ? 0 : attempts.failedAttempts) + 1;
  const locked = failedAttempts >= FAILED_LOGINS_MAX;
  return { failedAttempts, lockedUntil: locked ? new Date(now.getTime() + LOCKOUT_MINUTES * 60_000) : null };
}
