/** Something is wrong with migrating; the message is one sentence for the person who runs it. */
export class MigrationError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The program's own lineage or the question about it makes no sense. */
export class LineageError extends MigrationError {}

/** The database has steps that this program does not know: a newer program has been here. */
export class SchemaNewerThanProgramError extends MigrationError {}

/** The records in the database contradict the lineage. */
export class SchemaMismatchError extends MigrationError {}

/** The server is older than the SQL that we write. */
export class ServerTooOldError extends MigrationError {}

/** Another migrator has held the lock for as long as we were willing to wait. */
export class MigratorBusyError extends MigrationError {}

/** A step refuses to go down because rows would be lost that the step before cannot hold. */
export class DownRefusedError extends MigrationError {}

/** A step failed; its transaction was rolled back. */
export class StepFailedError extends MigrationError {}
