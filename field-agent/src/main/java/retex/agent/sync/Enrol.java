package retex.agent.sync;

import static retex.agent.sync.SyncRefused.ADDRESS_SILENT;
import static retex.agent.sync.SyncRefused.ANSWER_MALFORMED;
import static retex.agent.sync.SyncRefused.DEVICE_REVOKED;
import static retex.agent.sync.SyncRefused.LINK_DOWN;
import static retex.agent.sync.SyncRefused.REQUEST_REFUSED;
import static retex.agent.sync.SyncRefused.SERVER_NOT_THE_ONE;
import static retex.agent.sync.SyncRefused.SIGNATURE_REFUSED;
import static retex.agent.sync.SyncRefused.TOKEN_MALFORMED;
import static retex.agent.sync.SyncRefused.TOKEN_REFUSED;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import retex.agent.vault.Escrows;
import retex.agent.vault.Identity;
import retex.contract.DeviceKey;
import retex.contract.FieldRules;
import retex.proto.enrolment.v1.EnrolRequest;
import retex.proto.enrolment.v1.EnrolResponse;
import retex.proto.enrolment.v1.Enrolled;
import retex.proto.enrolment.v1.EnrolmentRefused;
import retex.proto.enrolment.v1.EnrolmentServiceGrpc;
import retex.refusal.RefusedException;

/**
 * Makes this laptop known to a server. The TLS handshake compares the server's authority with the
 * fingerprint in the token; a mismatch ends it before anything of ours is sent.
 */
@Singleton
public final class Enrol {

  private static final byte[] DOMAIN = "retex.enrol.v1".getBytes(StandardCharsets.US_ASCII);
  private static final long PATIENCE_SECONDS = 120;

  private final Identity identity;
  private final HeadquartersRows rows;
  private final TransactionOperations<Connection> transactions;
  private final Escrows escrows;
  private final Channels channels;
  private final SecureRandom random = new SecureRandom();

  Enrol(
      Identity identity,
      HeadquartersRows rows,
      TransactionOperations<Connection> transactions,
      Escrows escrows,
      Channels channels) {
    this.escrows = escrows;
    this.channels = channels;
    this.identity = identity;
    this.rows = rows;
    this.transactions = transactions;
  }

  /** Spends {@code token} at {@code server} ({@code host:port}) and keeps the certificate. */
  public void run(String server, String token, String deviceName) {
    Address address = Address.parse(server);
    byte[] bytes = decode(token);
    byte[] secret = Arrays.copyOf(bytes, 32);
    byte[] fingerprint = Arrays.copyOfRange(bytes, 32, 64);
    TlsRequest tls = TlsRequest.of(identity.key().device(), random);
    EnrolRequest request = request(secret, tls.request(), deviceName);
    Enrolled enrolled = ask(address, fingerprint, request);
    if (!enrolled.getEscrowKey().isEmpty()) {
      escrows.seal(identity.key().device(), enrolled.getEscrowKey().toByteArray());
    }
    transactions.executeWrite(
        status -> {
          Optional<HeadquartersRow> before = rows.findById(1);
          before.ifPresent(row -> rows.deleteById(1));
          boolean same =
              before
                  .filter(
                      row -> Arrays.equals(row.authority(), enrolled.getAuthority().toByteArray()))
                  .isPresent();
          return rows.save(
              new HeadquartersRow(
                  1,
                  address.toString(),
                  enrolled.getAuthority().toByteArray(),
                  enrolled.getCertificate().toByteArray(),
                  tls.key().getPrivate().getEncoded(),
                  same ? before.get().lettersHeld() : 0,
                  same ? before.get().lettersCheck() : new byte[0],
                  same ? before.get().lastContact() : 0,
                  enrolled.getBundleKey().toByteArray()));
        });
  }

  private EnrolRequest request(byte[] secret, byte[] certificateRequest, String deviceName) {
    DeviceKey key = identity.key();
    var signed = new ByteArrayOutputStream();
    signed.writeBytes(DOMAIN);
    signed.writeBytes(secret);
    signed.writeBytes(certificateRequest);
    return FieldRules.check(
        EnrolRequest.newBuilder()
            .setSecret(ByteString.copyFrom(secret))
            .setLogKey(ByteString.copyFrom(key.publicKey()))
            .setCertificateRequest(ByteString.copyFrom(certificateRequest))
            .setLogSignature(ByteString.copyFrom(key.sign(signed.toByteArray())))
            .setDeviceName(deviceName)
            .build());
  }

  private Enrolled ask(Address address, byte[] fingerprint, EnrolRequest request) {
    var pinned = new PinnedServer(fingerprint);
    ManagedChannel channel = channels.open(address, pinned);
    try {
      EnrolResponse response =
          EnrolmentServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
              .enrol(request);
      return switch (response.getOutcomeCase()) {
        case ENROLLED -> checked(response.getEnrolled(), pinned);
        case REFUSED -> throw refused(response.getRefused());
        case OUTCOME_NOT_SET -> throw ANSWER_MALFORMED.at("outcome").asException();
      };
    } catch (StatusRuntimeException e) {
      throw unanswered(pinned).at(address.toString()).asException();
    } finally {
      channel.shutdownNow();
    }
  }

  /** Of a line that was cut behind the handshake nobody knows here whether the token was used. */
  private static SyncRefused unanswered(PinnedServer pinned) {
    if (pinned.metAnother()) {
      return SERVER_NOT_THE_ONE;
    }
    return pinned.wasMet() ? LINK_DOWN : ADDRESS_SILENT;
  }

  /** The answer, whose authority must be the one that spoke in this handshake. */
  static Enrolled checked(Enrolled answer, PinnedServer pinned) {
    FieldRules.check(answer);
    if (!pinned.isIssuer(Channels.certificate(answer.getAuthority().toByteArray()))) {
      throw ANSWER_MALFORMED.at("authority").asException();
    }
    return answer;
  }

  static RefusedException refused(EnrolmentRefused code) {
    SyncRefused refusal =
        switch (code) {
          case ENROLMENT_REFUSED_TOKEN -> TOKEN_REFUSED;
          case ENROLMENT_REFUSED_SIGNATURE -> SIGNATURE_REFUSED;
          case ENROLMENT_REFUSED_REVOKED -> DEVICE_REVOKED;
          case ENROLMENT_REFUSED_REQUEST, ENROLMENT_REFUSED_UNSPECIFIED, UNRECOGNIZED ->
              REQUEST_REFUSED;
        };
    return refusal.at("").asException();
  }

  private static byte[] decode(String token) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token.strip());
    } catch (IllegalArgumentException e) {
      throw TOKEN_MALFORMED.at("token").asException();
    }
    if (bytes.length != 64) {
      throw TOKEN_MALFORMED.at("token").asException();
    }
    return bytes;
  }
}
