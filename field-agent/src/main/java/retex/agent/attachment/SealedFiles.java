package retex.agent.attachment;

import static retex.agent.attachment.AttachmentRefusal.ATTACHMENT_DAMAGED;
import static retex.agent.attachment.AttachmentRefusal.ATTACHMENT_NO_ROOM;
import static retex.agent.attachment.AttachmentRefusal.ATTACHMENT_UNKNOWN;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import retex.agent.vault.Vault;
import retex.contract.FileHash;
import retex.refusal.RefusedException;

/**
 * Files under the data folder, each sealed with a key of the vault (ChaCha20-Poly1305, RFC 8439)
 * and named by a keyed hash, so that who has the folder cannot even ask whether a known photograph
 * is in it. Written whole and on disk when the call returns; nothing plain ever is. Safe for use by
 * several threads and processes.
 */
@Singleton
final class SealedFiles {

  private static final int NONCE = 12; // bytes
  private static final Duration JUST_NOW = Duration.ofHours(1);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Vault vault;

  SealedFiles(Vault vault) {
    this.vault = vault;
  }

  /** Keeps bytes under their hash; the same again changes nothing, and replaces a damaged file. */
  void put(FileHash hash, byte[] plain) {
    if (!isWhole(hash)) {
      put(file(hash), hash.bytes(), plain);
    }
  }

  /**
   * Notes beside the store of which original a copy was made: a store that was put back may not
   * know, and the name of a file tells nobody. The first one stays.
   */
  void note(FileHash copy, FileHash original) {
    if (!copy.equals(original) && originalOf(copy).isEmpty()) {
      put(noteOf(copy), aboutNote(copy), original.bytes());
    }
  }

  /**
   * The original of a copy, as it was noted; empty where nothing is, or it is damaged. A note that
   * the disk does not hand out is an {@code UncheckedIOException}: there may be an original.
   */
  Optional<FileHash> originalOf(FileHash copy) {
    try {
      return Optional.of(FileHash.of(get(noteOf(copy), aboutNote(copy))));
    } catch (RefusedException none) {
      return Optional.empty();
    }
  }

  private void put(Path file, byte[] about, byte[] plain) {
    byte[] nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    byte[] sealed = seal(Cipher.ENCRYPT_MODE, about, nonce, plain, 0);
    Path next = file.resolveSibling(file.getFileName() + "." + System.nanoTime() + ".next");
    try {
      Files.createDirectories(file.getParent());
      try {
        write(next, nonce, sealed);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(next);
      }
    } catch (IOException full) {
      throw ATTACHMENT_NO_ROOM.at("").asException();
    }
  }

  /** The bytes of a hash; refuses what is not there, or is not what was put there. */
  byte[] get(FileHash hash) {
    return get(file(hash), hash.bytes());
  }

  private byte[] get(Path path, byte[] about) {
    try {
      byte[] file = Files.readAllBytes(path);
      if (file.length < NONCE) {
        throw ATTACHMENT_DAMAGED.at("").asException();
      }
      return seal(Cipher.DECRYPT_MODE, about, Arrays.copyOf(file, NONCE), file, NONCE);
    } catch (NoSuchFileException e) {
      throw ATTACHMENT_UNKNOWN.at("").asException();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean holds(FileHash hash) {
    return Files.exists(file(hash));
  }

  /** Whether the bytes of a hash are there as they were put; reads all of them. */
  boolean isWhole(FileHash hash) {
    try {
      var unused = get(hash);
      return true;
    } catch (RefusedException | UncheckedIOException damaged) {
      return false;
    }
  }

  /**
   * Deletes every file that has none of these hashes, and what a crash left half written. One that
   * is written just now is left: its name comes after it.
   */
  void keepOnly(Set<FileHash> wanted) {
    Set<Path> kept =
        wanted.stream().flatMap(it -> Stream.of(file(it), noteOf(it))).collect(Collectors.toSet());
    long before = System.currentTimeMillis() - JUST_NOW.toMillis();
    try (Stream<Path> files = Files.list(folder())) {
      for (Path file : files.filter(it -> !kept.contains(it)).toList()) {
        if (Files.getLastModifiedTime(file).toMillis() < before) {
          Files.deleteIfExists(file);
        }
      }
    } catch (NoSuchFileException none) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes a file, and what is noted of it; nothing where there is none. */
  void remove(FileHash hash) {
    try {
      Files.deleteIfExists(file(hash));
      Files.deleteIfExists(noteOf(hash));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path next, byte[] nonce, byte[] sealed) throws IOException {
    try (FileChannel channel =
        FileChannel.open(next, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (byte[] part : new byte[][] {nonce, sealed}) {
        ByteBuffer left = ByteBuffer.wrap(part);
        while (left.hasRemaining()) {
          channel.write(left);
        }
      }
      channel.force(true);
    }
  }

  private byte[] seal(int mode, byte[] about, byte[] nonce, byte[] bytes, int from) {
    byte[] key = vault.key("retex.attachment.file.v1");
    try {
      Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
      cipher.init(mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce));
      cipher.updateAAD(about);
      return cipher.doFinal(bytes, from, bytes.length - from);
    } catch (GeneralSecurityException e) {
      throw ATTACHMENT_DAMAGED.at("").asException();
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private Path folder() {
    return vault.folder().resolve("attachments");
  }

  private Path file(FileHash hash) {
    return path("name", hash);
  }

  private Path noteOf(FileHash copy) {
    return path("note", copy);
  }

  private static byte[] aboutNote(FileHash copy) {
    return ("note " + copy.hex()).getBytes(StandardCharsets.US_ASCII);
  }

  private Path path(String kind, FileHash hash) {
    byte[] key = vault.key("retex.attachment.name.v1");
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(kind.getBytes(StandardCharsets.US_ASCII));
      byte[] name = mac.doFinal(hash.bytes());
      return folder().resolve(HexFormat.of().formatHex(name, 0, 16));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java platform has HmacSHA256
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }
}
