import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { ProductReader } from '../products/index.js';
import { AlternateChoices, type ComponentNeed } from './alternate-choices.js';
import type { ChosenAlternates, ChosenCandidate } from './alternate-choice.rules.js';
import { type AlternateShares, NO_SHARES, shareOut, type StandIn } from './alternate-shares.rules.js';
import type { Demands, Structure, StructureLine } from './structure.rules.js';

/** A structure with alternates in the place of components, and for their lines what was replaced and why. */
export interface AlternateStructure {
  structure: Structure;
  chosen: ChosenAlternates;
}

/** Puts alternates where too little of a component is in stock; a constant number of statements. */
@Injectable()
export class AlternateStructures {
  constructor(
    private readonly choices: AlternateChoices,
    private readonly products: ProductReader,
  ) {}

  /**
   * Every line by itself, for what the order needs of it. An alternate is taken from stock or bought: what it may be
   * made of is not looked at. A rounding multiple belongs to the component and does not bind its alternate.
   */
  async replace(tx: Tx, structure: Structure, demands: Demands, date: string): Promise<AlternateStructure> {
    const lines = linesOf(structure, demands).filter(isBomLine);
    const byLine = await this.choices.choose(tx, needsOf(lines, demands), date);
    return this.replaced(tx, structure, demands, lines, byLine);
  }

  /**
   * For one order: its lines and the materials of its routing share the stock, optional ones last. `kept` are alternates
   * that lines have already, product by line id; they stay while they may be taken.
   */
  async replaceTogether(
    tx: Tx,
    structure: Structure,
    demands: Demands,
    date: string,
    kept: ReadonlyMap<number, number>,
  ): Promise<AlternateStructure> {
    const all = linesOf(structure, demands);
    const lines = all
      .filter(isBomLine)
      .sort((one, other) => Number(one.isOptional) - Number(other.isOptional));
    const taken = all
      .filter((line) => !isBomLine(line) && !line.isOptional)
      .map((line) => ({ productId: line.componentId, quantity: demands.required.get(line)! }));
    const shared = { needs: needsOf(lines, demands), taken, kept };
    const byLine = await this.choices.chooseTogether(tx, shared, date);
    return this.replaced(tx, structure, demands, lines, byLine);
  }

  /** What planning has decided to take in place of components, by the lines of the order that need these. */
  async shareOut(
    tx: Tx,
    structure: Structure,
    demands: Demands,
    date: string,
    standIns: readonly StandIn[],
  ): Promise<AlternateShares> {
    const short = new Set(standIns.map(({ primaryId }) => primaryId));
    const lines = linesOf(structure, demands).filter(
      (line) => isBomLine(line) && !line.isOptional && short.has(line.componentId),
    );
    if (lines.length === 0) return NO_SHARES;
    return shareOut(await this.choices.offers(tx, needsOf(lines, demands), date), standIns);
  }

  private async replaced(
    tx: Tx,
    structure: Structure,
    { required }: Demands,
    lines: readonly StructureLine[],
    byLine: ReadonlyMap<number, readonly ChosenCandidate[]>,
  ): Promise<AlternateStructure> {
    const chosen = chosenOf(lines, byLine, required);
    const ids = [...chosen.values()].map(({ productId }) => productId);
    const others = await this.products.getMany(tx, ids);
    const replaced = [...structure.lines].map(
      ([id, own]) => [id, own.map((line) => replaceLine(line, chosen, required))] as const,
    );
    return {
      structure: {
        ...structure,
        lines: new Map(replaced),
        products: new Map([...structure.products, ...others]),
      },
      chosen,
    };
  }
}

/** What takes stock, as it is told. A phantom does not: what it consists of is short in its place. */
function linesOf(structure: Structure, { required }: Demands): StructureLine[] {
  return [...structure.lines.values()].flat().filter((line) => {
    const needed = required.get(line);
    const isPhantom = structure.products.get(line.componentId)!.stocking_policy === 'phantom';
    return !line.isCostOnly && !isPhantom && needed !== undefined && !needed.isZero();
  });
}

/** Alternates belong to lines of BOMs. */
function isBomLine(line: StructureLine): boolean {
  return line.source === 'bom';
}

function needsOf(lines: readonly StructureLine[], { required }: Demands): ComponentNeed[] {
  return lines.map((line) => ({ lineId: line.lineId, quantity: required.get(line)! }));
}

function chosenOf(
  lines: readonly StructureLine[],
  byLine: ReadonlyMap<number, readonly ChosenCandidate[]>,
  required: Demands['required'],
): ChosenAlternates {
  const chosen = lines.flatMap((line) => {
    const winner = byLine.get(line.lineId)?.find((candidate) => candidate.isChosen);
    if (!winner || winner.alternateId === null) return [];
    const primary = { primaryId: line.componentId, primaryRequired: required.get(line)! };
    return [[line.lineId, { ...winner, ...primary }] as const];
  });
  return new Map(chosen);
}

/** The same line in terms of the alternate: one unit of the line is so much more or less of its stock unit. */
function replaceLine(
  line: StructureLine,
  chosen: ChosenAlternates,
  required: Demands['required'],
): StructureLine {
  const alternate = line.source === 'bom' ? chosen.get(line.lineId) : undefined;
  if (!alternate) return line;
  const { numerator, denominator } = line.toStockUnit;
  return {
    ...line,
    componentId: alternate.productId,
    roundingMultiple: null,
    toStockUnit: {
      numerator: numerator.times(alternate.required),
      denominator: denominator.times(required.get(line)!),
    },
  };
}
