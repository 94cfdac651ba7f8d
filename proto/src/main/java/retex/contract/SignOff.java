package retex.contract;

import static retex.contract.SignOffRefusal.SIGN_OFF_EXPIRED;
import static retex.contract.SignOffRefusal.SIGN_OFF_UNCERTIFIED;
import static retex.contract.SignOffRefusal.SIGN_OFF_WITHOUT_CHIEF;
import static retex.contract.SignOffRefusal.SIGN_OFF_WRONG;
import static retex.contract.SignOffRefusal.SIGN_OFF_WRONG_OFFICE;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import retex.instrument.UnitType;
import retex.refusal.Refusal;

/**
 * A person's sign-off of an evaluation, under that person's own key: of one revision that was read,
 * and of its content, so that it holds for every revision that says the same and for no other.
 * Immutable.
 */
public final class SignOff {

  private static final String DOMAIN = "retex.signoff.v1";
  private static final byte[] CONTENT =
      "retex.signoff.content.v1".getBytes(StandardCharsets.US_ASCII);

  private final retex.proto.record.v1.SignOff signOff;

  private SignOff(retex.proto.record.v1.SignOff signOff) {
    this.signOff = signOff;
  }

  /** Signs the content of a revision. */
  public static SignOff of(
      DeviceKey person,
      PersonCertificate certificate,
      RecordId record,
      RevisionId revision,
      Evaluation evaluation,
      Instant at) {
    var plain =
        FieldRules.check(
            retex.proto.record.v1.SignOff.newBuilder()
                .setRevision(ByteString.copyFrom(revision.bytes()))
                .setContent(ByteString.copyFrom(content(evaluation)))
                .setSignedAtMicros(Micros.of(at))
                .setCertificate(certificate.message())
                .build());
    byte[] signature = PersonKeys.sign(person, DOMAIN, record.bytes(), Canonical.bytes(plain));
    return new SignOff(plain.toBuilder().setSignature(ByteString.copyFrom(signature)).build());
  }

  static SignOff read(retex.proto.record.v1.SignOff message) {
    return new SignOff(message);
  }

  retex.proto.record.v1.SignOff message() {
    return signOff;
  }

  /**
   * Why the sign-offs of an evaluation do not all count; empty where they do. {@code issuer} is the
   * key by which headquarters certifies people. Whether a certificate was taken back is not known
   * here.
   */
  public static Optional<Refusal> fault(RecordId record, Evaluation evaluation, byte[] issuer) {
    boolean chief = false;
    List<SignOff> all = evaluation.signOffs();
    for (int i = 0; i < all.size(); i++) {
      SignOff it = all.get(i);
      String where = "signOffs." + (i + 1);
      if (!it.isOf(record, evaluation)) {
        return Optional.of(SIGN_OFF_WRONG.at(where));
      }
      if (!it.certificate().isBy(issuer)) {
        return Optional.of(SIGN_OFF_UNCERTIFIED.at(where));
      }
      LocalDate day = LocalDate.ofInstant(it.at(), ZoneOffset.UTC);
      if (day.isBefore(it.certificate().from()) || day.isAfter(it.certificate().to())) {
        return Optional.of(SIGN_OFF_EXPIRED.at(where));
      }
      chief |= it.certificate().role() == PersonRole.CHIEF_EVALUATOR;
      if (!chief) {
        return Optional.of(SIGN_OFF_WITHOUT_CHIEF.at(where));
      }
    }
    return Optional.empty();
  }

  /** Why they do not all count for an evaluation of such a unit; empty where they do. */
  public static Optional<Refusal> faultOfOffice(Evaluation evaluation, UnitType type) {
    List<SignOff> all = evaluation.signOffs();
    for (int i = 0; i < all.size(); i++) {
      if (!all.get(i).certificate().role().signs(type)) {
        return Optional.of(SIGN_OFF_WRONG_OFFICE.at("signOffs." + (i + 1)));
      }
    }
    return Optional.empty();
  }

  /** Whether it was made with the certificate's key for this record and this very content. */
  public boolean isOf(RecordId record, Evaluation evaluation) {
    byte[] plain = Canonical.bytes(signOff.toBuilder().clearSignature().build());
    return isOfContent(evaluation)
        && PersonKeys.verifies(
            certificate().key(),
            DOMAIN,
            signOff.getSignature().toByteArray(),
            record.bytes(),
            plain);
  }

  /** Whether this very content was signed; a later change makes it that of a former revision. */
  public boolean isOfContent(Evaluation evaluation) {
    return Arrays.equals(content(evaluation), signOff.getContent().toByteArray());
  }

  /** The revision that the person read. */
  public RevisionId revision() {
    return RevisionId.of(signOff.getRevision().toByteArray());
  }

  /** When, by the laptop's clock. */
  public Instant at() {
    return Micros.instant(signOff.getSignedAtMicros());
  }

  public PersonCertificate certificate() {
    return PersonCertificate.read(signOff.getCertificate());
  }

  private static byte[] content(Evaluation evaluation) {
    return Bytes.sha256(CONTENT, PayloadCodec.encode(evaluation.with(List.of(), "")));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignOff that && signOff.equals(that.signOff);
  }

  @Override
  public int hashCode() {
    return signOff.hashCode();
  }

  /** Without the name. */
  @Override
  public String toString() {
    return "SignOff[" + revision() + "]";
  }
}
