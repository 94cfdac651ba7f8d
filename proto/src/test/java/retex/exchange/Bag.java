package retex.exchange;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import retex.contract.DeviceId;
import retex.contract.FileHash;

/** What a laptop's disk has of files of its team. No array in it is ever changed. */
final class Bag {

  final Map<String, Going> going = new LinkedHashMap<>(); // the newest, by what they are about
  final Map<String, Came> came = new LinkedHashMap<>(); // whole, by name
  final Map<String, byte[]> beginnings = new LinkedHashMap<>(); // by name
  String cursor = "";
  long acts;

  /** What became of a file that goes. */
  enum Fate {
    WAITING,
    POSTED,
    /** It is there, and some may get nothing. */
    PARTLY,
    REFUSED
  }

  /** What became of one that came. */
  enum Taking {
    WHOLE,
    REFUSED,
    TAKEN
  }

  /** A file for others, and when this was known of it. */
  record Going(FileHash file, byte[] content, List<DeviceId> to, Fate fate, long at) {}

  /** A file of another. */
  record Came(FileHash file, Taking taking) {}

  Bag copy() {
    var copy = new Bag();
    copy.going.putAll(going);
    copy.came.putAll(came);
    copy.beginnings.putAll(beginnings);
    copy.cursor = cursor;
    copy.acts = acts;
    return copy;
  }
}
