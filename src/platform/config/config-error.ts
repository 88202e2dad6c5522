/** The configuration cannot be used; the message names the variable and what is allowed, in one sentence. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigError';
  }
}
