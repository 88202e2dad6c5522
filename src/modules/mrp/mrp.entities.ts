import { DemandForecastEntity } from './forecast.entity.js';
import { TimingSettingsEntity } from './timing-settings.entity.js';

/** Tables that this module owns. */
export const MRP_ENTITIES = [DemandForecastEntity, TimingSettingsEntity];
