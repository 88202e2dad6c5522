import { Module } from '@nestjs/common';
import { CategoriesController } from './categories.controller.js';
import { CategoriesService } from './categories.service.js';
import { ColorsController } from './colors.controller.js';
import { MaterialTypesController } from './material-types.controller.js';
import { MaterialsService } from './materials.service.js';
import { ProductReader } from './product-reader.js';
import { ProductUsage } from './product-usage.js';
import { ProductWriter } from './product-writer.js';
import { ProductsController } from './products.controller.js';
import { ProductsService } from './products.service.js';
import { UnitConversionsController } from './unit-conversions.controller.js';
import { UnitMasters } from './unit-masters.service.js';
import { UnitsController } from './units.controller.js';
import { Units } from './units.service.js';

@Module({
  controllers: [
    ProductsController,
    CategoriesController,
    MaterialTypesController,
    ColorsController,
    UnitsController,
    UnitConversionsController,
  ],
  providers: [
    ProductsService,
    ProductReader,
    ProductWriter,
    ProductUsage,
    CategoriesService,
    MaterialsService,
    Units,
    UnitMasters,
  ],
  exports: [ProductReader, ProductWriter, ProductUsage, Units],
})
export class ProductsModule {}
