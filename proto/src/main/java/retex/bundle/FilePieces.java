package retex.bundle;

import static retex.bundle.BundleRefusal.BUNDLE_DISK_FULL;
import static retex.bundle.BundleRefusal.BUNDLE_SIZE_TOO_SMALL;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import retex.bundle.LaptopBundles.Room;
import retex.bundle.LaptopBundles.Sent;
import retex.bundle.LaptopFiles.Waiting;
import retex.contract.FileHash;
import retex.proto.bundle.v1.FilePiece;

/**
 * Files behind the entries of a bundle, in pieces, as far as there is room; the next part goes on
 * there. Holds one file in memory.
 */
final class FilePieces {

  private static final int MOST = 65_536; // bytes of one piece; bundle_service.proto, FilePiece
  private static final int LEAST = 1_024; // for less nobody comes again
  private static final int AROUND = 128; // bytes: more than a piece's fields and its chunk's seal

  private final BundleWriter writer;
  private final LaptopFiles files;
  private final Room room;
  private final List<Sent> sent = new ArrayList<>();

  FilePieces(BundleWriter writer, LaptopFiles files, Room room) {
    this.writer = writer;
    this.files = files;
    this.room = room;
  }

  /** Answers whether everything that waits is written now. */
  boolean write() throws IOException {
    for (Waiting it : files.waiting()) {
      byte[] bytes = files.content(it.file()).orElse(new byte[0]);
      if (it.from() < bytes.length && !write(it.file(), it.from(), bytes)) {
        return false;
      }
    }
    return true;
  }

  /** What was written of which. */
  List<Sent> sent() {
    return List.copyOf(sent);
  }

  /** Refuses a part into which nothing goes, as there would be another one without end. */
  void requireSome() {
    if (sent.isEmpty()) {
      throw (room.withFiles() < room.most() ? BUNDLE_DISK_FULL : BUNDLE_SIZE_TOO_SMALL)
          .at("files")
          .asException();
    }
  }

  private boolean write(FileHash file, int from, byte[] bytes) throws IOException {
    int at = from;
    while (at < bytes.length && space() >= Math.min(LEAST, bytes.length - at)) {
      if (sent.isEmpty() && at == from) {
        writer.turn();
      }
      int count = (int) Math.min(space(), Math.min(MOST, bytes.length - at));
      writer.add(
          FilePiece.newBuilder()
              .setSha256(ByteString.copyFrom(file.bytes()))
              .setOffset(at)
              .setContent(ByteString.copyFrom(bytes, at, count))
              .build());
      at += count;
    }
    if (at > from) {
      sent.add(new Sent(file, from, at));
    }
    return at == bytes.length;
  }

  private long space() {
    return room.withFiles() - writer.sizeWith() - AROUND;
  }
}
