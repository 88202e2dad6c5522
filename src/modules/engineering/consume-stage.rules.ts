/** What the words of an operation say about the stages at which it uses BOM lines, in order of meaning. */
const STAGES_BY_WORD: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\b(print|extrud|mold|mould|cut|machin)/i, ['production']],
  [/\b(assembl|build|weld)/i, ['assembly', 'production']],
  [/\b(paint|coat|finish)/i, ['finishing']],
  [/\b(pack|ship|label)/i, ['shipping']],
  // These use nothing of their own beyond what any operation may use.
  [/\b(clean|sand|qc|inspect|test)/i, []],
];

interface NamedOperation {
  sequence: number;
  operationCode: string | null;
  operationName: string | null;
}

/** Stages that an operation uses BOM lines of, told by its code, else by its name; production when neither says. */
export function stagesOf(operation: NamedOperation): readonly string[] {
  for (const text of [operation.operationCode, operation.operationName]) {
    const found = STAGES_BY_WORD.find(([word]) => word.test(text ?? ''));
    if (found) return found[1];
  }
  return ['production'];
}

/** Sequence of the first operation that fits the stage of a BOM line, else of the first; null without operations. */
export function consumingOperation(
  operations: readonly NamedOperation[],
  stage: string | null,
): number | null {
  const fitting =
    stage === null || stage === 'any'
      ? undefined
      : operations.find((operation) => stagesOf(operation).includes(stage));
  return (fitting ?? operations[0])?.sequence ?? null;
}
