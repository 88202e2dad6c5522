import { Injectable } from '@nestjs/common';
import { type ErrorDefinition, fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions, type Tx } from '../../platform/database/index.js';
import { normalizeUnitCode, ProductReader, Units } from '../products/index.js';
import { alertRules } from './alerts.repository.js';
import { findMaterialType } from './alert-figures.query.js';
import type { InventoryAlertRuleEntity } from './inventory-alert-rule.entity.js';
import { InventoryErrors } from './inventory.errors.js';
import { locations } from './locations.repository.js';

type RuleValues = Partial<InventoryAlertRuleEntity>;

const THRESHOLDS = [
  'minimum_quantity',
  'reorder_point',
  'maximum_quantity',
  'expiring_days',
  'discrepancy_percent',
  'discrepancy_quantity',
] as const;
/** A material type has no place and no lots of its own. */
const OF_PRODUCTS_ONLY = [
  'location_id',
  'expiring_days',
  'discrepancy_percent',
  'discrepancy_quantity',
] as const;

/** Thresholds by product, by product and place, and by material type. */
@Injectable()
export class AlertRulesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly products: ProductReader,
    private readonly units: Units,
  ) {}

  list(principal: Principal, options: ListOptions): Promise<Page<InventoryAlertRuleEntity>> {
    return this.transactions.read(principal, (tx) => alertRules.list(tx, options));
  }

  get(principal: Principal, id: number): Promise<InventoryAlertRuleEntity> {
    return this.transactions.read(principal, (tx) => alertRules.get(tx, id));
  }

  create(principal: Principal, values: RuleValues): Promise<InventoryAlertRuleEntity> {
    return this.transactions.run(principal, async (tx) => {
      checkShape(values);
      await this.checkSubject(tx, values);
      const unit = values.unit ? normalizeUnitCode(values.unit) : undefined;
      return alertRules.insert(tx, { ...values, unit });
    });
  }

  update(
    principal: Principal,
    id: number,
    version: number,
    changes: RuleValues,
  ): Promise<InventoryAlertRuleEntity> {
    return this.transactions.run(principal, async (tx) => {
      const before = await alertRules.lockVersion(tx, id, version);
      const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      checkShape({ ...before, ...given });
      return alertRules.update(tx, id, version, changes);
    });
  }

  remove(principal: Principal, id: number, version: number): Promise<void> {
    return this.transactions.run(principal, (tx) => alertRules.remove(tx, id, version));
  }

  private async checkSubject(tx: Tx, values: RuleValues): Promise<void> {
    const { product_id: productId, location_id: locationId, material_type_id: typeId } = values;
    if (productId) await this.checkProduct(tx, productId);
    if (locationId && !(await locations.find(tx, locationId))) {
      throw refuseField(InventoryErrors.unknownLocation, '/location_id');
    }
    if (!typeId) return;
    if (!(await findMaterialType(tx, typeId))) {
      throw refuseField(InventoryErrors.unknownMaterialType, '/material_type_id');
    }
    const table = await this.units.table(tx, []);
    if (!table.has(normalizeUnitCode(values.unit!))) throw refuseField(InventoryErrors.unknownUnit, '/unit');
  }

  private async checkProduct(tx: Tx, id: number): Promise<void> {
    const product = (await this.products.getMany(tx, [id])).get(id);
    if (!product || product.item_type === 'service') {
      throw refuseField(InventoryErrors.productNotFound, '/product_id');
    }
  }
}

/** One subject, at least one threshold, and nothing that contradicts itself. */
function checkShape(values: RuleValues): void {
  const isMaterial = isGiven(values.material_type_id);
  if (isMaterial === isGiven(values.product_id)) {
    throw refuseField(InventoryErrors.alertRuleSubject, '/product_id');
  }
  if (isMaterial !== isGiven(values.unit)) throw refuseField(InventoryErrors.alertRuleUnit, '/unit');
  const misplaced = isMaterial ? OF_PRODUCTS_ONLY.find((name) => isGiven(values[name])) : undefined;
  if (misplaced) throw refuseField(InventoryErrors.alertRuleOfProducts, `/${misplaced}`);
  if (!THRESHOLDS.some((name) => isGiven(values[name]))) {
    throw refuseField(InventoryErrors.alertRuleEmpty, '/minimum_quantity');
  }
  const { minimum_quantity: minimum, maximum_quantity: maximum } = values;
  if (minimum && maximum && maximum.lessThan(minimum)) {
    throw refuseField(InventoryErrors.alertRuleMaximum, '/maximum_quantity');
  }
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function refuseField(definition: ErrorDefinition, pointer: string) {
  return fieldRefusal(definition, pointer, definition.title);
}
