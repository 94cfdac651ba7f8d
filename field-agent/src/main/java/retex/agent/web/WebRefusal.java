package retex.agent.web;

import retex.refusal.RefusalCode;

/** Why a request is not taken at all. */
public enum WebRefusal implements RefusalCode {
  /** The form was not sent from one of this laptop's own pages. */
  FORM_FOREIGN,
  /** The disk is full. */
  DISK_FULL,
  /** The disk does not give what is read, or does not take what is written. */
  DISK_FAULTY,
  /** A page of the open store is damaged. */
  DAMAGE_MET
}
