import { Injectable } from '@nestjs/common';

/** Modules add what they know about their own health; the readiness answer shows it as details. */
@Injectable()
export class HealthChecks {
  private readonly checks = new Map<string, () => Promise<unknown>>();

  register(name: string, check: () => Promise<unknown>): void {
    this.checks.set(name, check);
  }

  async run(): Promise<Record<string, unknown>> {
    const entries = [...this.checks].map(async ([name, check]) => [name, await check()] as const);
    return Object.fromEntries(await Promise.all(entries));
  }
}
