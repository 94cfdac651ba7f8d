package retex.bundle;

import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import retex.bundle.HeadquartersBundles.Landed;
import retex.bundle.HeadquartersFiles.Wanted;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.proto.bundle.v1.FilePiece;
import retex.proto.sync.v1.FileRefusal;

/**
 * The pieces of files in one bundle, as they are taken. What is here already is passed over, also
 * in the middle of a piece; what no record of the laptop names is passed over, too. For one thread.
 */
final class FileLanding {

  private final HeadquartersFiles files;
  private final DeviceId device;
  private final Map<FileHash, FileRefusal> refused = new HashMap<>();
  private Optional<FileHash> current = Optional.empty();
  private Optional<Wanted> wanted = Optional.empty();
  private int kept;
  private long bytes;
  private boolean isGap;

  FileLanding(HeadquartersFiles files, DeviceId device) {
    this.files = files;
    this.device = device;
  }

  Landed landed() {
    return new Landed(kept, bytes, refused, isGap);
  }

  void take(FilePiece piece) {
    FileHash file = FileHash.of(piece.getSha256().toByteArray());
    if (current.filter(file::equals).isEmpty()) {
      current = Optional.of(file);
      wanted = files.wanted(device, file);
    }
    if (wanted.isPresent() && !refused.containsKey(file)) {
      take(file, piece, wanted.get());
    }
  }

  private void take(FileHash file, FilePiece piece, Wanted it) {
    ByteString content = piece.getContent();
    long end = piece.getOffset() + content.size();
    if (end > it.size()) {
      refused.put(file, FileRefusal.FILE_REFUSAL_OUT_OF_TURN);
    } else if (piece.getOffset() > it.here()) {
      isGap = true;
    } else if (end > it.here()) {
      int known = (int) (it.here() - piece.getOffset());
      append(file, it, content.substring(known).toByteArray());
    }
  }

  private void append(FileHash file, Wanted it, byte[] rest) {
    long end = it.here() + rest.length;
    switch (files.take(device, file, it.here(), rest)) {
      case MORE -> {
        bytes += rest.length;
        wanted = Optional.of(new Wanted(it.size(), end));
      }
      case KEPT -> {
        bytes += rest.length;
        kept++;
        wanted = Optional.empty();
      }
      case HASH_WRONG -> refused.put(file, FileRefusal.FILE_REFUSAL_HASH_WRONG);
      case TYPE_WRONG -> refused.put(file, FileRefusal.FILE_REFUSAL_TYPE_WRONG);
      case OUT_OF_TURN -> {
        wanted = files.wanted(device, file); // more of it came over a link this moment
        isGap |= wanted.filter(now -> now.here() < end).isPresent();
      }
    }
  }
}
