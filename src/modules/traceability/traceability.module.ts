import { Module } from '@nestjs/common';
import { TraceabilityController } from './traceability.controller.js';
import { TraceabilityService } from './traceability.service.js';

/** Reads what the modules below have written, and writes nothing. */
@Module({
  controllers: [TraceabilityController],
  providers: [TraceabilityService],
})
export class TraceabilityModule {}
