package retex.agent.web;

import retex.refusal.RefusalCode;

/** Why a request is not taken at all. */
public enum WebRefusal implements RefusalCode {
  /** The form was not sent from one of this laptop's own pages. */
  FORM_FOREIGN,
  /** The disk is full, or does not take what is written. */
  DISK_FULL
}
