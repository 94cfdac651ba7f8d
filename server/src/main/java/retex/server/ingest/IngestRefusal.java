package retex.server.ingest;

import retex.refusal.RefusalCode;

/** Faults of integrity that only the store can see. They stop the log. */
public enum IngestRefusal implements RefusalCode {
  /** Another entry holds this number already. */
  FORK,
  /** No head vouches for the entry. */
  HEAD_MISSING
}
