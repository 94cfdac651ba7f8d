package retex.contract;

import static retex.contract.ContractRefusal.NOT_CANONICAL;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import retex.instrument.Answer;
import retex.instrument.CriterionCode;
import retex.instrument.TopicCode;
import retex.proto.record.v1.Evaluation.Builder;

/** Payloads to canonical bytes and back. Everything else sees only our own records. */
final class PayloadCodec {

  private PayloadCodec() {}

  static byte[] encode(Payload payload) {
    return Canonical.bytes(FieldRules.check(message(payload)));
  }

  static Message message(Payload payload) {
    return payload.<Message>fold(
        PayloadCodec::evaluation, PayloadCodec::note, PayloadCodec::withdrawal);
  }

  /** Of an evaluation's or a note's message; refuses one that breaks a field's rule. */
  static Payload payload(Message message) {
    FieldRules.check(message);
    return message instanceof retex.proto.record.v1.TrainerNote note
        ? note(note)
        : evaluation((retex.proto.record.v1.Evaluation) message);
  }

  /**
   * What is made of the bytes must give the same bytes again: they are canonical, answers are in
   * order, and so on.
   */
  static Payload decode(RecordKind kind, byte[] bytes) {
    return switch (kind) {
      case EVALUATION ->
          decode(
              retex.proto.record.v1.Evaluation.parser(),
              bytes,
              PayloadCodec::evaluation,
              PayloadCodec::evaluation);
      case TRAINER_NOTE ->
          decode(
              retex.proto.record.v1.TrainerNote.parser(),
              bytes,
              PayloadCodec::note,
              PayloadCodec::note);
      case WITHDRAWAL ->
          decode(
              retex.proto.record.v1.Withdrawal.parser(),
              bytes,
              it -> new Withdrawal(it.getReason()),
              PayloadCodec::withdrawal);
    };
  }

  private static <M extends Message, P extends Payload> P decode(
      Parser<M> parser, byte[] bytes, Function<M, P> read, Function<P, M> again) {
    M message = Canonical.read(parser, bytes, "payload");
    P payload = read.apply(message);
    if (!Arrays.equals(Canonical.bytes(again.apply(payload)), bytes)) {
      throw NOT_CANONICAL.at("payload").asException();
    }
    return payload;
  }

  private static retex.proto.record.v1.Evaluation evaluation(Evaluation it) {
    Builder out =
        retex.proto.record.v1.Evaluation.newBuilder()
            .setUnit(unit(it.unit()))
            .setRotation(it.rotation())
            .setFromDay(it.from().toEpochDay())
            .setToDay(it.to().toEpochDay())
            .setLanguage(it.language())
            .setClassification(classification(it.classification()))
            .setReference(it.reference());
    for (Evaluator evaluator : it.evaluators()) {
      out.addEvaluators(
          retex.proto.record.v1.Evaluator.newBuilder()
              .setName(evaluator.name())
              .setRole(evaluator.role()));
    }
    it.answers().forEach(answer -> out.addAnswers(answer(answer)));
    for (NarrativePart part : it.narrative()) {
      out.addNarrative(
          retex.proto.record.v1.NarrativePart.newBuilder()
              .setCode(part.code())
              .setText(part.text()));
    }
    it.trainingNeeds().forEach(topic -> out.addTrainingNeeds(topic.value()));
    it.unitComment()
        .ifPresent(
            comment ->
                out.setUnitComment(
                    retex.proto.record.v1.UnitComment.newBuilder()
                        .setBy(comment.by())
                        .setText(comment.text())));
    it.improvements().forEach(improvement -> out.addImprovements(improvement(improvement)));
    it.attachments().forEach(attachment -> out.addAttachments(attachment(attachment)));
    it.signOffs().forEach(signOff -> out.addSignOffs(signOff.message()));
    return out.setAmendment(it.amendment()).build();
  }

  private static Evaluation evaluation(retex.proto.record.v1.Evaluation it) {
    return new Evaluation(
        unit(it.getUnit()),
        it.getRotation(),
        LocalDate.ofEpochDay(it.getFromDay()),
        LocalDate.ofEpochDay(it.getToDay()),
        it.getLanguage(),
        classification(it.getClassification()),
        it.getEvaluatorsList().stream()
            .map(one -> new Evaluator(one.getName(), one.getRole()))
            .toList(),
        it.getAnswersList().stream().map(PayloadCodec::answer).toList(),
        it.getNarrativeList().stream()
            .map(part -> new NarrativePart(part.getCode(), part.getText()))
            .toList(),
        topics(it.getTrainingNeedsList()),
        it.getReference(),
        it.hasUnitComment()
            ? Optional.of(
                new UnitComment(it.getUnitComment().getBy(), it.getUnitComment().getText()))
            : Optional.empty(),
        it.getImprovementsList().stream().map(PayloadCodec::improvement).toList(),
        attachments(it.getAttachmentsList()),
        it.getSignOffsList().stream().map(SignOff::read).toList(),
        it.getAmendment());
  }

  private static retex.proto.record.v1.Attachment attachment(Attachment it) {
    return retex.proto.record.v1.Attachment.newBuilder()
        .setSha256(ByteString.copyFrom(it.hash().bytes()))
        .setSize(it.size())
        .setMediaType(it.mediaType())
        .setCaption(it.caption())
        .setCriterion(it.criterion())
        .build();
  }

