export { startEmbeddedEngine, type EmbeddedEngine, type EmbeddedEngineOptions } from './embedded-engine.js';
export { EngineError } from './engine-error.js';
export { getOrCreateSecret } from './secrets.js';
