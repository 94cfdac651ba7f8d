package retex.relay;

import java.util.List;
import java.util.Optional;
import retex.contract.DeviceId;
import retex.contract.FileHash;

/**
 * Sealed files that laptops of a team have for each other, as the feature that makes and takes them
 * keeps them. Each act is on disk when it returns, and may be done twice.
 */
public interface TeamMail {

  /** A file for others; {@code topic}: 16 bytes, the same for what is about the same. */
  record Outgoing(String id, byte[] topic, byte[] content, List<DeviceId> recipients) {

    public Outgoing {
      topic = topic.clone();
      content = content.clone();
      recipients = List.copyOf(recipients);
    }

    /** Bytes of the file. */
    public int size() {
      return content.length;
    }

    @Override
    public byte[] topic() {
      return topic.clone();
    }

    @Override
    public byte[] content() {
      return content.clone();
    }

    /** Without content. */
    @Override
    public String toString() {
      return "Outgoing[" + id + "]";
    }
  }

  /** Bytes of a file that comes: its name at headquarters, hash and size, and where they stand. */
  record Piece(String item, FileHash file, int size, DeviceId sender, int offset, byte[] content) {

    public Piece {
      content = content.clone();
    }

    @Override
    public byte[] content() {
      return content.clone();
    }

    /** Without content. */
    @Override
    public String toString() {
      return "Piece[" + item + "]";
    }
  }

  /**
   * What this laptop has: the name of the last file that is whole here, the one of which a
   * beginning is, and how many bytes of it; empty for none.
   */
  record Held(String last, String part, int bytes) {}

  /** Whether this laptop takes part in teams: else nothing is asked, which would cost bytes. */
  boolean isInUse();

  /** Whether a file waits to be handed over. */
  boolean isWaiting();

  /** The one that has waited longest. */
  Optional<Outgoing> next();

  /** How many files and how many bytes. */
  record Load(long files, long bytes) {}

  /** What waits to be handed over. */
  Load load();

  /**
   * Headquarters has it; those are left out who may get nothing from this laptop. Its bytes stay as
   * long as headquarters may lose it.
   */
  void posted(Outgoing it, List<DeviceId> leftOut);

  /** What headquarters has had within thirty days and could be sent again, the newest 256. */
  List<FileHash> posted();

  /** Headquarters has lost those, put back from a copy: they wait once more. */
  void lost(List<FileHash> files);

  /** Headquarters does not take it; it is not sent by itself again. */
  void refused(Outgoing it, NotTaken why);

  Held held();

  /**
   * Keeps bytes that follow what is here; true once the file is whole, hence at once where it was
   * before. Those that do not follow are passed over, and so is a whole that is not its hash: it
   * comes again.
   */
  boolean keep(Piece piece);

  /** Takes in what is whole and was not taken in yet. */
  void takeIn();

  /** How many files came and could not be taken in; they wait for a person. */
  long notTakenIn();
}
