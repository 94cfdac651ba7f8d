package retex.contract;

import static retex.contract.SignOffRefusal.PERSON_REQUEST_UNFIT;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Base64;
import retex.refusal.RefusedException;

/**
 * What a person asks an administrator to certify: a public key, a name, an office; signed by that
 * key. The fingerprint is for the two to compare. Immutable.
 */
public final class PersonRequest {

  private static final String DOMAIN = "retex.person.request.v1";
  private static final String TEXT = "retex-person-1:";

  private final retex.proto.record.v1.PersonRequest request;

  private PersonRequest(retex.proto.record.v1.PersonRequest request) {
    this.request = request;
  }

  public static PersonRequest of(DeviceKey key, String name, PersonRole role) {
    var plain =
        FieldRules.check(
            retex.proto.record.v1.PersonRequest.newBuilder()
                .setKey(ByteString.copyFrom(key.publicKey()))
                .setName(name)
                .setRole(role.message())
                .build());
    byte[] signature = PersonKeys.sign(key, DOMAIN, Canonical.bytes(plain));
    return new PersonRequest(
        plain.toBuilder().setSignature(ByteString.copyFrom(signature)).build());
  }

  /** Reads the one-line form; anything else is refused with {@code PERSON_REQUEST_UNFIT}. */
  public static PersonRequest parse(String text) {
    String line = text.strip();
    try {
      if (!line.startsWith(TEXT)) {
        throw PERSON_REQUEST_UNFIT.at("").asException();
      }
      var request =
          FieldRules.check(
              retex.proto.record.v1.PersonRequest.parseFrom(
                  Base64.getUrlDecoder().decode(line.substring(TEXT.length()))));
      byte[] plain = Canonical.bytes(request.toBuilder().clearSignature().build());
      byte[] key = request.getKey().toByteArray();
      if (!PersonKeys.verifies(key, DOMAIN, request.getSignature().toByteArray(), plain)) {
        throw PERSON_REQUEST_UNFIT.at("signature").asException();
      }
      return new PersonRequest(request);
    } catch (InvalidProtocolBufferException | IllegalArgumentException | RefusedException e) {
      throw PERSON_REQUEST_UNFIT.at("").asException();
    }
  }

  /** The one-line form, for a file or a message. */
  public String text() {
    return TEXT + Base64.getUrlEncoder().withoutPadding().encodeToString(Canonical.bytes(request));
  }

  public byte[] key() {
    return request.getKey().toByteArray();
  }

  public String name() {
    return request.getName();
  }

  public PersonRole role() {
    return PersonRole.read(request.getRole());
  }

  /** Sixteen hexadecimal digits of the key, for two people to compare. */
  public String fingerprint() {
    return Seal.name(key());
  }

  /** Without the name. */
  @Override
  public String toString() {
    return "PersonRequest[" + fingerprint() + "]";
  }
}
