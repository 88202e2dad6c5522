import { Module } from '@nestjs/common';
import { PrintersController } from './printers.controller.js';
import { PrintersService, ResourcesService, WorkCentersService } from './resource-masters.service.js';
import { ResourceMaintenance, ResourceReader } from './resource-reader.js';
import { ResourcesController } from './resources.controller.js';
import { WorkCentersController } from './work-centers.controller.js';

@Module({
  controllers: [WorkCentersController, ResourcesController, PrintersController],
  providers: [WorkCentersService, ResourcesService, PrintersService, ResourceReader, ResourceMaintenance],
  exports: [ResourceReader, ResourceMaintenance],
})
export class ResourcesModule {}
