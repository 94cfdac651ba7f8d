package retex.bundle;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import retex.contract.DeviceKey;
import retex.contract.Seal;
import retex.contract.SomeLog;
import retex.exchange.SomeSides;
import retex.proto.bundle.v1.DownOpening;
import retex.proto.bundle.v1.UpOpening;
import retex.proto.sync.v1.ExchangeRequest;
import retex.proto.sync.v1.Hello;

/** Reads bundles whose seal is good and whose content is anything. */
public final class SealedForFuzzing {

  private static final Seal.Pair SERVER = SomeLog.key(90).sealing();
  private static final DeviceKey KEY = SomeLog.key(7);
  private static final byte[] NAMED = SomeFiles.file(1, 200); // by a record that has landed

  private SealedForFuzzing() {}

  /** As each side reads a file that it is given. */
  public static void read(Path path) {
    BundleFile file = BundleFile.at(path);
    file.requireWhole();
    if (file.isUp()) {
      headquarters().check(file);
    } else {
      Answer.open(file, new SomeSides(KEY).store(), SERVER.publicKey(), 0);
    }
  }

  /** Upwards: {@code content} behind a good beginning, where its first bit says so. */
  public static void up(Path path, byte[] content) {
    up(path, KEY.sealing().publicKey(), content);
  }

  /** The same, asking for an answer that is sealed to {@code answerKey}. */
  static void up(Path path, byte[] answerKey, byte[] content) {
    write(
        path,
        out -> {
          var writer =
              BundleWriter.up(out, format(content), BundleId.random(), KEY, SERVER.publicKey());
          if (isBegun(content)) {
            writer.add(
                UpOpening.newBuilder()
                    .setProtocol(2)
                    .setSerial(1)
                    .setAnswerKey(ByteString.copyFrom(answerKey))
                    .build());
            writer.add(
                ExchangeRequest.newBuilder()
                    .setHello(
                        Hello.newBuilder()
                            .setProtocol(2)
                            .setDevice(ByteString.copyFrom(KEY.device().bytes()))
                            .setEpoch(1)
                            .setNextNumber(1))
                    .build());
          }
          writer.fill(content);
          writer.finish();
        });
    var headquarters = headquarters();
    BundleFile file = BundleFile.at(path);
    var greeting = headquarters.check(file);
    var landing = headquarters.land(file, greeting);
    try {
      headquarters.answer(
          OutputStream.nullOutputStream(),
          greeting,
          1,
          landing.stopped().flatMap(HeadquartersBundles.Stop::said));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Downwards: the same. */
  public static void down(Path path, byte[] content) {
    write(
        path,
        out -> {
          var writer =
              BundleWriter.down(
                  out, format(content), SERVER, KEY.device(), KEY.sealing().publicKey());
          if (isBegun(content)) {
            writer.add(DownOpening.newBuilder().setProtocol(2).setSerial(1).setEpoch(1).build());
          }
          writer.fill(content);
          writer.finish();
        });
    var sides = new SomeSides(KEY);
    Answer.open(BundleFile.at(path), sides.store(), SERVER.publicKey(), 0)
        .take(sides.inbox(), new SomeFiles());
  }

  /** With files where the second bit of the last byte says so. */
  private static int format(byte[] content) {
    return content.length > 0 && (content[content.length - 1] & 2) == 2
        ? Layout.FORMAT_WITH_FILES
        : Layout.FORMAT;
  }

  private static boolean isBegun(byte[] content) {
    return content.length > 0 && (content[content.length - 1] & 1) == 1;
  }

  private static HeadquartersBundles headquarters() {
    var sides = new SomeSides(KEY);
    var files = new MemoryFiles();
    files.name(NAMED.clone());
    return new HeadquartersBundles(sides.headquarters(), sides.outbox(), files, SERVER);
  }

  private static void write(Path path, Writing writing) {
    try (var out = Files.newOutputStream(path)) {
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Writing {
    void to(OutputStream out) throws IOException;
  }
}
