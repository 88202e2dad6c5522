import { defineErrors } from '../../kernel/domain-error.js';

export const AccessErrors = defineErrors('access', {
  unauthenticated: ['unauthenticated', 'A valid bearer token is needed.'],
  forbidden: ['forbidden', 'Your role does not have the permission for this.'],
});
