package retex.contract;

import static retex.contract.ContractRefusal.ANSWERED_TWICE;
import static retex.contract.ContractRefusal.PERIOD_REVERSED;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import retex.instrument.Answer;
import retex.instrument.TopicCode;

/**
 * A unit's evaluation, as the evaluators submitted it. Answers and narrative are kept sorted by
 * code, and so are improvements, so that the same evaluation always has the same canonical bytes.
 * {@code rotation} and {@code reference} may be empty. {@code signOffs} are of this very content;
 * {@code amendment} says why a signed evaluation was changed and is empty otherwise.
 */
@RecordBuilder
public record Evaluation(
    UnitRef unit,
    String rotation,
    LocalDate from,
    LocalDate to,
    String language,
    Classification classification,
    List<Evaluator> evaluators,
    List<Answer> answers,
    List<NarrativePart> narrative,
    List<TopicCode> trainingNeeds,
    String reference,
    Optional<UnitComment> unitComment,
    List<Improvement> improvements,
    List<Attachment> attachments,
    List<SignOff> signOffs,
    String amendment)
    implements Payload {

  public Evaluation {
    if (to.isBefore(from)) {
      throw PERIOD_REVERSED.at("period").asException();
    }
    evaluators = List.copyOf(evaluators);
    answers = answers.stream().sorted(Comparator.comparing(Answer::criterion)).toList();
    narrative = narrative.stream().sorted(Comparator.comparing(NarrativePart::code)).toList();
    trainingNeeds = List.copyOf(trainingNeeds);
    improvements =
        improvements.stream().sorted(Comparator.comparing(Improvement::criterion)).toList();
    signOffs = List.copyOf(signOffs);
    var seen = new HashSet<String>();
    for (Answer answer : answers) {
      if (!seen.add(answer.criterion().value())) {
        throw ANSWERED_TWICE.at(answer.criterion().value()).asException();
      }
    }
    for (NarrativePart part : narrative) {
      if (!seen.add("narrative." + part.code())) {
        throw ANSWERED_TWICE.at("narrative." + part.code()).asException();
      }
    }
    for (Improvement improvement : improvements) {
      if (!seen.add("improvement." + improvement.criterion())) {
        throw ANSWERED_TWICE.at("improvement." + improvement.criterion()).asException();
      }
    }
    attachments = Attachment.each(attachments);
  }

  /** The same content with other sign-offs and another reason for a change. */
  public Evaluation with(List<SignOff> otherSignOffs, String otherAmendment) {
    return EvaluationBuilder.builder(this)
        .signOffs(otherSignOffs)
        .amendment(otherAmendment)
        .build();
  }

  @Override
  public RecordKind kind() {
    return RecordKind.EVALUATION;
  }

  @Override
  public <T> T fold(
      Function<Evaluation, T> ifEvaluation,
      Function<TrainerNote, T> ifNote,
      Function<Withdrawal, T> ifWithdrawal) {
    return ifEvaluation.apply(this);
  }

  /** Without content, which must not reach a log. */
  @Override
  public String toString() {
    return "Evaluation[" + answers.size() + " answers]";
  }
}
