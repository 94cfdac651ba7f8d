package retex.agent.attachment;

import static retex.agent.attachment.AttachmentRefusal.ATTACHMENT_NO_ROOM;
import static retex.agent.attachment.AttachmentRefusal.ATTACHMENT_TOO_LARGE;
import static retex.agent.attachment.AttachmentRefusal.ATTACHMENT_TYPE_UNFIT;

import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.agent.vault.Vault;
import retex.contract.Attachment;
import retex.contract.FileHash;
import retex.contract.Micros;
import retex.refusal.RefusedException;

/**
 * Photographs and documents of this laptop, each kept once: the original as it came, and the copy
 * that may leave, which is new and holds nothing of what cameras and programs wrote. What a record
 * names is the copy's hash. Files are on disk before they are named. Safe for use by several
 * threads.
 */
@Singleton
public final class Attachments {

  private static final Logger LOG = LoggerFactory.getLogger(Attachments.class);

  /** Most bytes that any file may have. */
  public static final int LARGEST = 15_000_000;

  /** A file that nobody has named after this time will not be named any more. */
  private static final Duration UNNAMED = Duration.ofDays(2);

  private final AttachmentRows rows;
  private final SealedFiles files;
  private final Vault vault;
  private final Clock clock;

  Attachments(AttachmentRows rows, SealedFiles files, Vault vault, Clock clock) {
    this.rows = rows;
    this.files = files;
    this.vault = vault;
    this.clock = clock;
  }

  /**
   * Keeps a file, once however often it is added; one that was damaged since is made good. The
   * answer names the copy, for the record as a whole and without a caption. Refused by {@link
   * AttachmentRefusal}, and then nothing is kept.
   */
  public Attachment add(byte[] file) {
    FileType type = FileType.of(file);
    if (file.length > type.largest()) {
      throw ATTACHMENT_TOO_LARGE.at(megabytes(type.largest())).asException();
    }
    FileHash original = FileHash.ofContent(file);
    AttachmentRow row =
        rows.findById(original.hex())
            .filter(it -> files.isWhole(original) && files.isWhole(FileHash.parse(it.copy())))
            .orElseGet(() -> keep(file, original, type));
    return attachment(row);
  }

  /**
   * Keeps a copy that another laptop made, as it is: its hash is its name. The original stays with
   * that laptop, and a copy says nothing of where it is from; one that does is refused, as is one
   * that cannot be read.
   */
  public Attachment take(byte[] copy) {
    FileHash hash = FileHash.ofContent(copy);
    return held(hash)
        .filter(it -> files.isWhole(hash))
        .orElseGet(() -> attachment(keepCopy(copy, hash)));
  }

  /** The copy of a hash, where this laptop has it. */
  public Optional<Attachment> held(FileHash copy) {
    return rows.findFirstByCopyOrderByAddedAt(copy.hex())
        .filter(it -> files.holds(copy))
        .map(Attachments::attachment);
  }

  /** Whether this laptop has the copy of a hash. */
  public boolean holds(FileHash copy) {
    return files.holds(copy);
  }

  /** The copy that may leave. */
  public byte[] copy(FileHash copy) {
    return files.get(copy);
  }

  /** A small JPEG for lists; empty for a document. */
  public byte[] thumbnail(FileHash copy) {
    return row(copy).thumbnail();
  }

  /**
   * What the camera wrote, which stays here; nothing where the file is on another laptop, or the
   * store was put back and nobody has looked at the file since. Reads no file.
   */
  public Origin origin(FileHash copy) {
    return rows.findFirstByCopyOrderByAddedAt(copy.hex())
        .filter(it -> files.holds(copy))
        .map(it -> new Origin(it.taken(), it.position(), it.camera(), it.owner()))
        .orElse(Origin.UNKNOWN);
  }

  /** The file as it came. */
  public Original original(FileHash copy) {
    AttachmentRow row = row(copy);
    return new Original(row.originalType(), files.get(FileHash.parse(row.original())));
  }

  /** The copy of a hash as a record names it, without caption and criterion. */
  public Attachment find(FileHash copy) {
    return attachment(row(copy));
  }

  /**
   * Forgets files that were added some days ago and that none of these copies is of. Forgets none
   * in a store that was put back from a copy, until headquarters has told what it lacks: it does
   * not know of every file; nor while the disk does not say of which original a copy is.
   */
  public synchronized void keepOnly(Set<FileHash> named) {
    if (vault.isPutBack()) {
      return;
    }
    long before = Micros.of(clock.instant().minus(UNNAMED));
    List<AttachmentRow> kept = new ArrayList<>();
    List<AttachmentRow> gone = new ArrayList<>();
    for (AttachmentRow row : rows.findAll()) {
      (named.contains(copy(row)) || row.addedAt() >= before ? kept : gone).add(row);
    }
    try {
      Set<FileHash> wanted = wanted(named, kept);
      gone.forEach(row -> rows.deleteById(row.original()));
      files.keepOnly(wanted);
      kept.forEach(row -> files.note(copy(row), original(row))); // of before notes were made
    } catch (UncheckedIOException unreadable) {
      LOG.warn("attachment.not_swept");
    } catch (RefusedException full) {
      if (full.refusal().code() != ATTACHMENT_NO_ROOM) { // else the next time
        throw full;
      }
    }
  }

