import { ProductEntity } from './product.entity.js';
import { ItemCategoryEntity } from './item-category.entity.js';
import { MaterialTypeEntity } from './material-type.entity.js';
import { ColorEntity } from './color.entity.js';
import { MaterialColorEntity } from './material-color.entity.js';
import { UnitOfMeasureEntity } from './unit-of-measure.entity.js';
import { UomConversionEntity } from './uom-conversion.entity.js';

/** Tables that this module owns. */
export const PRODUCTS_ENTITIES = [
  ProductEntity,
  ItemCategoryEntity,
  MaterialTypeEntity,
  ColorEntity,
  MaterialColorEntity,
  UnitOfMeasureEntity,
  UomConversionEntity,
];
