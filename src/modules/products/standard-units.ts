import { decimal } from '../../kernel/decimal.js';
import type { UnitValues } from './units.repository.js';

/**
 * What every organization starts with. Factors are exact by definition: the pound is 0.45359237 kg, the inch 0.0254 m,
 * the US gallon 231 cubic inches. Base units are KG, M, M2, L, SEC and EA. Codes of UN/ECE Recommendation 20.
 */
export const STANDARD_UNITS: readonly UnitValues[] = [
  unit('EA', 'Each', 'ea', 'C62', 'count', '1'),
  unit('PR', 'Pair', 'pr', 'PR', 'count', '2'),
  unit('DZ', 'Dozen', 'dz', 'DZN', 'count', '12'),
  unit('KG', 'Kilogram', 'kg', 'KGM', 'mass', '1'),
  unit('G', 'Gram', 'g', 'GRM', 'mass', '0.001'),
  unit('MG', 'Milligram', 'mg', 'MGM', 'mass', '0.000001'),
  unit('T', 'Tonne', 't', 'TNE', 'mass', '1000'),
  unit('LB', 'Pound', 'lb', 'LBR', 'mass', '0.45359237'),
  unit('OZ', 'Ounce', 'oz', 'ONZ', 'mass', '0.028349523125'),
  unit('M', 'Metre', 'm', 'MTR', 'length', '1'),
  unit('CM', 'Centimetre', 'cm', 'CMT', 'length', '0.01'),
  unit('MM', 'Millimetre', 'mm', 'MMT', 'length', '0.001'),
  unit('KM', 'Kilometre', 'km', 'KMT', 'length', '1000'),
  unit('IN', 'Inch', 'in', 'INH', 'length', '0.0254'),
  unit('FT', 'Foot', 'ft', 'FOT', 'length', '0.3048'),
  unit('M2', 'Square metre', 'm²', 'MTK', 'area', '1'),
  unit('L', 'Litre', 'l', 'LTR', 'volume', '1'),
  unit('ML', 'Millilitre', 'ml', 'MLT', 'volume', '0.001'),
  unit('M3', 'Cubic metre', 'm³', 'MTQ', 'volume', '1000'),
  unit('GAL', 'US gallon', 'gal', 'GLL', 'volume', '3.785411784'),
  unit('SEC', 'Second', 's', 'SEC', 'time', '1'),
  unit('MIN', 'Minute', 'min', 'MIN', 'time', '60'),
  unit('HR', 'Hour', 'h', 'HUR', 'time', '3600'),
  unit('DAY', 'Day', 'd', 'DAY', 'time', '86400'),
];

function unit(
  code: string,
  name: string,
  symbol: string,
  uneceCode: string,
  uomClass: string,
  factor: string,
): UnitValues {
  return { code, name, symbol, unece_code: uneceCode, uom_class: uomClass, to_base_factor: decimal(factor) };
}
