package retex.agent.attachment;

import static retex.agent.attachment.AttachmentRefusal.ATTACHMENT_EMPTY;
import static retex.agent.attachment.AttachmentRefusal.ATTACHMENT_TYPE_UNFIT;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** What a file is by its first bytes; its name is never asked. */
enum FileType {
  JPEG("image/jpeg", Attachments.LARGEST, "ffd8ff"),
  PNG("image/png", Attachments.LARGEST, "89504e470d0a1a0a"),
  PDF("application/pdf", 4_000_000, "255044462d");

  private final String mediaType;
  private final int largest; // bytes
  private final byte[] magic;

  FileType(String mediaType, int largest, String magic) {
    this.mediaType = mediaType;
    this.largest = largest;
    this.magic = HexFormat.of().parseHex(magic);
  }

  String mediaType() {
    return mediaType;
  }

  /** Most bytes that a file of this type may have. */
  int largest() {
    return largest;
  }

  /** The type; refuses any other, and names those that cameras and messengers make. */
  static FileType of(byte[] file) {
    if (file.length == 0) {
      throw ATTACHMENT_EMPTY.at("").asException();
    }
    for (FileType type : values()) {
      if (startsWith(file, 0, type.magic)) {
        return type;
      }
    }
    throw ATTACHMENT_TYPE_UNFIT.at(known(file)).asException();
  }

  private static String known(byte[] file) {
    if (holds(file, 4, "ftyphei") || holds(file, 4, "ftypmif1")) {
      return "HEIC";
    }
    if (holds(file, 0, "RIFF") && holds(file, 8, "WEBP")) {
      return "WebP";
    }
    return holds(file, 0, "GIF8") ? "GIF" : "";
  }

  private static boolean holds(byte[] file, int at, String text) {
    return startsWith(file, at, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static boolean startsWith(byte[] file, int at, byte[] start) {
    int end = at + start.length;
    return file.length >= end && Arrays.equals(file, at, end, start, 0, start.length);
  }
}
