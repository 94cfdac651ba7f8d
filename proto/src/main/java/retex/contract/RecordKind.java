package retex.contract;

/** What a revision's payload is. */
public enum RecordKind {
  EVALUATION,
  TRAINER_NOTE,
  WITHDRAWAL
}
