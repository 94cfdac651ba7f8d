package retex.agent.vault;

import static retex.agent.vault.VaultRefusal.PERSON_CERTIFICATE_FOREIGN;
import static retex.agent.vault.VaultRefusal.PERSON_KEY_MISSING;
import static retex.agent.vault.VaultRefusal.PERSON_NOT_CERTIFIED;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import retex.agent.vault.SlotFile.Person;
import retex.contract.DeviceKey;
import retex.contract.Evaluation;
import retex.contract.PersonCertificate;
import retex.contract.PersonRequest;
import retex.contract.PersonRole;
import retex.contract.RecordId;
import retex.contract.RevisionId;
import retex.contract.SignOff;

/**
 * The signing keys of the people who use this laptop. Each lies in its user's key slot under that
 * user's passphrase alone, so that nobody signs for another, not even with the store open.
 */
@Singleton
public final class PersonalKeys {

  private final Vault vault;

  PersonalKeys(Vault vault) {
    this.vault = vault;
  }

  /** A user, what was asked for, and headquarters' certificate once it came. */
  public record Known(
      String user, PersonRequest request, Optional<PersonCertificate> certificate) {}

  public List<Known> all() {
    return vault.slots().persons().entrySet().stream()
        .map(
            it ->
                new Known(
                    it.getKey(),
                    PersonRequest.parse(it.getValue().request()),
                    Optional.of(it.getValue().certificate())
                        .filter(text -> !text.isEmpty())
                        .map(PersonCertificate::parse)))
        .toList();
  }

  /** Makes a key for the user whose passphrase it is, and what an administrator is asked for. */
  public PersonRequest make(char[] passphrase, Asker asker, String name, PersonRole role) {
    String user = user(passphrase, asker);
    var random = new SecureRandom();
    DeviceKey key = DeviceKey.generate(random);
    PersonRequest request = PersonRequest.of(key, name.strip(), role);
    byte[] secret = key.privateKey();
    SlotFile.Slot wrapped =
        PassphraseSlot.wrap(user, passphrase, secret, vault.slots().cost(), random);
    Arrays.fill(secret, (byte) 0);
    vault.slots().person(user, new Person(wrapped, request.text(), ""));
    return request;
  }

  /** Keeps headquarters' certificate with the key that it is about. */
  public PersonCertificate certified(String text) {
    PersonCertificate certificate = PersonCertificate.parse(text);
    for (Map.Entry<String, Person> it : vault.slots().persons().entrySet()) {
      Person person = it.getValue();
      PersonRequest request = PersonRequest.parse(person.request());
      if (Arrays.equals(request.key(), certificate.key())) {
        vault
            .slots()
            .person(it.getKey(), new Person(person.key(), person.request(), certificate.text()));
        return certificate;
      }
    }
    throw PERSON_CERTIFICATE_FOREIGN.at("").asException();
  }

  /** The certificate of the user whose passphrase it is. */
  public PersonCertificate certificate(char[] passphrase, Asker asker) {
    Person person = person(user(passphrase, asker));
    if (person.certificate().isEmpty()) {
      throw PERSON_NOT_CERTIFIED.at("").asException();
    }
    return PersonCertificate.parse(person.certificate());
  }

  /** Signs a revision's content as the user whose passphrase it is. */
  public SignOff sign(
      char[] passphrase,
      Asker asker,
      RecordId record,
      RevisionId revision,
      Evaluation evaluation,
      Instant at) {
    PersonCertificate certificate = certificate(passphrase, asker);
    byte[] secret =
        PassphraseSlot.unwrap(person(user(passphrase, asker)).key(), passphrase)
            .orElseThrow(() -> PERSON_KEY_MISSING.at("").asException());
    try {
      return SignOff.of(DeviceKey.of(secret), certificate, record, revision, evaluation, at);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private Person person(String user) {
    Person person = vault.slots().persons().get(user);
    if (person == null) {
      throw PERSON_KEY_MISSING.at("").asException();
    }
    return person;
  }

  /** As often as the throttle lets. */
  private String user(char[] passphrase, Asker asker) {
    vault.check(passphrase, asker);
    KeySlots.Opened opened = vault.slots().open(passphrase);
    Arrays.fill(opened.dataKey(), (byte) 0);
    return opened.user();
  }
}