  private static List<Attachment> attachments(List<retex.proto.record.v1.Attachment> all) {
    return all.stream()
        .map(
            it ->
                new Attachment(
                    FileHash.of(it.getSha256().toByteArray()),
                    it.getSize(),
                    it.getMediaType(),
                    it.getCaption(),
                    it.getCriterion()))
        .toList();
  }

  private static retex.proto.record.v1.Improvement improvement(Improvement it) {
    return retex.proto.record.v1.Improvement.newBuilder()
        .setCriterion(it.criterion().value())
        .setAction(it.action())
        .setOwner(it.owner())
        .setDueDay(it.due().toEpochDay())
        .build();
  }

  private static Improvement improvement(retex.proto.record.v1.Improvement it) {
    return new Improvement(
        new CriterionCode(it.getCriterion()),
        it.getAction(),
        it.getOwner(),
        LocalDate.ofEpochDay(it.getDueDay()));
  }

  private static retex.proto.record.v1.Answer answer(Answer it) {
    var out =
        retex.proto.record.v1.Answer.newBuilder()
            .setCriterion(it.criterion().value())
            .setRemark(it.remark());
    return it.fold(
            rated -> out.setRating(rated.rating()),
            notObserved -> out.setNotObserved(notObserved.reason()),
            given -> out.setValue(given.value()))
        .build();
  }

  private static Answer answer(retex.proto.record.v1.Answer it) {
    var criterion = new CriterionCode(it.getCriterion());
    return switch (it.getAnswerCase()) {
      case RATING -> new Answer.Rated(criterion, it.getRating(), it.getRemark());
      case NOT_OBSERVED -> new Answer.NotObserved(criterion, it.getNotObserved(), it.getRemark());
      case VALUE -> new Answer.Given(criterion, it.getValue(), it.getRemark());
      case ANSWER_NOT_SET -> throw NOT_CANONICAL.at("payload.answers").asException();
    };
  }

  private static retex.proto.record.v1.TrainerNote note(TrainerNote it) {
    var out =
        retex.proto.record.v1.TrainerNote.newBuilder()
            .setUnit(unit(it.unit()))
            .setRotation(it.rotation())
            .setDay(it.date().toEpochDay())
            .setLanguage(it.language())
            .setClassification(classification(it.classification()))
            .setTrainer(it.trainer())
            .setTopic(it.topic().value())
            .setAudienceTotal(it.total())
            .setAudienceWomen(it.women())
            .setLanguageOfInstruction(it.languageOfInstruction())
            .setLanguageBarrier(it.languageBarrier())
            .setLevelBefore(it.levelBefore())
            .setLevelAfter(it.levelAfter())
            .setFollowsTraining(it.followsTraining())
            .setEquipmentGap(it.equipmentGap())
            .setObservations(it.observations())
            .setReference(it.reference());
    it.remedial().forEach(topic -> out.addRemedial(topic.value()));
    it.attachments().forEach(attachment -> out.addAttachments(attachment(attachment)));
    return out.build();
  }

  private static TrainerNote note(retex.proto.record.v1.TrainerNote it) {
    return new TrainerNote(
        unit(it.getUnit()),
        it.getRotation(),
        LocalDate.ofEpochDay(it.getDay()),
        it.getLanguage(),
        classification(it.getClassification()),
        it.getTrainer(),
        new TopicCode(it.getTopic()),
        it.getAudienceTotal(),
        it.getAudienceWomen(),
        it.getLanguageOfInstruction(),
        it.getLanguageBarrier(),
        it.getLevelBefore(),
        it.getLevelAfter(),
        it.getFollowsTraining(),
        it.getEquipmentGap(),
        it.getObservations(),
        topics(it.getRemedialList()),
        it.getReference(),
        attachments(it.getAttachmentsList()));
  }

  private static retex.proto.record.v1.Withdrawal withdrawal(Withdrawal it) {
    return retex.proto.record.v1.Withdrawal.newBuilder().setReason(it.reason()).build();
  }

  private static retex.proto.record.v1.UnitRef unit(UnitRef it) {
    return retex.proto.record.v1.UnitRef.newBuilder()
        .setCode(it.code())
        .setName(it.name())
        .setType(it.type())
        .setState(it.state())
        .setMission(it.mission())
        .build();
  }

  private static UnitRef unit(retex.proto.record.v1.UnitRef it) {
    return new UnitRef(it.getCode(), it.getName(), it.getType(), it.getState(), it.getMission());
  }

  private static List<TopicCode> topics(List<String> codes) {
    return codes.stream().map(TopicCode::new).toList();
  }

  private static retex.proto.record.v1.Classification classification(Classification it) {
    return switch (it) {
      case UNCLASSIFIED -> retex.proto.record.v1.Classification.CLASSIFICATION_UNCLASSIFIED;
      case CONFIDENTIAL -> retex.proto.record.v1.Classification.CLASSIFICATION_CONFIDENTIAL;
      case STRICTLY_CONFIDENTIAL ->
          retex.proto.record.v1.Classification.CLASSIFICATION_STRICTLY_CONFIDENTIAL;
    };
  }

  private static Classification classification(retex.proto.record.v1.Classification it) {
    return switch (it) {
      case CLASSIFICATION_UNCLASSIFIED -> Classification.UNCLASSIFIED;
      case CLASSIFICATION_CONFIDENTIAL -> Classification.CONFIDENTIAL;
      case CLASSIFICATION_STRICTLY_CONFIDENTIAL -> Classification.STRICTLY_CONFIDENTIAL;
      case CLASSIFICATION_UNSPECIFIED, UNRECOGNIZED ->
          throw NOT_CANONICAL.at("payload.classification").asException();
    };
  }
}
