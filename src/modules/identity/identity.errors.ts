import { defineErrors } from '../../kernel/domain-error.js';
import { describeConstraint } from '../../platform/database/index.js';

export const IdentityErrors = defineErrors('identity', {
  badCredentials: ['unauthenticated', 'E-mail or password is wrong.'],
  locked: ['unauthenticated', 'Too many failed attempts; this account is locked for a while.'],
  badRefreshToken: ['unauthenticated', 'This refresh token is not valid any more. Sign in again.'],
  userNotFound: ['not_found', 'There is no such user.'],
  roleNotFound: ['not_found', 'There is no such role.'],
  unknownRole: ['rule', 'There is no such role.'],
  unknownCustomer: ['rule', 'There is no such customer.'],
  emailTaken: ['conflict', 'A user with this e-mail exists already.'],
  roleCodeTaken: ['conflict', 'A role with this code exists already.'],
  builtInRole: ['rule', 'Built-in roles cannot be changed or deleted.'],
  roleInUse: ['conflict', 'Users have this role.'],
  unknownPermission: ['rule', 'There is no such permission.'],
  lastAdmin: ['conflict', 'The organization would be left without an administrator.'],
  weakPassword: ['rule', 'The password is too easy to guess.'],
  wrongPassword: ['rule', 'The present password is wrong.'],
  customerNeeded: ['rule', 'A user with the customer role belongs to a customer, and only such a user does.'],
  morePermissions: ['forbidden', 'You cannot give permissions that you do not have.'],
  strongerUser: ['forbidden', 'This user has permissions that you do not have.'],
});

describeConstraint('uq_users_email', IdentityErrors.emailTaken, '/email');
describeConstraint('fk_users_customer_id', IdentityErrors.unknownCustomer, '/customer_id');
describeConstraint('uq_roles_code', IdentityErrors.roleCodeTaken, '/code');
