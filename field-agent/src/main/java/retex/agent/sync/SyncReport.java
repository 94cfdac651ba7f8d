package retex.agent.sync;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Duration;
import java.time.Instant;

/**
 * What one conversation did: entries sent and acknowledged in it, entries kept aside by the server,
 * letters and reference data received, whether it went on after a cut, and seconds taken.
 */
@Serdeable
public record SyncReport(
    long sent,
    long acknowledged,
    long bytesSent,
    int quarantined,
    int letters,
    boolean reference,
    boolean resumed,
    String startedAt,
    double seconds) {

  SyncReport lasting(Instant end) {
    double taken = Duration.between(Instant.parse(startedAt), end).toMillis() / 1000.0;
    return new SyncReport(
        sent, acknowledged, bytesSent, quarantined, letters, reference, resumed, startedAt, taken);
  }
}
