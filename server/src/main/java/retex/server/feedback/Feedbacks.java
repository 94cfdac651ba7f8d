package retex.server.feedback;

import static retex.server.feedback.FeedbackRefusal.FEEDBACK_UNKNOWN;
import static retex.server.feedback.FeedbackRefusal.FEEDBACK_WITHDRAWN;

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
import retex.server.release.ReleaseState;
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
   * back and noted in the audit log; the others go on. Files of recalled ones that rest on an
   * erased record are destroyed.
   */
  public void drawApproved() {
    for (Release release : releases.approved()) {
      if (!heldBack.contains(release.id())
          && rows.findByRelease(release.id()).isEmpty()
          && releases.mayBeGiven(release)) {
        draw(release);
      }
    }
    releases.emptied().stream()
        .flatMap(id -> rows.findByRelease(id).stream())
        .forEach(row -> blobs.destroy(row.blob()));
  }

  /** The provider's own, the latest first, those withdrawn too; what a reader is told is noted. */
  List<Given> of(String provider, String reader) {
    drawApproved();
    List<Given> given =
        rows.findByProviderOrderByDrawnAtDesc(provider).stream()
            .map(row -> new Given(row, releases.find(row.release())))
            .toList();
    given.forEach(it -> tellRecall(it, reader));
    return given;
  }

  private void tellRecall(Given it, String reader) {
    String release = it.release().id();
    boolean isNew =
        it.release().state() == ReleaseState.RECALLED
            && audit.about("feedback.recall-told", "release=" + release).stream()
                .noneMatch(entry -> entry.actor().equals(reader));
    if (isNew) {
      audit.write(reader, "feedback.recall-told", it.row().id(), Map.of("release", release));
    }
  }

  /** A drawn feedback and where its release stands. */
  record Given(FeedbackRow row, Release release) {

    boolean isOpen() {
      return release.state() == ReleaseState.APPROVED;
    }
  }

  /**
   * The file, when it is this provider's; refused alike for another's, unreleased or unknown one,
   * and as withdrawn where it is recalled, or asked back and not decided.
   */
  byte[] file(String id, String provider, String reader) {
    drawApproved();
    Optional<FeedbackRow> row = rows.findByIdAndProvider(id, provider);
    FeedbackRow found = row.orElseThrow(() -> FEEDBACK_UNKNOWN.at("").asException());
    ReleaseState state = releases.find(found.release()).state();
    if (state != ReleaseState.APPROVED) {
      audit.write(reader, "feedback.not-served", found.id(), Map.of("release", found.release()));
      throw FEEDBACK_WITHDRAWN.at("").asException();
    }
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
