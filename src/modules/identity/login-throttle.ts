import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/domain-error.js';
import { RequestErrors } from '../../platform/http/index.js';
import { Runtime } from '../../platform/runtime.js';

const ADDRESSES_MAX = 100_000;

/** At most so many sign-ins a minute from one address; each costs an argon2 hash, which must not become the outage. */
@Injectable()
export class LoginThrottle {
  private windowStartMs = 0;
  private readonly attempts = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly runtime: Runtime,
  ) {}

  check(ipAddress: string): void {
    const nowMs = this.clock.now().getTime();
    if (nowMs - this.windowStartMs >= 60_000 || this.attempts.size > ADDRESSES_MAX) {
      this.attempts.clear();
      this.windowStartMs = nowMs;
    }
    const count = (this.attempts.get(ipAddress) ?? 0) + 1;
    this.attempts.set(ipAddress, count);
    if (count > this.runtime.config.LOGIN_RATE_LIMIT_PER_MINUTE)
      throw new DomainError(RequestErrors.rateLimited);
  }
}
