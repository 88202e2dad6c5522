import { createHash } from 'node:crypto';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { LineageError } from './migration.errors.js';

/** What a migration class says about its place in the documented history. */
export interface LineageStep {
  /** The document's id of the step. */
  readonly revision: string;
  /** Other names of the same step. */
  readonly aliases?: readonly string[];
  readonly document: string;
  readonly parents: readonly string[];
  readonly summary: string;
  /** What going down from this step throws away, in words for the person who is about to do it. */
  readonly downLoses: string;
}

/** A migration class: `name` is the class name, which ends in the step's timestamp. */
export type LineageClass = LineageStep & { readonly name: string; new (): MigrationInterface };

export type Direction = 'up' | 'down';

const TIMESTAMP = /(\d{13})$/;

/** The moment in the class name, which orders the steps and is TypeORM's key as well. */
export function timestampOf(step: LineageClass): number {
  const match = TIMESTAMP.exec(step.name);
  if (!match) throw new LineageError(`The migration class ${step.name} does not end in its timestamp.`);
  return Number(match[1]);
}

/** The position of the step that `revision` names, by id or alias. */
export function positionOf(lineage: readonly LineageClass[], revision: string): number {
  const position = lineage.findIndex(
    (step) => step.revision === revision || step.aliases?.includes(revision) || step.name === revision,
  );
  if (position < 0) throw new LineageError(`There is no revision ${revision} in the lineage.`);
  return position;
}

/** Refuses a lineage that has no single order: ids or moments twice, a parent that is missing or comes later. */
export function checkLineage(lineage: readonly LineageClass[]): void {
  const seen = new Set<string>();
  let lastTimestamp = 0;
  for (const step of lineage) {
    const timestamp = timestampOf(step);
    if (timestamp <= lastTimestamp) throw new LineageError(`The timestamp of ${step.name} does not rise.`);
    lastTimestamp = timestamp;
    if (seen.size > 0 && step.parents.length === 0) throw new LineageError(`${step.name} has no parent.`);
    for (const parent of step.parents) {
      if (!seen.has(parent))
        throw new LineageError(`The parent ${parent} of ${step.name} does not come before it.`);
    }
    for (const id of [step.revision, ...(step.aliases ?? [])]) {
      if (seen.has(id)) throw new LineageError(`The revision ${id} exists twice in the lineage.`);
      seen.add(id);
    }
  }
}

/** The SQL of one step. Steps never read the database, so recording them needs none. */
export async function recordStatements(step: LineageClass, direction: Direction): Promise<string[]> {
  const statements: string[] = [];
  const recorder = {
    query: async (sql: string, parameters?: unknown[]): Promise<never[]> => {
      if (parameters?.length)
        throw new LineageError(`${step.name} passes parameters, which a script cannot.`);
      statements.push(sql);
      return [];
    },
  };
  await new step()[direction](recorder as unknown as QueryRunner);
  return statements;
}

/** Stands for what the step does in both directions, whatever its comments and layout in TypeScript. */
export async function checksumOf(step: LineageClass): Promise<string> {
  const both = [await recordStatements(step, 'up'), await recordStatements(step, 'down')];
  return createHash('sha256').update(JSON.stringify(both)).digest('hex');
}
