import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/index.js';
import { ProductReader } from '../products/index.js';
import { AlternateChoices } from './alternate-choices.js';
import type { ChosenCandidate } from './alternate-choice.rules.js';
import type { Demands, Structure, StructureLine } from './structure.rules.js';

/** A structure with alternates in the place of components, and for their lines what was replaced and why. */
export interface AlternateStructure {
  structure: Structure;
  /** Chosen alternates by the id of the BOM line. */
  chosen: ReadonlyMap<number, ChosenCandidate & { primaryId: number }>;
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
  async replace(
    tx: Tx,
    structure: Structure,
    { required }: Demands,
    date: string,
  ): Promise<AlternateStructure> {
    const lines = [...structure.lines.values()].flat().filter((line) => takesStock(line, required));
    const needs = lines.map((line) => ({ lineId: line.lineId, quantity: required.get(line)! }));
    const byLine = await this.choices.choose(tx, needs, date);
    const chosen = new Map<number, ChosenCandidate & { primaryId: number }>();
    for (const line of lines) {
      const winner = byLine.get(line.lineId)?.find((candidate) => candidate.isChosen);
      if (winner && winner.alternateId !== null) {
        chosen.set(line.lineId, { ...winner, primaryId: line.componentId });
      }
    }
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

function takesStock(line: StructureLine, required: Demands['required']): boolean {
  const needed = required.get(line);
  return line.source === 'bom' && !line.isCostOnly && needed !== undefined && !needed.isZero();
}

/** The same line in terms of the alternate: one unit of the line is so much more or less of its stock unit. */
function replaceLine(
  line: StructureLine,
  chosen: AlternateStructure['chosen'],
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
