export { type AppConfig, loadConfig } from './config.js';
export { ConfigError } from './config-error.js';
