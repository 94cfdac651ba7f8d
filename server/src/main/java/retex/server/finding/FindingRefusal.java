package retex.server.finding;

import retex.refusal.RefusalCode;

/** Why a finding is not decided or added. */
public enum FindingRefusal implements RefusalCode {
  /** No accepted record of this id. */
  FINDING_RECORD_UNKNOWN,
  /** The record has a newer revision than the one shown. */
  FINDING_STALE,
  /** No finding of this key in the record. */
  FINDING_UNKNOWN,
  /** A skill, judgement, cause or remedy that is not in the vocabulary. */
  TERM_UNKNOWN,
  /** There is no such place in such a field. */
  EVIDENCE_NOT_THERE
}
