import { timingSafeEqual } from 'node:crypto';
import { Controller, Get, Header, Headers, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { DomainError } from '../../kernel/domain-error.js';
import { AccessErrors } from '../access/access.errors.js';
import { DatabaseErrors } from '../database/database.errors.js';
import { RequestErrors } from '../http/http.errors.js';
import { Operation } from '../http/operation.decorator.js';
import { Runtime } from '../runtime.js';
import { LiveResponse, ReadyResponse } from './health.dto.js';
import { HealthChecks } from './health-checks.js';
import { Metrics } from './metrics.js';

@ApiTags('Operations')
@Controller({ version: VERSION_NEUTRAL })
export class HealthController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly metrics: Metrics,
    private readonly checks: HealthChecks,
    private readonly runtime: Runtime,
  ) {}

  @Get('health/live')
  @Header('cache-control', 'no-store')
  @Operation({ summary: 'Is the process alive?', permission: 'public', response: LiveResponse })
  live(): LiveResponse {
    return { status: 'ok' };
  }

  @Get('health/ready')
  @Header('cache-control', 'no-store')
  @Operation({
    summary: 'Can the process serve requests?',
    description: 'Asks the database. Answers 503 when it does not reply.',
    permission: 'public',
    response: ReadyResponse,
    errors: [DatabaseErrors.unreachable],
  })
  async ready(): Promise<ReadyResponse> {
    try {
      await this.dataSource.query('SELECT 1');
    } catch {
      throw new DomainError(DatabaseErrors.unreachable);
    }
    return { status: 'ok', details: await this.checks.run() };
  }

  @Get('metrics')
  @Operation({
    summary: 'Prometheus metrics',
    description:
      'When METRICS_TOKEN is set, it is asked for as a bearer token. With METRICS_ENABLED=false there is no such route.',
    permission: 'public',
    errors: [AccessErrors.unauthenticated, RequestErrors.notFound],
  })
  async prometheus(@Headers('authorization') authorization: string | undefined, @Res() reply: FastifyReply) {
    const { METRICS_ENABLED: enabled, METRICS_TOKEN: token } = this.runtime.config;
    if (!enabled) throw new DomainError(RequestErrors.notFound);
    if (token && !sameText(authorization ?? '', `Bearer ${token}`)) {
      throw new DomainError(AccessErrors.unauthenticated);
    }
    await reply.header('content-type', this.metrics.contentType).send(await this.metrics.text());
  }
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
