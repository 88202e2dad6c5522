import { definePermissions } from '../../platform/access/index.js';

export const ProductsPermissions = definePermissions('products', {
  read: ['See products, categories, materials, colors and units', 'manager', 'operator'],
  write: ['Create and change products, categories, materials and colors', 'manager'],
  unitsWrite: ['Create and change units of measure and conversions', 'manager'],
});
