import { Decimal } from '../../kernel/decimal.js';
import { type Fixed, fixedRatio, type FixedRatio, toFixedPoint } from '../../kernel/fixed.js';
import { type Unit, type UnitConversion, UnitTable } from '../../kernel/unit-of-measure.js';
import { integer, isTrue, type SourceRow } from './planning-cells.js';
import { PlanningRefused } from './planning-refused.rules.js';

const COUNT = 'count';
const UNIT_SCALE = 15;
const ONE_TO_ONE: FixedRatio = { numerator: 1n, denominator: 1n };

/** A product, as far as its unit matters. */
interface InUnit {
  id: number;
  unit: string;
}

/** Units and conversions as they are read, and how many stock units of a product a unit is. */
export class PlanningUnits {
  private readonly units = new Map<string, Unit>();
  private readonly conversions: UnitConversion[] = [];
  private readonly ratios = new Map<string, FixedRatio | null>();
  private table: UnitTable | null = null;

  readUnit([code, uomClass, factor]: SourceRow): void {
    this.units.set(code!, { code: code!, uomClass: uomClass!, toBaseFactor: new Decimal(factor!) });
  }

  readConversion([fromUnit, toUnit, factor, isBidirectional, productId]: SourceRow): void {
    this.conversions.push({
      fromUnit: fromUnit!,
      toUnit: toUnit!,
      factor: new Decimal(factor!),
      isBidirectional: isTrue(isBidirectional),
      productId: integer(productId),
    });
  }

  isCountable(unit: string): boolean {
    return this.units.get(unit)?.uomClass === COUNT;
  }

  perPiece(quantity: string, unit: string, product: InUnit, output: Fixed): FixedRatio {
    const { numerator, denominator } = this.ratio(unit, product);
    return fixedRatio(toFixedPoint(quantity) * numerator, output * denominator);
  }

  ratio(unit: string, product: InUnit): FixedRatio {
    const ratio = this.ratioOrNull(unit, product);
    if (ratio) return ratio;
    throw new PlanningRefused(
      'unitNotConvertible',
      `product ${product.id}: a line has ${unit}, which cannot be converted to ${product.unit}`,
    );
  }

  /** Null where nobody knows. */
  ratioOrNull(unit: string, product: InUnit): FixedRatio | null {
    if (unit === product.unit) return ONE_TO_ONE;
    this.table ??= new UnitTable(this.units.values(), this.conversions);
    const key = `${unit}\n${product.unit}\n${product.id}`;
    const known = this.ratios.get(key);
    if (known !== undefined) return known;
    const found = this.table.ratio(unit, product.unit, product.id);
    const ratio = found && fixedRatio(scaledUp(found.numerator), scaledUp(found.denominator));
    this.ratios.set(key, ratio);
    return ratio;
  }
}

function scaledUp(value: Decimal): bigint {
  return BigInt(value.times(new Decimal(10).pow(UNIT_SCALE)).toFixed(0));
}
