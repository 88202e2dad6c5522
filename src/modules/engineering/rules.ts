/** The pure side of the door, for threads that run without Nest. */
export { consumingOperation } from './consume-stage.rules.js';
