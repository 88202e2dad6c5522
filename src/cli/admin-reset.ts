import 'reflect-metadata';
import { FirstRunService } from '../modules/identity/index.js';
import { withApplication } from './with-application.js';

/** `npm run admin:reset [-- E-MAIL]`: gives an administrator a new random password and ends its sessions. */
withApplication(async (app) => {
  const administrator = await app.get(FirstRunService).resetAdministrator(process.argv[2]);
  if (!administrator) throw new Error('There is no such administrator.');
  process.stdout.write(`${administrator.email} has the new password ${administrator.password}\n`);
});
