package retex.bundle;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import retex.contract.DeviceId;

/**
 * Where headquarters keeps what has come of one bundle that a courier brings, whatever becomes of
 * the call: all of it lies there until it has landed.
 */
public interface ArrivalStore {

  /** Whose it is, where all of it has landed lately and is to be answered alone. */
  Optional<DeviceId> landed();

  /** Bytes that have come of it, over this call and those before. */
  long held() throws IOException;

  /** Refuses where so many bytes more would leave the disk less than its reserve. */
  void requireRoom(long bytes);

  /** Bytes that all calls, this one among them, have announced and not brought yet. */
  long announced();

  /** From now on pieces come. */
  void open() throws IOException;

  /** Writes a piece behind what has come. */
  void append(ByteString piece) throws IOException;

  /** All of it is on the disk when this returns, and no further piece comes. */
  void force() throws IOException;

  /** Takes it in; whose it is. It may be said meanwhile that it is not forgotten. */
  DeviceId take() throws IOException;

  /** Notes that all of it has landed. */
  void note(DeviceId device);

  /** Throws away what has come. */
  void discard();

  /** This call brings nothing more: a newer one of the same bundle need not end it. */
  void leave();

  /** Writes what waits for a laptop into a file, which is to be {@link #given}. */
  Path answer(DeviceId device);

  /** An answer was given, or could not be. */
  void given(Path answer);
}
