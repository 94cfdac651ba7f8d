package retex.agent.sync;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import retex.agent.record.NamedFiles;
import retex.exchange.Tally;
import retex.relay.TeamMail;

/**
 * What one synchronisation did: entries acknowledged in it ({@code sent}, and {@code records} for
 * programs), entries on the server, bytes of messages each way before TLS in all calls, entries
 * kept aside by the server ({@code refused}), letters and reference data received, own entries that
 * had been lost here and came back, whether both sides had to find their place, and seconds from
 * dialling to the last acknowledgement. Then photographs and documents: how many headquarters has
 * kept in it, their bytes, how long they took, whether the budget ended them, and what still waits;
 * files of teams that still wait, and their bytes; and the refusal that ended it all, where one
 * did.
 */
@Serdeable
public record SyncReport(
    long sent,
    long records,
    int attachments,
    long acknowledged,
    long bytesUp,
    long bytesDown,
    int quarantined,
    int refused,
    int letters,
    boolean reference,
    long takenBack,
    boolean forked,
    boolean resumed,
    String startedAt,
    double seconds,
    long attachmentBytes,
    double attachmentSeconds,
    boolean overBudget,
    long attachmentsWaiting,
    long attachmentBytesWaiting,
    long teamFilesWaiting,
    long teamFileBytesWaiting,
    @Nullable String code) {

  static final SyncReport NOTHING = of(new Tally(), 0, false, Instant.EPOCH, Duration.ZERO);

  /** The same of one that ended with a refusal. */
  SyncReport because(String why) {
    return new SyncReport(
        sent,
        records,
        attachments,
        acknowledged,
        bytesUp,
        bytesDown,
        quarantined,
        refused,
        letters,
        reference,
        takenBack,
        forked,
        resumed,
        startedAt,
        seconds,
        attachmentBytes,
        attachmentSeconds,
        overBudget,
        attachmentsWaiting,
        attachmentBytesWaiting,
        teamFilesWaiting,
        teamFileBytesWaiting,
        why);
  }

  /** The same with what followed the records, and the bytes of everything. */
  SyncReport with(Delivered files, NamedFiles.Load left, TeamMail.Load team, Traffic traffic) {
    return new SyncReport(
        sent,
        records,
        files.files(),
        acknowledged,
        traffic.up(),
        traffic.down(),
        quarantined,
        refused + files.refused(),
        letters,
        reference,
        takenBack,
        forked,
        resumed || files.resumed(),
        startedAt,
        seconds,
        files.bytes(),
        files.seconds(),
        files.overBudget(),
        left.files(),
        left.bytes(),
        team.files(),
        team.bytes(),
        code);
  }

  static SyncReport of(Tally it, long acknowledged, boolean forked, Instant start, Duration taken) {
    return new SyncReport(
        it.records(),
        it.records(),
        0,
        acknowledged,
        it.bytesUp(),
        it.bytesDown(),
        it.quarantined(),
        it.quarantined(),
        it.letters(),
        it.changes() > 0,
        it.takenBack(),
        forked,
        it.resumed(),
        start.toString(),
        taken.toMillis() / 1000.0,
        0,
        0,
        false,
        0,
        0,
        0,
        0,
        null);
  }
}
