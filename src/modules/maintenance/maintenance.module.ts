import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ResourcesModule } from '../resources/index.js';
import { MaintenanceController } from './maintenance.controller.js';
import { MAINTENANCE_ENTITIES } from './maintenance.entities.js';
import { MaintenanceService } from './maintenance.service.js';

@Module({
  imports: [TypeOrmModule.forFeature(MAINTENANCE_ENTITIES), ResourcesModule],
  controllers: [MaintenanceController],
  providers: [MaintenanceService],
})
export class MaintenanceModule {}
