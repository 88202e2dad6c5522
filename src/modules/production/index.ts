export { ProductionModule } from './production.module.js';
