import { constants, platform, setPriority } from 'node:os';

/**
 * Lets requests go first where there are more threads at work than processors. Called by the thread itself: on Linux a
 * thread has a priority of its own; elsewhere it would be that of the whole program, and nothing is changed.
 */
export function giveWay(): void {
  if (platform() === 'linux') setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
}
