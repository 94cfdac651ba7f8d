package retex.agent.attachment;

import retex.refusal.RefusalCode;

/** Why a file is not kept or handed out. */
public enum AttachmentRefusal implements RefusalCode {
  /** Its first bytes are those of no JPEG, PNG or PDF, whatever its name says. */
  ATTACHMENT_TYPE_UNFIT,
  /** More bytes than a file may have. */
  ATTACHMENT_TOO_LARGE,
  /** A picture that says it has more than 40 million points; it is not unpacked. */
  ATTACHMENT_TOO_MANY_POINTS,
  /** A JPEG in several passes, progressive mostly, of more than 16 million points. */
  ATTACHMENT_TOO_MANY_IN_PASSES,
  /** Damaged, or made to be unreadable. */
  ATTACHMENT_UNREADABLE,
  /** A document under a password. */
  ATTACHMENT_PROTECTED,
  /** No bytes at all. */
  ATTACHMENT_EMPTY,
  /** The disk has no room for it. */
  ATTACHMENT_NO_ROOM,
  /** No file of this laptop has this hash. */
  ATTACHMENT_UNKNOWN,
  /** The file on disk is not the one that was kept: it does not decrypt. */
  ATTACHMENT_DAMAGED
}
