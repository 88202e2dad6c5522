import { defineErrors } from '../../kernel/domain-error.js';

export const RequestErrors = defineErrors('request', {
  invalid: ['malformed', 'The request does not have the right shape.'],
  notJson: ['malformed', 'The body is not valid JSON.'],
  notFound: ['not_found', 'There is no such route.'],
  methodNotAllowed: ['method_not_allowed', 'This route does not take this method.'],
  tooLarge: ['too_large', 'The body is larger than what is accepted.'],
  unsupportedMediaType: ['unsupported_media_type', 'This media type is not accepted here.'],
  rateLimited: ['rate_limited', 'Too many requests; wait and try again.'],
});

export const PreconditionErrors = defineErrors('precondition', {
  required: ['precondition_required', 'Send If-Match with the ETag that you have read.'],
  malformed: ['malformed', 'If-Match must be one strong ETag such as "v3".'],
  stale: ['precondition_failed', 'Somebody changed this since you read it. Read it again.'],
});

export const PageErrors = defineErrors('page', {
  badCursor: ['malformed', 'This cursor does not belong to this list.'],
  unknownSort: ['malformed', 'The list cannot be sorted by this.'],
});
