package retex.contract;

import static retex.contract.SignOffRefusal.PERSON_CERTIFICATE_UNFIT;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import retex.refusal.RefusedException;

/**
 * Headquarters' word that a key is a person's, in an office, from one day to another. Whether it
 * was given by one's own headquarters is for {@link #isBy} to say. Immutable.
 */
public final class PersonCertificate {

  private static final String DOMAIN = "retex.person.certificate.v1";
  private static final String TEXT = "retex-certificate-1:";

  private final retex.proto.record.v1.PersonCertificate certificate;

  private PersonCertificate(retex.proto.record.v1.PersonCertificate certificate) {
    this.certificate = certificate;
  }

  /** Certifies what was asked for. */
  public static PersonCertificate of(
      DeviceKey issuer, PersonRequest request, LocalDate from, LocalDate to) {
    var plain =
        FieldRules.check(
            retex.proto.record.v1.PersonCertificate.newBuilder()
                .setKey(ByteString.copyFrom(request.key()))
                .setName(request.name())
                .setRole(request.role().message())
                .setFromDay(from.toEpochDay())
                .setToDay(to.toEpochDay())
                .setIssuer(ByteString.copyFrom(issuer.publicKey()))
                .build());
    byte[] signature = PersonKeys.sign(issuer, DOMAIN, Canonical.bytes(plain));
    return new PersonCertificate(
        plain.toBuilder().setSignature(ByteString.copyFrom(signature)).build());
  }

  /** Reads the one-line form; anything else is refused with {@code PERSON_CERTIFICATE_UNFIT}. */
  public static PersonCertificate parse(String text) {
    String line = text.strip();
    try {
      if (!line.startsWith(TEXT)) {
        throw PERSON_CERTIFICATE_UNFIT.at("").asException();
      }
      return read(
          FieldRules.check(
              retex.proto.record.v1.PersonCertificate.parseFrom(
                  Base64.getUrlDecoder().decode(line.substring(TEXT.length())))));
    } catch (InvalidProtocolBufferException | IllegalArgumentException | RefusedException e) {
      throw PERSON_CERTIFICATE_UNFIT.at("").asException();
    }
  }

  static PersonCertificate read(retex.proto.record.v1.PersonCertificate message) {
    return new PersonCertificate(message);
  }

  retex.proto.record.v1.PersonCertificate message() {
    return certificate;
  }

  /** The one-line form, for a file or a message. */
  public String text() {
    return TEXT
        + Base64.getUrlEncoder().withoutPadding().encodeToString(Canonical.bytes(certificate));
  }

  /** Whether the holder of this public key gave it. */
  public boolean isBy(byte[] issuer) {
    byte[] plain = Canonical.bytes(certificate.toBuilder().clearSignature().build());
    return Arrays.equals(issuer, certificate.getIssuer().toByteArray())
        && PersonKeys.verifies(issuer, DOMAIN, certificate.getSignature().toByteArray(), plain);
  }

  public byte[] key() {
    return certificate.getKey().toByteArray();
  }

  public String name() {
    return certificate.getName();
  }

  public PersonRole role() {
    return PersonRole.read(certificate.getRole());
  }

  /** The first day on which it holds. */
  public LocalDate from() {
    return LocalDate.ofEpochDay(certificate.getFromDay());
  }

  /** The last day on which it holds. */
  public LocalDate to() {
    return LocalDate.ofEpochDay(certificate.getToDay());
  }

  /** Sixteen hexadecimal digits of the key, for two people to compare. */
  public String fingerprint() {
    return Seal.name(key());
  }

  /** Without the name. */
  @Override
  public String toString() {
    return "PersonCertificate[" + fingerprint() + "]";
  }
}
