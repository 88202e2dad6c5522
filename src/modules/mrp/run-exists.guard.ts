import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../../platform/access/index.js';
import { MrpRunsService } from './mrp-runs.service.js';

/** An answer in events cannot be refused any more once it has begun; so whether there is such a run is asked before. */
@Injectable()
export class RunExistsGuard implements CanActivate {
  constructor(private readonly runs: MrpRunsService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest & { user: Principal }>();
    const id = Number((request.params as { id: string }).id);
    // What is no id is the pipe's to refuse.
    if (Number.isSafeInteger(id) && id > 0) await this.runs.get(request.user, id);
    return true;
  }
}
