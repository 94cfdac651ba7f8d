package retex.agent.visit;

import retex.refusal.RefusalCode;

/** Why a visit is not planned. */
public enum VisitRefusal implements RefusalCode {
  /** A day is missing or impossible, or the visit ends before it begins. */
  VISIT_DAYS_UNFIT,
  /** No unit of the list has this code. */
  VISIT_UNIT_UNFIT
}
