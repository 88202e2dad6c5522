const NAMED_FROM_USE = 3;
const NAMES_MAX = 300;
const TEXTS_MAX = 5_000;

/**
 * Gives statements that come again and again a name, so that each connection parses and plans them once; planning costs
 * most of ours more than running. A text that is put together anew for every request is never named, and there is an end to
 * the names, since each connection keeps what it has planned.
 */
export class StatementNames {
  private readonly uses = new Map<string, number>();
  private readonly names = new Map<string, string>();

  nameOf(text: string): string | undefined {
    const name = this.names.get(text);
    if (name || this.names.size >= NAMES_MAX) return name;
    const uses = (this.uses.get(text) ?? 0) + 1;
    if (uses >= NAMED_FROM_USE) this.names.set(text, `m${this.names.size}`);
    else if (this.uses.size >= TEXTS_MAX) this.uses.clear();
    this.uses.set(text, uses);
    return undefined;
  }
}
