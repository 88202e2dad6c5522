export { MrpModule } from './mrp.module.js';
