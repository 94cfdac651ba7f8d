package retex.contract;

import java.util.Optional;

/**
 * Where a log ends: the number of its last entry and that entry's id; 0 and none for an empty log.
 */
public record LogTip(LogId log, long number, Optional<RevisionId> revision) {

  /** The end of a log that has no entry yet. */
  public static LogTip empty(LogId log) {
    return new LogTip(log, 0, Optional.empty());
  }

  /** The end of the log whose last entry is {@code last}. */
  public static LogTip at(Revision last) {
    return new LogTip(last.log(), last.number(), Optional.of(last.id()));
  }
}
