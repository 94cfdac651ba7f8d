package retex.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import org.junit.jupiter.api.Test;
import retex.proto.record.v1.Answer;
import retex.proto.record.v1.Evaluation;
import retex.proto.record.v1.Head;
import retex.proto.record.v1.UnitRef;
import retex.proto.sync.v1.Rotation;
import retex.refusal.RefusedException;

/** What {@code .proto} files declare beside a field is refused at its path. */
class FieldRulesTest {

  private static final Evaluation SOUND =
      Evaluation.newBuilder()
          .setUnit(UnitRef.newBuilder().setCode("U-001"))
          .setLanguage("en")
          .setFromDay(9)
          .setToDay(9)
          .setClassificationValue(1)
          .addAnswers(Answer.newBuilder().setCriterion("A1").setRating(3))
          .build();

  @Test
  void what_keeps_its_rules_passes() {
    assertThatCode(() -> FieldRules.check(SOUND)).doesNotThrowAnyException();
  }

  @Test
  void a_value_out_of_range_in_a_list_is_named_with_its_place() {
    var wrong = SOUND.toBuilder();
    wrong.addAnswers(Answer.newBuilder().setCriterion("A2").setRating(9));

    assertThat(refused(wrong.build()))
        .isEqualTo("FIELD_RULE_BROKEN at Evaluation.answers[1].rating");
  }

  @Test
  void of_alternatives_the_one_that_was_not_chosen_is_not_missed() {
    var other = SOUND.toBuilder();
    other.addAnswers(Answer.newBuilder().setCriterion("A2").setNotObserved("night"));

    assertThatCode(() -> FieldRules.check(other.build())).doesNotThrowAnyException();
    assertThat(
            refused(
                SOUND.toBuilder()
                    .addAnswers(Answer.newBuilder().setCriterion("A2").setNotObserved(""))
                    .build()))
        .isEqualTo("FIELD_RULE_BROKEN at Evaluation.answers[1].not_observed");
  }

  @Test
  void what_is_required_and_missing_is_named() {
    assertThat(refused(SOUND.toBuilder().clearUnit().build()))
        .isEqualTo("FIELD_RULE_BROKEN at Evaluation.unit");
    assertThat(refused(SOUND.toBuilder().setClassificationValue(0).build()))
        .isEqualTo("FIELD_RULE_BROKEN at Evaluation.classification");
  }

  @Test
  void a_choice_that_this_version_does_not_know_is_refused() {
    assertThat(refused(SOUND.toBuilder().setClassificationValue(77).build()))
        .isEqualTo("FIELD_RULE_BROKEN at Evaluation.classification");
  }

  @Test
  void bytes_of_another_length_are_refused() {
    var head =
        Head.newBuilder()
            .setDevice(ByteString.copyFrom(new byte[15]))
            .setEpoch(1)
            .setNumber(1)
            .setRevision(ByteString.copyFrom(new byte[32]))
            .setSignature(ByteString.copyFrom(new byte[64]));

    assertThat(refused(head.build())).isEqualTo("FIELD_RULE_BROKEN at Head.device");
  }

  @Test
  void an_unknown_field_deep_inside_is_not_canonical() {
    var unknown =
        UnknownFieldSet.newBuilder()
            .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .build();
    var unit = UnitRef.newBuilder().setCode("U-001").setUnknownFields(unknown);

    assertThat(refused(SOUND.toBuilder().setUnit(unit).build()))
        .isEqualTo("NOT_CANONICAL at Evaluation.unit");
  }

  private static String refused(Message message) {
    return catchThrowableOfType(RefusedException.class, () -> FieldRules.check(message))
        .refusal()
        .toString();
  }

  @Test
  void of_what_a_newer_program_wrote_unknown_fields_are_passed_over() throws Exception {
    byte[] newer =
        Rotation.newBuilder()
            .setCode("2026-A")
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                    .build())
            .build()
            .toByteArray();

    assertThat(FieldRules.newer(Rotation.parser(), newer).getCode()).isEqualTo("2026-A");
    Rotation strict = Rotation.parseFrom(newer);
    assertThat(catchThrowableOfType(RefusedException.class, () -> FieldRules.check(strict)))
        .isNotNull();
  }
}
