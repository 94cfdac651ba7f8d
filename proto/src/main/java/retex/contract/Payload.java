package retex.contract;

import java.util.List;
import java.util.function.Function;

/** What a revision says: an evaluation, a trainer's note, or that the record is withdrawn. */
public sealed interface Payload permits Evaluation, TrainerNote, Withdrawal {

  RecordKind kind();

  /** External id given by the author, unique per device; empty where there is none. */
  String reference();

  /** Photographs and documents that it names, each once for a criterion. */
  List<Attachment> attachments();

  /** Handles every case. */
  <T> T fold(
      Function<Evaluation, T> ifEvaluation,
      Function<TrainerNote, T> ifNote,
      Function<Withdrawal, T> ifWithdrawal);
}
