import { DatabaseErrors, translateDatabaseError } from './database.errors.js';

describe('a lost connection', () => {
  it.each([
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'Client has encountered a connection error and is not queryable',
    'Client was closed and is not queryable',
    'timeout exceeded when trying to connect',
  ])('is no mistake of ours: %s', (message) => {
    expect(translateDatabaseError(new Error(message))).toMatchObject({
      code: DatabaseErrors.unreachable.code,
    });
  });

  it('is told from everything else', () => {
    const other = new Error('something else');
    expect(translateDatabaseError(other)).toBe(other);
  });
});
