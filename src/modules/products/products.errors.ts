import { defineErrors } from '../../kernel/domain-error.js';
import { describeConstraint } from '../../platform/database/index.js';

export const ProductsErrors = defineErrors('products', {
  productNotFound: ['not_found', 'There is no such product.'],
  skuTaken: ['conflict', 'A product with this SKU exists already.'],
  skuTwice: ['rule', 'The same SKU comes twice in one upload.'],
  nameRequired: ['rule', 'A new product needs a name.'],
  productInUse: ['conflict', 'The product has stock movements; this cannot be changed any more.'],
  unknownProduct: ['rule', 'There is no such product.'],
  unknownUnit: ['rule', 'There is no such unit of measure.'],
  inactiveUnit: ['rule', 'This unit of measure is not active.'],
  conversionNotOne: ['rule', 'Bought in the stock unit, one purchase unit is one stock unit.'],
  conversionNeeded: ['rule', 'Nobody knows how many stock units one purchase unit is; say so.'],
  conversionTooSmall: ['rule', 'One purchase unit is less than the smallest countable part of a stock unit.'],
  twoCosts: ['rule', 'Give the standard cost per stock unit or per purchase unit, not both.'],
  figureNeeded: ['rule', 'The stock unit changes, so this figure must be given anew, in the new unit.'],
  serviceTracked: ['rule', 'A service has no lots or serial numbers.'],
  standardCostNeeded: ['rule', 'A product valued at standard cost has a standard cost.'],
  lotQuantityNeeded: ['rule', 'Orders of a fixed quantity need that quantity.'],
  lotPeriodNeeded: ['rule', 'Orders for a period need its length in days.'],
  maximumBelowMinimum: ['rule', 'The largest order is smaller than the smallest one.'],
  fencesCrossed: ['rule', 'The demand time fence lies inside the planning time fence or at it.'],
  lotTrackingNeeded: ['rule', 'Only a product tracked by lots can be valued lot by lot.'],
  unknownCategory: ['rule', 'There is no such category.'],
  unknownMaterialType: ['rule', 'There is no such material type.'],
  unknownColor: ['rule', 'There is no such color.'],
  unknownVendor: ['rule', 'There is no such vendor.'],
  categoryNotFound: ['not_found', 'There is no such category.'],
  categoryCodeTaken: ['conflict', 'A category with this code exists already.'],
  categoryCycle: ['rule', 'A category cannot lie inside itself.'],
  categoryTooDeep: ['rule', 'The category tree would be too deep.'],
  materialTypeNotFound: ['not_found', 'There is no such material type.'],
  materialTypeCodeTaken: ['conflict', 'A material type with this code exists already.'],
  badTemperatures: ['rule', 'The lowest temperature is not above the highest one.'],
  colorNotFound: ['not_found', 'There is no such color.'],
  colorCodeTaken: ['conflict', 'A color with this code exists already.'],
  unitNotFound: ['not_found', 'There is no such unit of measure.'],
  unitCodeTaken: ['conflict', 'A unit with this code exists already.'],
  unitInUse: ['conflict', 'Products or conversions use this unit.'],
  conversionNotFound: ['not_found', 'There is no such unit conversion.'],
  conversionTaken: ['conflict', 'There is a conversion between these units already.'],
  conversionGiven: ['rule', 'The factor between units of one kind follows from the units themselves.'],
  sameUnits: ['rule', 'A conversion is between two different units.'],
  incompatibleUnits: ['rule', 'These units cannot be converted into one another.'],
});

describeConstraint('uq_products_sku', ProductsErrors.skuTaken, '/sku');
describeConstraint('fk_products_category_id', ProductsErrors.unknownCategory, '/category_id');
describeConstraint('fk_products_material_type_id', ProductsErrors.unknownMaterialType, '/material_type_id');
describeConstraint('fk_products_color_id', ProductsErrors.unknownColor, '/color_id');
describeConstraint('fk_products_preferred_vendor_id', ProductsErrors.unknownVendor, '/preferred_vendor_id');
describeConstraint('uq_item_categories_code', ProductsErrors.categoryCodeTaken, '/code');
describeConstraint('fk_item_categories_parent_id', ProductsErrors.unknownCategory, '/parent_id');
describeConstraint('uq_material_types_code', ProductsErrors.materialTypeCodeTaken, '/code');
describeConstraint('uq_colors_code', ProductsErrors.colorCodeTaken, '/code');
describeConstraint('uq_units_of_measure_code', ProductsErrors.unitCodeTaken, '/code');
describeConstraint('uq_uom_conversions_product_id_from_unit_to_unit', ProductsErrors.conversionTaken);
describeConstraint('fk_uom_conversions_product_id', ProductsErrors.unknownProduct, '/product_id');
