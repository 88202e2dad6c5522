export { FIRST_ORGANIZATION_ID, FirstRunService } from './first-run.service.js';
export { IdentityModule } from './identity.module.js';
export { type OrganizationSeed, OrganizationSeeds } from './organization-seeds.js';
