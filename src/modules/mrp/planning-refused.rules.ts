/** Why planning cannot go on, by the names of `MrpErrors`. */
export type PlanningRefusal = 'unitNotConvertible' | 'quantityTooLarge' | 'noWorkingDay';

/** What is told to planning cannot be planned; the message names the product. `refusal` comes through from a thread. */
export class PlanningRefused extends Error {
  constructor(
    readonly refusal: PlanningRefusal,
    message: string,
  ) {
    super(message);
  }
}

/** Does some work for a product; what is refused in it is refused in the name of the product. */
export function inNameOf<Result>(productId: number, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof PlanningRefused)) throw error;
    throw new PlanningRefused(error.refusal, `product ${productId}: ${error.message}`);
  }
}
