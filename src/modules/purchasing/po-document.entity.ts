import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** Row of `po_documents`. */
@Check('ck_po_documents_content_hash', '(char_length(content_hash) <= 128)')
@Check(
  'ck_po_documents_document_type',
  `(document_type = ANY (ARRAY['invoice'::text, 'receipt'::text, 'quote'::text, 'other'::text]))`,
)
@Check('ck_po_documents_file_name', '((char_length(file_name) >= 1) AND (char_length(file_name) <= 255))')
@Check('ck_po_documents_file_path', '((char_length(file_path) >= 1) AND (char_length(file_path) <= 1000))')
@Check('ck_po_documents_file_size', '(file_size >= 0)')
@Check('ck_po_documents_mime_type', '(char_length(mime_type) <= 100)')
@Check('ck_po_documents_notes', '(char_length(notes) <= 10000)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_po_documents_organization_id' })
@ForeignKey('PurchaseOrderEntity', ['organization_id', 'purchase_order_id'], ['organization_id', 'id'], {
  name: 'fk_po_documents_purchase_order_id',
  onDelete: 'CASCADE',
})
@ForeignKey('UserEntity', ['organization_id', 'uploaded_by'], ['organization_id', 'id'], {
  name: 'fk_po_documents_uploaded_by',
})
@Index('ix_po_documents_purchase_order_id', ['organization_id', 'purchase_order_id'])
@Index('ix_po_documents_uploaded_by', ['organization_id', 'uploaded_by'])
@Entity({ name: 'po_documents' })
export class PoDocumentEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_po_documents',
  })
  id: number;

  @Column({ type: 'bigint' })
  purchase_order_id: number;

  @Column({ type: 'text' })
  document_type: string;

  @Column({ type: 'text' })
  file_name: string;

  @Column({ type: 'text' })
  file_path: string;

  @Column({ type: 'bigint' })
  file_size: number;

  @Column({ type: 'text', nullable: true })
  mime_type: string | null;

  @Column({ type: 'text', nullable: true })
  content_hash: string | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'bigint', nullable: true })
  uploaded_by: number | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  uploaded_at: Date;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_po_documents' })
  organization_id: number;
}
