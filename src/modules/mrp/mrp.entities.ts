import { DemandForecastEntity } from './forecast.entity.js';
import { TimingSettingsEntity } from './timing-settings.entity.js';
import { MrpMessageEntity } from './mrp-message.entity.js';
import { MrpRunEntity } from './mrp-run.entity.js';
import { PlannedOrderEntity } from './planned-order.entity.js';
import { PlannedOrderLinkEntity } from './planned-order-link.entity.js';
import { PlanningStateEntity } from './planning-state.entity.js';
import { ProductPlanEntity } from './product-plan.entity.js';

/** Tables that this module owns. */
export const MRP_ENTITIES = [
  MrpRunEntity,
  PlannedOrderEntity,
  PlannedOrderLinkEntity,
  ProductPlanEntity,
  MrpMessageEntity,
  PlanningStateEntity,
  DemandForecastEntity,
  TimingSettingsEntity,
];
