import 'reflect-metadata';
import { LedgerWatch } from '../modules/inventory/index.js';
import { withApplication } from './with-application.js';

/**
 * `npm run ledger:verify`: proves every organization's ledger against its movements, names every difference, and ends
 * with exit code 1 when there is one.
 */
withApplication(async (app) => {
  const health = await app.get(LedgerWatch).run((organizationId, found) => {
    process.stdout.write(
      `Organization ${organizationId}: ${found.movements} movements, ${found.differences.length} differences, ${found.warnings.length} warnings\n`,
    );
    for (const difference of [...found.differences, ...found.warnings]) {
      process.stdout.write(`  ${JSON.stringify(difference)}\n`);
    }
  });
  process.stdout.write(
    `${health.organizations} organizations, ${health.movements} movements in ${health.duration_ms} ms\n`,
  );
  if (!health.is_clean) throw new Error('The ledger differs from its movements.');
});
