package retex.wire;

import retex.refusal.RefusalCode;

/** Why something that came over the link is refused before any rule about content runs. */
public enum WireRefusal implements RefusalCode {
  /** A frame is no continuation of the compressed stream. */
  FRAME_DAMAGED,
  /** A frame decompresses to more than its limit. */
  FRAME_TOO_LARGE,
  /** What a frame decompresses to is not the message expected. */
  FRAME_MALFORMED
}
