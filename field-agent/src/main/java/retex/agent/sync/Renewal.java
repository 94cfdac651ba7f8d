package retex.agent.sync;

import static retex.agent.sync.SyncRefused.ANSWER_MALFORMED;
import static retex.agent.sync.SyncRefused.LINK_DOWN;
import static retex.agent.sync.SyncRefused.SERVER_NOT_THE_ONE;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import retex.agent.vault.Escrows;
import retex.agent.vault.Identity;
import retex.contract.FieldRules;
import retex.proto.enrolment.v1.Enrolled;
import retex.proto.enrolment.v1.EnrolmentServiceGrpc;
import retex.proto.enrolment.v1.RenewRequest;
import retex.proto.enrolment.v1.RenewResponse;

/**
 * Gets this laptop a new certificate for a new TLS key before the present one runs out, or after,
 * and pins the server's newest authority. Until the answer is kept the present ones stay in use, so
 * that a cut anywhere does no harm.
 */
@Singleton
final class Renewal {

  private static final byte[] DOMAIN = "retex.renew.v1".getBytes(StandardCharsets.US_ASCII);
  private static final Duration AHEAD = Duration.ofDays(30); // of 90: two in three of its life
  private static final Duration KEY_ASKED_FOR = Duration.ofDays(1);
  private static final long NEW_MILLIS = 86_400_000; // a day, by the clock that only goes forward
  private static final long PATIENCE_SECONDS = 120;

  private final Identity identity;
  private final HeadquartersRows rows;
  private final Clock clock;
  private final Escrows escrows;
  private final SecureRandom random = new SecureRandom();
  private volatile OptionalLong got = OptionalLong.empty(); // by the same clock

  Renewal(Identity identity, HeadquartersRows rows, Clock clock, Escrows escrows) {
    this.escrows = escrows;
    this.identity = identity;
    this.rows = rows;
    this.clock = clock;
  }

  /**
   * By this laptop's clock, which may be wrong: then the server says so. Also where a key lacks.
   * One that was got within the last day is not, or a laptop years ahead would get one without end.
   */
  private boolean isDue(HeadquartersRow row) {
    if (isNew()) {
      return false;
    }
    X509Certificate certificate = Channels.certificate(row.certificate());
    Instant now = clock.instant();
    // an older server may have none: asked for once a day
    boolean lacksKey =
        row.bundleKey().length == 0
            && now.isAfter(certificate.getNotBefore().toInstant().plus(KEY_ASKED_FOR));
    return lacksKey || now.isAfter(certificate.getNotAfter().toInstant().minus(AHEAD));
  }

  /** Whether the present certificate has run out, by this laptop's clock: good for nothing else. */
  boolean isOver(HeadquartersRow row) {
    return !isNew()
        && clock
            .instant()
            .isAfter(Channels.certificate(row.certificate()).getNotAfter().toInstant());
  }

  private boolean isNew() {
    OptionalLong last = got;
    return last.isPresent() && Conversation.millis() - last.getAsLong() < NEW_MILLIS;
  }

  /**
   * Renews over a line that stands, where that is due, or where the server has a newer authority
   * than the pinned one: it leads over from a few alone, however soon one came after the other.
   * Whether the next line shows a new certificate.
   */
  boolean along(Line line) {
    Optional<HeadquartersRow> due =
        rows.findById(1).filter(it -> line.pinned().hasNewAuthority() || isDue(it));
    due.ifPresent(row -> run(row, line.channel(), line.pinned()));
    return due.isPresent();
  }

  /** Renews over a channel that shows the present certificate; the row as it is from now on. */
  HeadquartersRow run(HeadquartersRow row, ManagedChannel channel, PinnedServer pinned) {
    TlsRequest tls = TlsRequest.of(identity.key().device(), random);
    var signed = new ByteArrayOutputStream();
    signed.writeBytes(DOMAIN);
    signed.writeBytes(tls.request());
    RenewRequest request =
        FieldRules.check(
            RenewRequest.newBuilder()
                .setCertificateRequest(ByteString.copyFrom(tls.request()))
                .setLogSignature(ByteString.copyFrom(identity.key().sign(signed.toByteArray())))
                .build());
    Enrolled renewed = ask(channel, pinned, request);
    if (!renewed.getEscrowKey().isEmpty()) {
      escrows.seal(identity.key().device(), renewed.getEscrowKey().toByteArray());
    }
    rows.renew(
        renewed.getAuthority().toByteArray(),
        renewed.getCertificate().toByteArray(),
        tls.key().getPrivate().getEncoded(),
        renewed.getBundleKey().toByteArray());
    got = OptionalLong.of(Conversation.millis());
    return rows.findById(1).orElse(row);
  }

  private static Enrolled ask(ManagedChannel channel, PinnedServer pinned, RenewRequest request) {
    try {
      RenewResponse response =
          EnrolmentServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
              .renew(request);
      return switch (response.getOutcomeCase()) {
        case RENEWED -> Enrol.checked(response.getRenewed(), pinned);
        case REFUSED -> throw Enrol.refused(response.getRefused());
        case OUTCOME_NOT_SET -> throw ANSWER_MALFORMED.at("outcome").asException();
      };
    } catch (StatusRuntimeException e) {
      throw (pinned.metAnother() ? SERVER_NOT_THE_ONE : LINK_DOWN).at("renewal").asException();
    }
  }
}
