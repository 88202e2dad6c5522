/** Our own mistake, never the caller's: answered as 500 and logged with its stack. */
export class InvariantError extends Error {
  constructor(message: string) {
    super(`invariant broken: ${message}`);
    this.name = 'InvariantError';
  }
}

/** Stops at once when the program itself is wrong. What a caller can get wrong is a DomainError instead. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}
