package retex.server.release;

/** What a person may do to a release. */
enum ReleaseEvent {
  APPROVE,
  REFUSE,
  ASK_RECALL,
  CONFIRM_RECALL,
  DROP_RECALL
}
