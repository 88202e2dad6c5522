import type { QueryRunner } from 'typeorm';

/** SQLSTATE of a step that refuses to go down; the migrator turns it into a sentence instead of a stack. */
export const DOWN_REFUSED = 'MW001';

/** A SQL text literal. */
function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * Refuses the step when `countSql` counts anything. `message` has one `%` where the count goes. The count is taken by
 * the server, not by this program, so that a step also works as a printed script.
 */
export async function refuseWhen(queryRunner: QueryRunner, countSql: string, message: string): Promise<void> {
  await queryRunner.query(`
    DO $$
    DECLARE
      found bigint;
    BEGIN
      found := (${countSql});
      IF found > 0 THEN
        RAISE EXCEPTION ${quoteLiteral(message)}, found USING ERRCODE = '${DOWN_REFUSED}';
      END IF;
    END $$;
  `);
}
