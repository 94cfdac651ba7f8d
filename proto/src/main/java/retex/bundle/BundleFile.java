package retex.bundle;

import static retex.bundle.BundleRefusal.BUNDLE_ALTERED;
import static retex.bundle.BundleRefusal.BUNDLE_DISK_FULL;
import static retex.bundle.BundleRefusal.BUNDLE_FILE_FAILED;
import static retex.bundle.BundleRefusal.BUNDLE_FOR_ANOTHER_LAPTOP;
import static retex.bundle.BundleRefusal.BUNDLE_FOR_ANOTHER_SERVER;
import static retex.bundle.BundleRefusal.BUNDLE_NOT_ONE;
import static retex.bundle.BundleRefusal.BUNDLE_TRUNCATED;
import static retex.bundle.BundleRefusal.BUNDLE_VERSION;
import static retex.bundle.BundleRefusal.BUNDLE_WRONG_WAY;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContext;
import retex.contract.DeviceId;
import retex.contract.DeviceKey;
import retex.contract.FieldRules;
import retex.contract.Seal;
import retex.proto.bundle.v1.Header;
import retex.proto.bundle.v1.Way;
import retex.refusal.FullDisk;
import retex.refusal.RefusedException;

/** A bundle on some medium, of which the open header has been read. */
public final class BundleFile {

  private final Path path;
  private final Header header;
  private final byte[] prelude;

  private BundleFile(Path path, Header header, byte[] prelude) {
    this.path = path;
    this.header = header;
    this.prelude = prelude;
  }

  /**
   * Reads the header. Refuses {@code BUNDLE_NOT_ONE}, {@code BUNDLE_VERSION}, {@code
   * BUNDLE_TRUNCATED}.
   */
  public static BundleFile at(Path path) {
    try (DataInputStream in = open(path)) {
      return read(in, path);
    } catch (IOException e) {
      throw failed(e, path);
    }
  }

  /**
   * Keeps what comes, whole or not at all, beside other files of ours. Refuses as {@link #at} and
   * {@link #write}; of what does not begin as a bundle not a byte touches the medium.
   */
  public static BundleFile keep(InputStream in, Path target) {
    byte[] beginning;
    try {
      beginning = in.readNBytes(Layout.MAGIC.length + Short.BYTES + Layout.LARGEST_HEADER);
      read(new DataInputStream(new ByteArrayInputStream(beginning)), target);
    } catch (IOException e) {
      throw failed(e, target);
    }
    long unused =
        write(
            target,
            out -> {
              out.write(beginning);
              return in.transferTo(out);
            });
    return at(target);
  }

  private static BundleFile read(DataInputStream in, Path path) throws IOException {
    try {
      byte[] magic = in.readNBytes(Layout.MAGIC.length);
      if (!Arrays.equals(magic, Layout.MAGIC)) {
        throw BUNDLE_NOT_ONE.at(name(path)).asException();
      }
      int length = in.readUnsignedShort();
      if (length > Layout.LARGEST_HEADER) {
        throw BUNDLE_NOT_ONE.at(name(path)).asException();
      }
      byte[] bytes = new byte[length];
      in.readFully(bytes);
      Header header = Header.parseFrom(bytes);
      if (header.getFormat() < Layout.FORMAT) {
        throw BUNDLE_NOT_ONE.at(name(path)).asException(); // no version ever was: a spoilt header
      }
      if (header.getFormat() > Layout.FORMAT_WITH_FILES) {
        throw BUNDLE_VERSION.at(name(path)).asException();
      }
      return new BundleFile(path, checked(header, path), Layout.prelude(header));
    } catch (EOFException e) {
      throw BUNDLE_TRUNCATED.at(name(path)).asException();
    } catch (InvalidProtocolBufferException e) {
      throw BUNDLE_NOT_ONE.at(name(path)).asException();
    }
  }