  /** The copies that stay, and their originals; what no row says is looked up in its note. */
  private Set<FileHash> wanted(Set<FileHash> named, List<AttachmentRow> kept) {
    Set<FileHash> wanted = new HashSet<>(named);
    Set<FileHash> unsaid = new HashSet<>(named);
    for (AttachmentRow row : kept) {
      wanted.addAll(List.of(copy(row), original(row)));
      if (!row.original().equals(row.copy())) {
        unsaid.remove(copy(row));
      }
    }
    unsaid.forEach(it -> files.originalOf(it).ifPresent(wanted::add));
    return wanted;
  }

  private static FileHash copy(AttachmentRow row) {
    return FileHash.parse(row.copy());
  }

  private static FileHash original(AttachmentRow row) {
    return FileHash.parse(row.original());
  }

  /** Forgets these files, with their originals, at once; may be called again. */
  public synchronized void forget(Set<FileHash> copies) {
    for (AttachmentRow row : rows.findAll()) {
      if (copies.contains(FileHash.parse(row.copy()))) {
        rows.deleteById(row.original());
        files.remove(FileHash.parse(row.original()));
      }
    }
    copies.forEach(it -> files.originalOf(it).ifPresent(files::remove));
    copies.forEach(files::remove);
  }

  // one at a time: a file that is being kept has no row yet, and must not be swept away
  private synchronized AttachmentRow keep(byte[] file, FileHash original, FileType type) {
    Exif.Said said = Exif.of(file, type);
    Picture.Copies copies =
        type == FileType.PDF
            ? new Picture.Copies(Papers.of(file), new byte[0])
            : Picture.of(file, type, said.orientation());
    if (copies.copy().length > Attachment.LARGEST) {
      throw ATTACHMENT_TOO_LARGE.at(megabytes(Attachment.LARGEST)).asException();
    }
    FileHash copy = FileHash.ofContent(copies.copy());
    files.put(original, file);
    files.put(copy, copies.copy());
    files.note(copy, original);
    return save(file, original, type, copies, said.origin());
  }

  private AttachmentRow save(
      byte[] file, FileHash original, FileType type, Picture.Copies copies, Origin origin) {
    var row =
        new AttachmentRow(
            original.hex(),
            type.mediaType(),
            file.length,
            FileHash.ofContent(copies.copy()).hex(),
            type == FileType.PDF ? Attachment.PDF : Attachment.JPEG,
            copies.copy().length,
            copies.thumbnail(),
            origin.taken(),
            origin.position(),
            origin.camera(),
            origin.owner(),
            Micros.of(clock.instant()));
    rows.deleteById(row.original());
    return rows.save(row);
  }

  private synchronized AttachmentRow keepCopy(byte[] copy, FileHash hash) {
    FileType type = FileType.of(copy);
    boolean isCopy =
        type != FileType.PNG
            && copy.length <= Attachment.LARGEST
            && !Exif.of(copy, type).origin().isKnown();
    if (!isCopy) {
      throw ATTACHMENT_TYPE_UNFIT.at("").asException();
    }
    byte[] thumbnail = type == FileType.PDF ? new byte[0] : Picture.of(copy, type, 1).thumbnail();
    files.put(hash, copy);
    var copies = new Picture.Copies(copy, thumbnail);
    Optional<FileHash> original = files.originalOf(hash).filter(files::isWhole);
    if (original.isEmpty()) {
      return save(copy, hash, type, copies, Origin.UNKNOWN);
    }
    byte[] file = files.get(original.get());
    FileType was = FileType.of(file);
    return save(file, original.get(), was, copies, Exif.of(file, was).origin());
  }

  /**
   * A store that was put back from a copy may lack the row of a file that is here: it is made again
   * with the original, where that was noted.
   */
  private AttachmentRow row(FileHash copy) {
    return rows.findFirstByCopyOrderByAddedAt(copy.hex())
        .orElseGet(() -> keepCopy(files.get(copy), copy));
  }

  private static Attachment attachment(AttachmentRow row) {
    return new Attachment(FileHash.parse(row.copy()), row.copySize(), row.mediaType(), "", "");
  }

  private static String megabytes(int bytes) {
    return bytes / 1_000_000 + " MB";
  }

  /** A file as it came, and its media type. */
  public record Original(String mediaType, byte[] bytes) {

    /** Without the bytes. */
    @Override
    public String toString() {
      return "Original[" + bytes.length + " bytes]";
    }
  }
}
