import { defineErrors } from '../../kernel/domain-error.js';
import { describeConstraint } from '../../platform/database/index.js';

export const ResourcesErrors = defineErrors('resources', {
  workCenterNotFound: ['not_found', 'There is no such work center.'],
  workCenterCodeTaken: ['conflict', 'A work center with this code exists already.'],
  resourceNotFound: ['not_found', 'There is no such resource.'],
  resourceCodeTaken: ['conflict', 'A resource with this code exists already.'],
  printerNotFound: ['not_found', 'There is no such printer.'],
  printerCodeTaken: ['conflict', 'A printer with this code exists already.'],
  unknownWorkCenter: ['rule', 'There is no such work center.'],
  unknownResource: ['rule', 'There is no such resource.'],
  capabilitiesTooLarge: ['rule', 'The capabilities of a printer are too large.'],
});

describeConstraint('uq_work_centers_code', ResourcesErrors.workCenterCodeTaken, '/code');
describeConstraint('uq_resources_code', ResourcesErrors.resourceCodeTaken, '/code');
describeConstraint('uq_printers_code', ResourcesErrors.printerCodeTaken, '/code');
describeConstraint('fk_resources_work_center_id', ResourcesErrors.unknownWorkCenter, '/work_center_id');
describeConstraint('fk_printers_work_center_id', ResourcesErrors.unknownWorkCenter, '/work_center_id');
describeConstraint('fk_printers_resource_id', ResourcesErrors.unknownResource, '/resource_id');
