package retex.server.feedback;

import static retex.server.feedback.FeedbackRefusal.FEEDBACK_UNKNOWN;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.contract.Micros;
import retex.server.audit.Audit;
import retex.server.blob.Blobs;
import retex.server.document.ReadBack;
import retex.server.document.Typesetter;
import retex.server.release.Release;
import retex.server.release.Releases;

/**
 * Finished files. What two people let go is drawn, read back and examined; only a clean file is
 * kept and can be opened, by its own provider alone. Drawing again what is there changes nothing.
 */
@Singleton
public final class Feedbacks {

  private static final Logger LOG = LoggerFactory.getLogger(Feedbacks.class);

  private final FeedbackRows rows;
  private final Releases releases;
  private final Examination examination;
  private final Blobs blobs;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;
  private final Set<String> heldBack = ConcurrentHashMap.newKeySet();

  Feedbacks(
      FeedbackRows rows,
      Releases releases,
      Examination examination,
      Blobs blobs,
      Audit audit,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.rows = rows;
    this.releases = releases;
    this.examination = examination;
    this.blobs = blobs;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Draws every released feedback that is not drawn yet. One that fails its examination is held
   * back and noted in the audit log; the others go on.
   */
  public void drawApproved() {
    for (Release release : releases.approved()) {
      if (!heldBack.contains(release.id()) && rows.findByRelease(release.id()).isEmpty()) {
        draw(release);
      }
    }
  }

  /** The provider's own, the latest first. */
  List<FeedbackRow> of(String provider) {
    drawApproved();
    return rows.findByProviderOrderByDrawnAtDesc(provider);
  }

  /**
   * The file, when it is this provider's; refused alike for another's, unreleased or unknown one.
   */
  byte[] file(String id, String provider, String reader) {
    drawApproved();
    Optional<FeedbackRow> row = rows.findByIdAndProvider(id, provider);
    FeedbackRow found = row.orElseThrow(() -> FEEDBACK_UNKNOWN.at("").asException());
    audit.write(reader, "feedback.opened", found.id(), Map.of("release", found.release()));
    return blobs.get(found.blob());
  }

  private synchronized void draw(Release release) {
    byte[] pdf = Typesetter.pdf(release.content());
    List<String> faults = examination.faults(release, ReadBack.of(pdf));
    if (!faults.isEmpty()) {
      audit.write(
          "server", "feedback.read-back-failed", release.id(), Map.of("found", faults.toString()));
      heldBack.add(release.id());
      LOG.warn("feedback.held-back release={} found={}", release.id(), faults);
      return;
    }
    String blob = blobs.put(pdf);
    transactions.executeWrite(
        status -> {
          if (rows.findByRelease(release.id()).isEmpty()) {
            rows.save(
                new FeedbackRow(
                    UUID.randomUUID().toString(),
                    release.id(),
                    release.provider().value(),
                    release.language(),
                    release.content().title(),
                    blob,
                    Micros.of(clock.instant())));
            audit.write("server", "feedback.drawn", release.id(), Map.of("file", blob));
          }
          return blob;
        });
  }
}
