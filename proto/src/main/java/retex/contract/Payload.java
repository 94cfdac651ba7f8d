package retex.contract;

import java.util.function.Function;

/** What a revision says: an evaluation, a trainer's note, or that the record is withdrawn. */
public sealed interface Payload permits Evaluation, TrainerNote, Withdrawal {

  RecordKind kind();

  /** External id given by the author, unique per device; empty where there is none. */
  String reference();

  /** Handles every case. */
  <T> T fold(
      Function<Evaluation, T> ifEvaluation,
      Function<TrainerNote, T> ifNote,
      Function<Withdrawal, T> ifWithdrawal);
}
