package retex.server.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.PersonCertificate;
import retex.contract.PersonRequest;
import retex.contract.PersonRole;
import retex.contract.SignOff;
import retex.contract.SignOffRefusal;
import retex.contract.UnitRef;
import retex.refusal.Refusal;
import retex.refusal.RefusedException;
import retex.server.SomeStore;
import retex.server.audit.Audit;
import retex.server.record.SomeEntries;

/** Whose sign-off counts at headquarters. */
class PeopleTest {

  @TempDir private Path folder;
  private ApplicationContext server = ApplicationContext.builder().build();
  private final DeviceKey chief = DeviceKey.generate(new SecureRandom());
  private final Evaluation evaluation = SomeEntries.anEvaluation(UnitRef.coded("U-001"), 3);
  private final Entry entry = new SomeEntries().evaluation(evaluation);

  @BeforeEach
  void open() {
    server = SomeStore.in(folder);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void a_certified_person_s_sign_off_counts_until_the_certificate_is_taken_back() {
    PersonCertificate certificate = people().certify(request(), 30, "admin");

    assertThat(fault(certificate)).isEmpty();
    people().revoke(certificate.fingerprint(), "admin");
    assertThat(fault(certificate)).contains(SignOffRefusal.SIGN_OFF_UNCERTIFIED.at("signOffs.1"));
    assertThat(people().all()).extracting(People.Certified::revoked).containsExactly(true);
    assertThat(server.getBean(Audit.class).latest(5))
        .extracting(it -> it.action())
        .contains("person.certified", "person.revoked");
  }

  @Test
  void a_certificate_that_this_headquarters_did_not_give_does_not_count() {
    PersonCertificate own = people().certify(request(), 30, "admin");
    PersonCertificate other =
        PersonCertificate.of(
            DeviceKey.generate(new SecureRandom()),
            PersonRequest.parse(request()),
            own.from(),
            own.to());

    assertThat(fault(other)).contains(SignOffRefusal.SIGN_OFF_UNCERTIFIED.at("signOffs.1"));
  }

  @Test
  void nobody_is_certified_for_longer_than_two_years_or_by_a_request_that_was_altered() {
    refused(PersonRefusal.PERSON_DAYS_UNFIT, () -> people().certify(request(), 732, "admin"));
    refused(PersonRefusal.PERSON_UNKNOWN, () -> people().revoke("0000000000000000", "admin"));
    String request = request();
    refused(
        SignOffRefusal.PERSON_REQUEST_UNFIT,
        () -> people().certify(request.substring(0, request.length() - 4), 30, "admin"));
  }

  private Optional<Refusal> fault(PersonCertificate certificate) {
    SignOff signOff =
        SignOff.of(
            chief,
            certificate,
            entry.revision().record(),
            entry.revision().id(),
            evaluation,
            Instant.now());
    return people().fault(entry.revision().record(), evaluation.with(List.of(signOff), ""));
  }

  private String request() {
    return PersonRequest.of(chief, "Col Some Chief", PersonRole.CHIEF_EVALUATOR).text();
  }

  private People people() {
    return server.getBean(People.class);
  }

  private static void refused(retex.refusal.RefusalCode code, Runnable call) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(call::run)
        .matches(it -> it.refusal().code() == code, code.name());
  }
}