  private static Header checked(Header header, Path path) {
    try {
      FieldRules.check(header);
    } catch (RefusedException e) {
      throw BUNDLE_NOT_ONE.at(name(path)).asException();
    }
    boolean isItsOwn =
        header.getWay() != Way.WAY_UP
            || (header.getLogKey().size() == Layout.KEY
                && DeviceId.ofPublicKey(header.getLogKey().toByteArray())
                    .equals(DeviceId.of(header.getDevice().toByteArray())));
    if (!isItsOwn) {
      throw BUNDLE_ALTERED.at(name(path)).asException();
    }
    return header;
  }

  public Path path() {
    return path;
  }

  public BundleId id() {
    return BundleId.of(header.getId().toByteArray());
  }

  /** Whether it goes from a laptop to headquarters. */
  public boolean isUp() {
    return header.getWay() == Way.WAY_UP;
  }

  /** Whether photographs and documents, or news of them, may follow in it. */
  public boolean hasFiles() {
    return header.getFormat() == Layout.FORMAT_WITH_FILES;
  }

  /** The laptop that made it, or that it is for. */
  public DeviceId device() {
    return DeviceId.of(header.getDevice().toByteArray());
  }

  /** Whether the server at one end of it has this bundle key. */
  public boolean isOfServer(byte[] serverKey) {
    return header.getServer().equals(Layout.name(serverKey));
  }

  /** Bytes of the file. */
  public long size() {
    try {
      return Files.size(path);
    } catch (IOException e) {
      throw failed(e, path);
    }
  }

  /**
   * Reads it through without opening a seal. Refuses {@code BUNDLE_TRUNCATED}, and upwards {@code
   * BUNDLE_ALTERED} where the signature does not fit.
   */
  public void requireWhole() {
    try (DataInputStream in = open(path)) {
      MessageDigest digest = Layout.sha256();
      pass(in, digest, prelude.length + Layout.KEY);
      boolean isFinal = false;
      while (!isFinal) {
        byte[] length = new byte[4];
        in.readFully(length);
        digest.update(length);
        int sealed = sealedLength(length, path);
        isFinal = (length[0] & 0x80) != 0;
        pass(in, digest, sealed);
      }
      byte[] signature = new byte[isUp() ? Layout.SIGNATURE : 0];
      in.readFully(signature);
      byte[] signed = Layout.concat(Layout.DOMAIN, digest.digest());
      boolean genuine =
          in.read() < 0
              && (!isUp()
                  || DeviceKey.verifies(header.getLogKey().toByteArray(), signed, signature));
      if (!genuine) {
        throw BUNDLE_ALTERED.at(name(path)).asException();
      }
    } catch (EOFException e) {
      throw BUNDLE_TRUNCATED.at(name(path)).asException();
    } catch (IOException e) {
      throw failed(e, path);
    }
  }

  /** The sealed messages of a bundle upwards, for the server whose keys these are. */
  BundleMessages open(Seal.Pair server) {
    if (!isUp()) {
      throw BUNDLE_WRONG_WAY.at(name(path)).asException();
    }
    if (!isOfServer(server.publicKey())) {
      throw BUNDLE_FOR_ANOTHER_SERVER.at(name(path)).asException();
    }
    return messages(
        encapsulated ->
            Layout.hpke(HPKE.mode_base)
                .setupBaseR(encapsulated, Layout.keys(server), Layout.purpose(prelude)));
  }

  /** The sealed messages of a bundle downwards, for its device, from the server it trusts. */
  BundleMessages open(DeviceKey device, byte[] serverKey) {
    if (isUp()) {
      throw BUNDLE_WRONG_WAY.at(name(path)).asException();
    }
    if (!device().equals(device.device())) {
      throw BUNDLE_FOR_ANOTHER_LAPTOP.at(name(path)).asException();
    }
    if (!isOfServer(serverKey)) {
      throw BUNDLE_FOR_ANOTHER_SERVER.at(name(path)).asException();
    }
    return messages(
        encapsulated ->
            Layout.hpke(HPKE.mode_auth)
                .setupAuthR(
                    encapsulated,
                    Layout.keys(device.sealing()),
                    Layout.purpose(prelude),
                    Layout.key(serverKey)));
  }

