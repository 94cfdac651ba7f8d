package retex.contract;

import static retex.contract.ContractRefusal.AUDIENCE_IMPOSSIBLE;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import retex.instrument.TopicCode;

/**
 * A trainer's note on one session. {@code total} and {@code women} count people; levels are 1 to 4;
 * {@code rotation}, {@code followsTraining}, {@code equipmentGap} and {@code reference} may be
 * empty.
 */
@RecordBuilder
public record TrainerNote(
    UnitRef unit,
    String rotation,
    LocalDate date,
    String language,
    Classification classification,
    String trainer,
    TopicCode topic,
    int total,
    int women,
    String languageOfInstruction,
    boolean languageBarrier,
    int levelBefore,
    int levelAfter,
    String followsTraining,
    String equipmentGap,
    String observations,
    List<TopicCode> remedial,
    String reference,
    List<Attachment> attachments)
    implements Payload {

  public TrainerNote {
    if (women > total) {
      throw AUDIENCE_IMPOSSIBLE.at("audience.women").asException();
    }
    remedial = List.copyOf(remedial);
    attachments = Attachment.each(attachments);
  }

  @Override
  public RecordKind kind() {
    return RecordKind.TRAINER_NOTE;
  }

  @Override
  public <T> T fold(
      Function<Evaluation, T> ifEvaluation,
      Function<TrainerNote, T> ifNote,
      Function<Withdrawal, T> ifWithdrawal) {
    return ifNote.apply(this);
  }

  /** Without content, which must not reach a log. */
  @Override
  public String toString() {
    return "TrainerNote[" + topic + "]";
  }
}
