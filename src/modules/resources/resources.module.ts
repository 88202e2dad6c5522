import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PrintersController } from './printers.controller.js';
import { PrintersService, ResourcesService, WorkCentersService } from './resource-masters.service.js';
import { ResourceMaintenance, ResourceReader } from './resource-reader.js';
import { ResourcesController } from './resources.controller.js';
import { RESOURCES_ENTITIES } from './resources.entities.js';
import { WorkCentersController } from './work-centers.controller.js';

@Module({
  imports: [TypeOrmModule.forFeature(RESOURCES_ENTITIES)],
  controllers: [WorkCentersController, ResourcesController, PrintersController],
  providers: [WorkCentersService, ResourcesService, PrintersService, ResourceReader, ResourceMaintenance],
  exports: [ResourceReader, ResourceMaintenance],
})
export class ResourcesModule {}
