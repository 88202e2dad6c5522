import { Body, Controller, Get, type MessageEvent, Post, Query, Sse, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { map, type Observable } from 'rxjs';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, Operation } from '../../platform/http/index.js';
import { ProductsErrors } from '../products/index.js';
import { RunListQuery, RunResponse, StartRunRequest } from './mrp-runs.dto.js';
import { MrpRunsService } from './mrp-runs.service.js';
import { MrpErrors } from './mrp.errors.js';
import { MrpPermissions } from './mrp.permissions.js';
import { RunExistsGuard } from './run-exists.guard.js';

@ApiTags('Planning runs')
@Controller('mrp/runs')
export class MrpRunsController {
  constructor(private readonly runs: MrpRunsService) {}

  @Post()
  @Operation({
    summary: 'Start a planning run',
    description:
      'Answers at once; the run is followed by `GET /mrp/runs/{id}` or as events. One live run goes on at a time. A run ' +
      'that is killed leaves the plan as it was; one without a change before it changes nothing. With products or ' +
      'categories it plans these and all that they are made of within the live plan, on the terms of that plan, and what ' +
      'is planned of everything else stays; a what-if run does so in a copy.',
    permission: MrpPermissions.run,
    status: 202,
    idempotent: true,
    response: RunResponse,
    errors: [
      MrpErrors.runIsRunning,
      MrpErrors.noPlan,
      MrpErrors.otherTerms,
      ProductsErrors.unknownProduct,
      ProductsErrors.unknownCategory,
    ],
  })
  start(@CurrentPrincipal() principal: Principal, @Body() body: StartRunRequest): Promise<RunResponse> {
    return this.runs.start(principal, body);
  }

  @Get()
  @Operation({
    summary: 'List planning runs, newest first',
    permission: MrpPermissions.read,
    response: RunResponse,
    page: true,
  })
  list(@CurrentPrincipal() principal: Principal, @Query() query: RunListQuery): Promise<Page<RunResponse>> {
    return this.runs.list(principal, query);
  }

  @Get(':id')
  @Operation({
    summary: 'Get a planning run, as far as it is',
    permission: MrpPermissions.read,
    response: RunResponse,
    errors: [MrpErrors.runNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<RunResponse> {
    return this.runs.get(principal, id);
  }

  @Sse(':id/events')
  @UseGuards(RunExistsGuard)
  @Operation({
    summary: 'Follow a planning run as server-sent events',
    description:
      'An event `run` whenever something may have changed, with the run as its data; the last one says how it ended.',
    permission: MrpPermissions.read,
    file: ['text/event-stream'],
    errors: [MrpErrors.runNotFound],
  })
  events(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Observable<MessageEvent> {
    return this.runs.events(principal, id).pipe(map((run) => ({ type: 'run', data: run })));
  }

  @Post(':id/cancel')
  @Operation({
    summary: 'Cancel a planning run',
    description: 'The plan stays as it was before the run.',
    permission: MrpPermissions.run,
    idempotent: true,
    response: RunResponse,
    errors: [MrpErrors.runNotFound, MrpErrors.runIsOver],
  })
  cancel(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<RunResponse> {
    return this.runs.cancel(principal, id);
  }

  @Post(':id/discard')
  @Operation({
    summary: 'Discard a run that is over, with what a what-if run has planned',
    description: 'Planned orders of the live plan stay.',
    permission: MrpPermissions.run,
    status: 204,
    idempotent: true,
    errors: [MrpErrors.runNotFound, MrpErrors.runIsRunning],
  })
  discard(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<void> {
    return this.runs.remove(principal, id);
  }
}
