package retex.exchange;

import java.util.List;
import java.util.Optional;
import retex.contract.DeviceId;
import retex.contract.LogId;
import retex.proto.sync.v1.Letter;
import retex.proto.sync.v1.ReferenceKind;

/**
 * What headquarters has for laptops, and what it remembers of what it told them. What a method has
 * kept is on disk when it returns; a crash in the middle changes nothing.
 */
public interface FeedStore {

  /** Another value as soon as the pieces of a device may be others. */
  Object version(DeviceId device);

  /** All of a kind that the laptop which writes this log may hold now. */
  Pieces pieces(ReferenceKind kind, LogId log);

  /** The next letters of a device after a number (0 for all), in order. */
  List<Letter> letters(DeviceId device, long after, int atMost);

  /**
   * What a cursor stands for, as {@link Pieces.Held#lines} wrote it; empty for one that is not
   * known, or not any more.
   */
  Optional<String> held(ReferenceKind kind, String cursor);

  /** Keeps what a cursor stands for. */
  void keep(ReferenceKind kind, String cursor, String lines);
}
