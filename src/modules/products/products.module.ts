import { Module } from '@nestjs/common';
import { ImportsService } from '../../platform/imports/index.js';
import { CATEGORIES_IMPORT, importCategories } from './categories.import.js';
import { CategoriesController } from './categories.controller.js';
import { CategoriesService } from './categories.service.js';
import { ColorsController } from './colors.controller.js';
import { MaterialTypesController } from './material-types.controller.js';
import { MaterialsService } from './materials.service.js';
import { ProductCosting } from './product-costing.js';
import { ProductReader } from './product-reader.js';
import { ProductUsage } from './product-usage.js';
import { ProductWriter } from './product-writer.js';
import { ProductsController } from './products.controller.js';
import { importProducts, PRODUCTS_IMPORT } from './products.import.js';
import { ProductsService } from './products.service.js';
import { UnitConversionsController } from './unit-conversions.controller.js';
import { UnitMasters } from './unit-masters.service.js';
import { importUnits, UNITS_IMPORT } from './units.import.js';
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
    ProductCosting,
    CategoriesService,
    MaterialsService,
    Units,
    UnitMasters,
  ],
  exports: [ProductReader, ProductWriter, ProductUsage, ProductCosting, Units],
})
export class ProductsModule {
  constructor(imports: ImportsService, units: Units, writer: ProductWriter) {
    imports.register(UNITS_IMPORT, (tx, rows) => importUnits(units, tx, rows));
    imports.register(CATEGORIES_IMPORT, importCategories);
    imports.register(PRODUCTS_IMPORT, (tx, rows) => importProducts(writer, tx, rows));
  }
}
