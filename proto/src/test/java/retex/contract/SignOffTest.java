package retex.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import retex.instrument.InstrumentRef;
import retex.instrument.UnitType;
import retex.refusal.Refusal;
import retex.refusal.RefusedException;

/** A person's sign-off of an evaluation, and when it does not count. */
class SignOffTest {

  private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");

  private final DeviceKey issuer = SomeLog.key(9);
  private final DeviceKey chief = SomeLog.key(5);
  private final DeviceKey commander = SomeLog.key(6);
  private final Evaluation evaluation = SomeLog.evaluation("Slow by night");
  private final LogTip empty = LogTip.empty(new LogId(SomeLog.key(1).device(), 1));
  private final Entry first =
      LogWriter.first(
          empty, "Lt Col Some Body", InstrumentRef.parse("infantry-battalion@1"), AT, evaluation);
  private final RecordId record = first.revision().record();

  @Test
  void chief_and_commander_sign_and_it_survives_canonical_bytes() {
    Evaluation signed =
        with(
            signed(chief, certificate(chief, PersonRole.CHIEF_EVALUATOR), evaluation),
            signed(commander, certificate(commander, PersonRole.FORCE_COMMANDER), evaluation));
    Entry entry =
        LogWriter.next(
            LogTip.at(first.revision()),
            record,
            List.of(first.revision().id()),
            "Lt Col Some Body",
            first.revision().instrument(),
            AT,
            signed);

    Entry read = Entry.parse(entry.revision().canonical(), entry.payloadBytes());

    Evaluation back = read.payload().fold(it -> it, note -> evaluation, gone -> evaluation);
    assertThat(back).isEqualTo(signed);
    assertThat(fault(back)).isEmpty();
    assertThat(back.signOffs().get(1).certificate().name()).isEqualTo("Gen Some Body");
    assertThat(back.signOffs().get(0).revision()).isEqualTo(first.revision().id());
  }

  @Test
  void a_sign_off_is_of_this_record_and_this_content_alone() {
    SignOff signOff = signed(chief, certificate(chief, PersonRole.CHIEF_EVALUATOR), evaluation);
    Evaluation changed = SomeLog.evaluation("Fast by night").with(List.of(signOff), "");

    assertThat(fault(changed)).contains(SignOffRefusal.SIGN_OFF_WRONG.at("signOffs.1"));
    assertThat(signOff.isOfContent(changed)).isFalse();
    assertThat(signOff.isOfContent(evaluation.with(List.of(), "Why it was changed"))).isTrue();
    RecordId other = SomeLog.log(SomeLog.key(2), 1).get(0).revision().record();
    assertThat(SignOff.fault(other, with(signOff), issuer.publicKey()))
        .contains(SignOffRefusal.SIGN_OFF_WRONG.at("signOffs.1"));
  }

  @Test
  void a_key_other_than_the_certificate_s_does_not_sign() {
    SignOff signOff = signed(commander, certificate(chief, PersonRole.CHIEF_EVALUATOR), evaluation);

    assertThat(fault(with(signOff))).contains(SignOffRefusal.SIGN_OFF_WRONG.at("signOffs.1"));
  }

  @Test
  void a_certificate_of_another_headquarters_does_not_count() {
    PersonCertificate foreign =
        PersonCertificate.of(
            SomeLog.key(8),
            PersonRequest.of(chief, "Col Some Body", PersonRole.CHIEF_EVALUATOR),
            LocalDate.parse("2026-01-01"),
            LocalDate.parse("2026-12-31"));

    assertThat(fault(with(signed(chief, foreign, evaluation))))
        .contains(SignOffRefusal.SIGN_OFF_UNCERTIFIED.at("signOffs.1"));
  }

  @Test
  void outside_its_days_a_certificate_does_not_count() {
    PersonCertificate past =
        PersonCertificate.of(
            issuer,
            PersonRequest.of(chief, "Col Some Body", PersonRole.CHIEF_EVALUATOR),
            LocalDate.parse("2026-01-01"),
            LocalDate.parse("2026-02-28"));

    assertThat(fault(with(signed(chief, past, evaluation))))
        .contains(SignOffRefusal.SIGN_OFF_EXPIRED.at("signOffs.1"));
  }

  @Test
  void a_commander_does_not_sign_before_the_chief() {
    SignOff signOff =
        signed(commander, certificate(commander, PersonRole.POLICE_COMMISSIONER), evaluation);

    assertThat(fault(with(signOff)))
        .contains(SignOffRefusal.SIGN_OFF_WITHOUT_CHIEF.at("signOffs.1"));
  }

  @ParameterizedTest
  @CsvSource({
    "CHIEF_EVALUATOR,     infantry-battalion,         true",
    "CHIEF_EVALUATOR,     formed-police-unit,         true",
    "FORCE_COMMANDER,     infantry-battalion,         true",
    "FORCE_COMMANDER,     level-2-hospital,           true",
    "FORCE_COMMANDER,     formed-police-unit,         false",
    "FORCE_COMMANDER,     individual-police-officers, false",
    "POLICE_COMMISSIONER, formed-police-unit,         true",
    "POLICE_COMMISSIONER, individual-police-officers, true",
    "POLICE_COMMISSIONER, infantry-battalion,         false",
    "POLICE_COMMISSIONER, policeless-unit,            false",
  })
  void each_commander_signs_for_the_units_of_their_own_component(
      PersonRole role, UnitType type, boolean counts) {
    Evaluation signed = with(signed(commander, certificate(commander, role), evaluation));

    assertThat(SignOff.faultOfOffice(signed, type).map(Refusal::toString).orElse(""))
        .isEqualTo(counts ? "" : "SIGN_OFF_WRONG_OFFICE at signOffs.1");
  }

  @Test
  void an_altered_request_or_certificate_is_refused() {
    String request = PersonRequest.of(chief, "Col Some Body", PersonRole.CHIEF_EVALUATOR).text();
    String altered = request.substring(0, 40) + "AAAA" + request.substring(44);

    assertThat(PersonRequest.parse(request + "\n").name()).isEqualTo("Col Some Body");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> PersonRequest.parse(altered))
        .matches(it -> it.refusal().code() == SignOffRefusal.PERSON_REQUEST_UNFIT);
    PersonCertificate certificate = certificate(chief, PersonRole.CHIEF_EVALUATOR);
    assertThat(PersonCertificate.parse(certificate.text()).isBy(issuer.publicKey())).isTrue();
    assertThat(certificate.isBy(chief.publicKey())).isFalse();
  }

  private Optional<Refusal> fault(Evaluation it) {
    return SignOff.fault(record, it, issuer.publicKey());
  }

  private Evaluation with(SignOff... signOffs) {
    return evaluation.with(List.of(signOffs), "");
  }

  private SignOff signed(DeviceKey person, PersonCertificate certificate, Evaluation of) {
    return SignOff.of(person, certificate, record, first.revision().id(), of, AT);
  }

  private PersonCertificate certificate(DeviceKey person, PersonRole role) {
    String name = role == PersonRole.CHIEF_EVALUATOR ? "Col Some Body" : "Gen Some Body";
    return PersonCertificate.of(
        issuer,
        PersonRequest.of(person, name, role),
        LocalDate.parse("2026-01-01"),
        LocalDate.parse("2026-12-31"));
  }
}
