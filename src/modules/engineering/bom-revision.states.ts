export const REVISION_STATUSES = ['draft', 'pending', 'approved', 'rejected', 'implemented'] as const;
export type RevisionStatus = (typeof REVISION_STATUSES)[number];

/**
 * What is decided once stays decided; a rejected change is asked for again as another revision. What nobody has decided on
 * yet may be taken back.
 */
const TRANSITIONS: Readonly<Record<RevisionStatus, readonly RevisionStatus[]>> = {
  draft: ['pending'],
  pending: ['approved', 'rejected', 'draft'],
  approved: ['implemented'],
  rejected: [],
  implemented: [],
};

export function canRevisionBecome(from: RevisionStatus, to: RevisionStatus): boolean {
  return TRANSITIONS[from].includes(to);
}

export function nextRevisionStatuses(from: RevisionStatus): readonly RevisionStatus[] {
  return TRANSITIONS[from];
}

export const CHANGE_TYPES = [
  'component_add',
  'component_remove',
  'component_replace',
  'quantity_change',
  'cost_change',
  'other',
] as const;