  private BundleMessages messages(Opener opener) {
    try {
      DataInputStream in = open(path);
      in.skipNBytes(prelude.length);
      byte[] encapsulated = new byte[Layout.KEY];
      in.readFully(encapsulated);
      return new BundleMessages(in, opener.open(encapsulated), path, !isUp());
    } catch (EOFException e) {
      throw BUNDLE_TRUNCATED.at(name(path)).asException();
    } catch (IOException e) {
      throw failed(e, path);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw BUNDLE_ALTERED.at(name(path)).asException(); // no point of the curve
    }
  }

  /** Bytes of the chunk behind such a length; refuses what no chunk may have. */
  static int sealedLength(byte[] length, Path path) {
    int sealed =
        (length[0] & 0x7F) << 24
            | (length[1] & 0xFF) << 16
            | (length[2] & 0xFF) << 8
            | length[3] & 0xFF;
    if (sealed < Layout.TAG || sealed > Layout.PLAIN + Layout.TAG) {
      throw BUNDLE_ALTERED.at(name(path)).asException();
    }
    return sealed;
  }

  private static void pass(InputStream in, MessageDigest digest, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    digest.update(bytes);
  }

  private static DataInputStream open(Path path) throws IOException {
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16));
  }

  /**
   * Writes a file whole or not at all: beside its place first, forced to the medium on the way, so
   * that what was written is there and takes the medium's time, and moved. Refuses {@code
   * BUNDLE_DISK_FULL} and {@code BUNDLE_FILE_FAILED}; nothing is left behind then.
   */
  public static <T> T write(Path target, Writing<T> writing) {
    return write(target, writing, written -> {});
  }

  /** The same of a bundle that came over a line: one that is not whole takes no other's place. */
  static <T> T writeWhole(Path target, Writing<T> writing) {
    return write(target, writing, written -> at(written).requireWhole());
  }

  private static <T> T write(Path target, Writing<T> writing, Consumer<Path> check) {
    Path beside = target.resolveSibling("." + name(target) + ".part");
    try {
      T result;
      try (FileChannel channel =
          FileChannel.open(
              beside,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        result = writing.to(new Forcing(channel));
        channel.force(true);
      }
      check.accept(beside);
      Files.move(
          beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceFolder(target);
      return result;
    } catch (IOException e) {
      remove(beside);
      throw failed(e, target);
    } catch (RefusedException e) {
      remove(beside);
      throw e;
    }
  }

  /** So that the name is on a stick that is pulled out; not every system opens a folder. */
  private static void forceFolder(Path target) {
    Path folder = Optional.ofNullable(target.toAbsolutePath().getParent()).orElse(target);
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException notHere) {
      return; // the file itself is on the medium
    }
  }

  private static void remove(Path beside) {
    try {
      Files.deleteIfExists(beside);
    } catch (IOException e) {
      throw failed(e, beside);
    }
  }

  /** The refusal for what a medium did. */
  public static RefusedException failed(IOException e, Path path) {
    return (FullDisk.isMeant(e) ? BUNDLE_DISK_FULL : BUNDLE_FILE_FAILED)
        .at(name(path))
        .asException();
  }

  static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  /** What writes into a file. */
  public interface Writing<T> {
    T to(OutputStream out) throws IOException;
  }

  /** Forces what is written to the medium every few megabytes. */
  private static final class Forcing extends OutputStream {
    private static final long EVERY = 4 << 20; // bytes

    private final FileChannel channel;
    private final OutputStream out;
    private long unforced;

    Forcing(FileChannel channel) {
      this.channel = channel;
      this.out = Channels.newOutputStream(channel);
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      out.write(bytes, from, count);
      unforced += count;
      if (unforced >= EVERY) {
        channel.force(false);
        unforced = 0;
      }
    }
  }

  private interface Opener {
    HPKEContext open(byte[] encapsulated);
  }
}
