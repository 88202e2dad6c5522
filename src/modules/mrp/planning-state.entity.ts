import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** Row of `planning_states`: rises whenever somebody decides on a planned order or a plan is written. */
@Check('ck_planning_states_revision', '(revision >= 1)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_planning_states_organization_id' })
@Entity({ name: 'planning_states' })
export class PlanningStateEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_planning_states' })
  organization_id: number;

  @Column({ type: 'bigint', default: 1 })
  revision: number;
}
