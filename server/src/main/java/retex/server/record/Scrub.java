package retex.server.record;

/** Takes what was erased out of the database's own files. One for each kind of database. */
interface Scrub {

  /** Whether a crash may have left something, {@code erased} payloads being erased by now. */
  boolean isOwed(long erased);

  /** False where somebody who reads prevents it; not within a transaction. */
  boolean isDone(long erased);
}
