package retex.server.feedback;

import static retex.server.feedback.FeedbackRefusal.FEEDBACK_NOT_AVAILABLE;
import static retex.server.feedback.FeedbackRefusal.FEEDBACK_UNKNOWN;
import static retex.server.feedback.FeedbackRefusal.FEEDBACK_WITHDRAWN;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.contract.Micros;
import retex.server.audit.Audit;
import retex.server.blob.Blobs;
import retex.server.document.Edition;
import retex.server.document.Fault;
import retex.server.document.Proof;
import retex.server.document.Signing;
import retex.server.document.Typesetter;
import retex.server.release.Authors;
import retex.server.release.Looks;
import retex.server.release.Release;
import retex.server.release.ReleaseState;
import retex.server.release.Releases;

/**
 * Finished files. What two people let go is drawn, signed, read back and examined; only a clean
 * file is kept and can be opened, by its own provider alone. A fault, or an error of any kind,
 * holds the release back until an officer asks again. Drawing again what is there changes nothing.
 */
@Singleton
public final class Feedbacks {

  private static final Logger LOG = LoggerFactory.getLogger(Feedbacks.class);
  private static final String TOLD = "feedback.recall-told";
  private static final String ACKNOWLEDGED = "feedback.recall-acknowledged";

  private final FeedbackRows rows;
  private final Holding holding;
  private final Releases releases;
  private final Authors authors;
  private final Looks looks;
  private final SecondLook second;
  private final Examination examination;
  private final SigningKeys keys;
  private final Blobs blobs;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  Feedbacks(
      FeedbackRows rows,
      Holding holding,
      Releases releases,
      Authors authors,
      Looks looks,
      SecondLook second,
      Examination examination,
      SigningKeys keys,
      Blobs blobs,
      Audit audit,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.rows = rows;
    this.holding = holding;
    this.releases = releases;
    this.authors = authors;
    this.looks = looks;
    this.second = second;
    this.examination = examination;
    this.keys = keys;
    this.blobs = blobs;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Draws every released feedback that is neither drawn nor held back. One that may not be given
   * any more, or fails, is held back and noted in the audit log; the others go on. Files of
   * recalled ones that rest on an erased record are destroyed.
   */
  public void drawApproved() {
    releases.approved().forEach(this::draw);
    releases.emptied().stream()
        .flatMap(id -> rows.findByRelease(id).stream())
        .forEach(row -> blobs.destroy(row.blob()));
  }

  /**
   * Looks again at what was released, where names were learnt or imported since, or the policy or
   * the rules are others. A file that was not given yet is held back for what is found; officers
   * read the rest among the concerns. Costs a few small queries where nothing is new.
   */
  public void lookAgain() {
    second.atAll();
  }

  /** The provider's own, the latest first, those withdrawn too; what a reader is told is noted. */
  List<Given> of(String provider, String reader) {
    List<Given> given = given(rows.findByProviderOrderByDrawnAtDesc(provider));
    given.forEach(it -> tellRecall(it, reader));
    return given;
  }

  private List<Given> given(List<FeedbackRow> drawn) {
    Map<String, Release> known =
        releases.find(drawn.stream().map(FeedbackRow::release).toList()).stream()
            .collect(Collectors.toMap(Release::id, it -> it));
    Set<String> served = releases.served(List.copyOf(known.values()));
    Set<String> held = holding.held();
    return drawn.stream()
        .map(
            row ->
                new Given(
                    row,
                    Objects.requireNonNull(known.get(row.release())),
                    served.contains(row.release()) && !held.contains(row.release())))
        .toList();
  }

  private void tellRecall(Given it, String reader) {
    if (it.isRecalled() && !isNoted(TOLD, it, reader)) {
      audit.write(reader, TOLD, it.row().id(), Map.of("release", it.release().id()));
    }
  }

  /**
   * A reader says that the copies of a withdrawn feedback are destroyed; saying so again changes
   * nothing. Refuses {@code FEEDBACK_UNKNOWN} for what is not this provider's, or not withdrawn.
   */
  void acknowledge(String id, String provider, String reader) {
    FeedbackRow row =
        rows.findByIdAndProvider(id, provider)
            .orElseThrow(() -> FEEDBACK_UNKNOWN.at("").asException());
    Given it = given(List.of(row)).get(0);
    if (!it.isRecalled()) {
      throw FEEDBACK_UNKNOWN.at("").asException();
    }
    if (!isNoted(ACKNOWLEDGED, it, reader)) {
      audit.write(reader, ACKNOWLEDGED, row.id(), Map.of("release", row.release()));
    }
  }

  /** Whether a reader said that their copies of it are destroyed. */
  boolean isAcknowledged(Given it, String reader) {
    return it.isRecalled() && isNoted(ACKNOWLEDGED, it, reader);
  }

  private boolean isNoted(String action, Given it, String reader) {
    return audit.about(action, "release=" + it.release().id()).stream()
        .anyMatch(entry -> entry.actor().equals(reader));
  }

  /** A drawn feedback, where its release stands, and whether its file is handed out. */
  record Given(FeedbackRow row, Release release, boolean isOpen) {

    boolean isRecalled() {
      return release.state() == ReleaseState.RECALLED;
    }
  }

  /**
   * The file, when it is this provider's; refused alike for another's, unreleased or unknown one,
   * as withdrawn where it is recalled, and as not available where that is only asked for, where a
   * state no longer consents, or where it is held back: the first time, too, for what a look at it
   * finds with the names, the policy and the rules of this moment.
   */
  byte[] file(String id, String provider, String reader) {
    Optional<FeedbackRow> row = rows.findByIdAndProvider(id, provider);
    FeedbackRow found = row.orElseThrow(() -> FEEDBACK_UNKNOWN.at("").asException());
    Given it = given(List.of(found)).get(0);
    if (!it.isOpen() || !second.lets(found, it.release())) {
      audit.write(reader, "feedback.not-served", found.id(), Map.of("release", found.release()));
      throw (it.isRecalled() ? FEEDBACK_WITHDRAWN : FEEDBACK_NOT_AVAILABLE).at("").asException();
    }
    byte[] file = blobs.get(found.blob());
    boolean isGiven =
        transactions.executeWrite(
            status -> {
              boolean may = !holding.isHeld(found.release()); // another may have held it back
              if (may) {
                rows.give(found.id(), Micros.of(clock.instant()));
              }
              String what = may ? "feedback.opened" : "feedback.not-served";
              audit.write(reader, what, found.id(), Map.of("release", found.release()));
              return may;
            });
    if (!isGiven) {
      throw FEEDBACK_NOT_AVAILABLE.at("").asException();
    }
    return file;
  }

  /** Why a release's file is held back; empty if it is not. */
  List<Fault> held(String release) {
    return holding.of(release).map(row -> Holds.faults(row.faults())).orElse(List.of());
  }

  /** Every release whose file is held back, and why. */
  Map<String, List<Fault>> held() {
    return holding.all();
  }

  /** Draws and examines a held release once more, for instance when a key can be reached again. */
  synchronized void examineAgain(String release, String actor) {
    Release it = releases.find(release);
    Optional<HoldRow> held = holding.of(release);
    if (it.state() == ReleaseState.APPROVED && held.isPresent()) {
      audit.write(actor, "feedback.examined-again", release, Map.of());
      examine(it, held);
    }
  }

  private synchronized void draw(Release release) {
    if (!holding.isHeld(release.id()) && rows.findByRelease(release.id()).isEmpty()) {
      examine(release, Optional.empty());
    }
  }

  /** {@code held}: what it is held back for, and not any more if nothing is found. */
  private void examine(Release release, Optional<HoldRow> held) {
    List<Fault> faults;
    try {
      faults = faults(release, held);
    } catch (RuntimeException failure) {
      // fail closed: a file that could not be made or examined is held like a faulty one
      LOG.error(
          "feedback.failed release={} incident={}",
          release.id(),
          Integer.toHexString(failure.hashCode()),
          Holds.withoutMessage(failure));
      faults = List.of(new Fault(Fault.Kind.NOT_MADE, 0, ""));
    }
    if (!faults.isEmpty()) {
      holding.hold(release, faults);
      looks.settled(release.id());
    }
  }

  /** Why its file is not kept; none where it is. */
  private List<Fault> faults(Release release, Optional<HoldRow> held) {
    String ground = looks.ground(); // before anything is looked at: what changes meanwhile is due
    if (!releases.mayBeGiven(release)) {
      return List.of(new Fault(Fault.Kind.GROUND_CHANGED, 0, ""));
    }
    if (!releases.isAsReleased(release)) {
      List<Fault> why = SecondLook.faults(looks.changed(release, false));
      return why.isEmpty() ? List.of(new Fault(Fault.Kind.GROUND_CHANGED, 0, "")) : why;
    }
    List<Fault> unknown = Proof.lettersNotShown(release.content());
    return unknown.isEmpty() ? drawn(release, held, ground) : unknown;
  }

  private List<Fault> drawn(Release release, Optional<HoldRow> held, String ground) {
    Edition edition = Editions.of(release);
    Signing.Signer signer = keys.signer();
    byte[] pdf = Signing.signed(Typesetter.pdf(release.content(), edition), edition, signer);
    Proof proof = Proof.of(pdf, release.content(), edition, signer.chain().get(0));
    List<Fault> faults =
        Stream.concat(proof.faults().stream(), examination.faults(release, proof).stream())
            .distinct()
            .toList();
    if (faults.isEmpty()) {
      keep(release, pdf, held, ground);
    }
    return faults;
  }

  /** Keeps the file, unless another server held it back meanwhile, or has kept it already. */
  private void keep(Release release, byte[] pdf, Optional<HoldRow> held, String ground) {
    boolean isHere = rows.findByRelease(release.id()).isPresent();
    String blob = isHere ? "" : blobs.put(pdf); // the same bytes as the ones that are here
    transactions.executeWrite(
        status -> {
          held.ifPresent(holding::lift);
          second.drawn(release, ground);
          if (!holding.isHeld(release.id()) && rows.findByRelease(release.id()).isEmpty()) {
            rows.save(
                new FeedbackRow(
                    UUID.randomUUID().toString(),
                    release.id(),
                    release.provider().value(),
                    release.language(),
                    release.content().title(),
                    blob,
                    Micros.of(clock.instant()),
                    0));
            authors.given(release);
            audit.write(
                "server",
                "feedback.drawn",
                release.id(),
                Map.of(
                    "file", blob, "copy", Editions.copy(release.id(), release.provider().value())));
          }
          return blob;
        });
  }
}
