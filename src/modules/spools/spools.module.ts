import { Module } from '@nestjs/common';
import { InventoryModule, LedgerVerifier } from '../inventory/index.js';
import { ProductsModule, Units } from '../products/index.js';
import { SettingsModule } from '../settings/index.js';
import { checkSpoolStock, checkSpoolWeights } from './spool-checks.query.js';
import { SpoolsController } from './spools.controller.js';
import { SpoolsService } from './spools.service.js';
import { Spools } from './spools.js';

@Module({
  imports: [ProductsModule, SettingsModule, InventoryModule],
  controllers: [SpoolsController],
  providers: [Spools, SpoolsService],
  exports: [Spools],
})
export class SpoolsModule {
  constructor(verifier: LedgerVerifier, units: Units) {
    verifier.register('spool_weight', checkSpoolWeights);
    // Stock may be used without naming the spool that it lies on; then the spool is to be weighed.
    verifier.registerWarning('spool_stock', (tx) => checkSpoolStock(tx, (ids) => units.table(tx, ids)));
  }
}
