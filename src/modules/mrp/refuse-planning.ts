import { DomainError } from '../../kernel/domain-error.js';
import { MrpErrors } from './mrp.errors.js';
import { PlanningRefused } from './planning-refused.rules.js';
import { type Day, type WorkingDays, workingDaysOf } from './working-days.rules.js';

/** What a product or the calendar says may keep planning from going on: a refusal with its code. */
export function refusePlanning(error: unknown): never {
  if (!(error instanceof PlanningRefused)) throw error;
  throw new DomainError(MrpErrors[error.refusal], { detail: error.message });
}

/** The working days of a company; refused where there are none. */
export function requireWorkingDays(time: Parameters<typeof workingDaysOf>[0], today: Day): WorkingDays {
  try {
    return workingDaysOf(time, today);
  } catch (error) {
    return refusePlanning(error);
  }
}
