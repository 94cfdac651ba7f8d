package retex.server.redaction;

/** What an officer decides about a place. */
enum Action {
  /** Seen, and masked as it stands. */
  ACCEPT,
  /** The text is taken out wherever it stands in the field, in later revisions as well. */
  MASK,
  /** The place is taken out further than proposed, in later revisions as well. */
  WIDEN,
  /** It is masked as something else. */
  CATEGORY,
  /** It may be read; only once a second officer agrees. */
  UNMASK;

  /** What the audit log says. */
  String audited() {
    return switch (this) {
      case ACCEPT -> "redaction.accepted";
      case MASK -> "redaction.masked";
      case WIDEN -> "redaction.widened";
      case CATEGORY -> "redaction.recategorised";
      case UNMASK -> "redaction.unmask-asked";
    };
  }
}
