package retex.agent.record;

import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import retex.contract.RecordKind;

/** What has not reached headquarters yet, by kind and size. Safe for use by several threads. */
@Singleton
public final class Waiting {

  private final WaitingRows rows;
  private final Log log;
  private final LogScope scope;

  Waiting(WaitingRows rows, Log log, LogScope scope) {
    this.rows = rows;
    this.log = log;
    this.scope = scope;
  }

  /** Each kind of which something waits; sizes are before compression. */
  public List<Kind> byKind() {
    return scope.read(
        () -> {
          long sent = log.acknowledged();
          int epoch = scope.identity().log().epoch();
          return Arrays.stream(RecordKind.values())
              .map(kind -> kind(kind, epoch, sent))
              .filter(kind -> kind.count() > 0)
              .toList();
        });
  }

  /** Bytes of the entries behind a number of the present log, before compression. */
  public long bytesAfter(long number) {
    return scope.read(
        () -> {
          int epoch = scope.identity().log().epoch();
          return Arrays.stream(RecordKind.values())
              .mapToLong(kind -> rows.bytes(epoch, number, kind.name()))
              .sum();
        });
  }

  private Kind kind(RecordKind kind, int epoch, long sent) {
    return new Kind(
        kind, rows.count(epoch, sent, kind.name()), rows.bytes(epoch, sent, kind.name()));
  }

  /** Entries of one kind of record, and their bytes. */
  public record Kind(RecordKind kind, long count, long bytes) {}
}
