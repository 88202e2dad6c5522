import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** Row of `routing_operation_documents`: a link to what people read while they work. */
@Check(
  'ck_routing_operation_documents_kind',
  `(kind = ANY (ARRAY['instruction'::text, 'drawing'::text, 'model'::text, 'program'::text, 'photo'::text, 'video'::text, 'other'::text]))`,
)
@Check('ck_routing_operation_documents_name', '((char_length(name) >= 1) AND (char_length(name) <= 255))')
@Check('ck_routing_operation_documents_url', `((char_length(url) <= 2000) AND (url ~* '^https?://'::text))`)
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_routing_operation_documents_organization_id',
})
@ForeignKey(
  'RoutingOperationEntity',
  ['organization_id', 'routing_operation_id'],
  ['organization_id', 'id'],
  { name: 'fk_routing_operation_documents_routing_operation_id', onDelete: 'CASCADE' },
)
@Index('ix_routing_operation_documents_routing_operation_id', ['organization_id', 'routing_operation_id'])
@Entity({ name: 'routing_operation_documents' })
export class RoutingOperationDocumentEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_routing_operation_documents' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_routing_operation_documents',
  })
  id: number;

  @Column({ type: 'bigint' })
  routing_operation_id: number;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  url: string;

  @Column({ type: 'text' })
  kind: string;
}
