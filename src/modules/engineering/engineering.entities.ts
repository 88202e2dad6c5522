import { BomAlternateComponentEntity } from './bom-alternate-component.entity.js';
import { BomEntity } from './bom.entity.js';
import { BomByProductEntity } from './bom-by-product.entity.js';
import { BomLineEntity } from './bom-line.entity.js';
import { BomRevisionEntity } from './bom-revision.entity.js';
import { CostRollUpEntity } from './cost-roll-up.entity.js';
import { CostRollUpRunEntity } from './cost-roll-up-run.entity.js';
import { RoutingEntity } from './routing.entity.js';
import { RoutingOperationEntity } from './routing-operation.entity.js';
import { RoutingOperationAlternateEntity } from './routing-operation-alternate.entity.js';
import { RoutingOperationDocumentEntity } from './routing-operation-document.entity.js';
import { RoutingOperationMaterialEntity } from './routing-operation-material.entity.js';

/** Tables that this module owns. */
export const ENGINEERING_ENTITIES = [
  BomEntity,
  BomLineEntity,
  BomByProductEntity,
  RoutingEntity,
  RoutingOperationEntity,
  RoutingOperationMaterialEntity,
  BomAlternateComponentEntity,
  BomRevisionEntity,
  RoutingOperationAlternateEntity,
  RoutingOperationDocumentEntity,
  CostRollUpRunEntity,
  CostRollUpEntity,
];
