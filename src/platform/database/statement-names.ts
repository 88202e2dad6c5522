const NAMED_FROM_USE = 3;
const NAMES_MAX = 300;
const TEXTS_MAX = 5_000;
/** An array that is longer is worth a plan of its own. */
const ARRAY_LENGTH_MAX = 300;

/**
 * Gives statements that come again and again a name, so that each connection parses and plans them once; planning costs
 * most of ours more than running. A text that is put together anew for every request is never named, and there is an end to
 * the names, since each connection keeps what it has planned.
 *
 * A statement with a long array is planned for it each time. The plan that is kept is for arrays of any length: where it
 * goes through the array for each row of a table, 20,000 elements take half a minute.
 */
export class StatementNames {
  private readonly uses = new Map<string, number>();
  private readonly names = new Map<string, string>();

  nameOf(text: string, parameters: readonly unknown[]): string | undefined {
    if (parameters.length === 0 || parameters.some(isLong)) return undefined;
    const name = this.names.get(text);
    if (name || this.names.size >= NAMES_MAX) return name;
    const uses = (this.uses.get(text) ?? 0) + 1;
    if (uses >= NAMED_FROM_USE) this.names.set(text, `m${this.names.size}`);
    else if (this.uses.size >= TEXTS_MAX) this.uses.clear();
    this.uses.set(text, uses);
    return undefined;
  }
}

function isLong(parameter: unknown): boolean {
  return Array.isArray(parameter) && parameter.length > ARRAY_LENGTH_MAX;
}
