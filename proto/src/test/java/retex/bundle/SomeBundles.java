package retex.bundle;

import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import retex.bundle.HeadquartersBundles.Landing;
import retex.bundle.LaptopBundles.Room;
import retex.contract.DeviceKey;
import retex.contract.Seal;
import retex.contract.SomeLog;
import retex.exchange.HeadquartersOutbox;
import retex.exchange.SomeSides;
import retex.proto.sync.v1.ExchangeResponse;
import retex.wire.FrameEncoder;

/** Both sides in memory, and the bundles between them as files of one folder. */
final class SomeBundles {

  static final Seal.Pair SERVER = SomeLog.key(90).sealing();
  static final DeviceKey KEY = SomeLog.key(7);

  private final SomeSides sides = new SomeSides(KEY);
  private final MemoryFiles there = new MemoryFiles();
  private final SomeFiles here = new SomeFiles();
  private HeadquartersBundles headquarters =
      new HeadquartersBundles(sides.headquarters(), sides.outbox(), there, SERVER);
  private final Path folder;
  private long serial;
  private long answers;
  private long heard;

  SomeBundles(Path folder) {
    this.folder = folder;
  }

  SomeSides sides() {
    return sides;
  }

  /** From now on headquarters is of a later version: each word to a laptop has a field more. */
  void headquartersIsNewer() {
    UnknownFieldSet more =
        UnknownFieldSet.newBuilder()
            .addField(9_999, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .build();
    headquarters =
        new HeadquartersBundles(
            sides.headquarters(),
            (device, hello) -> {
              var waiting = sides.outbox().waiting(device, hello);
              return new HeadquartersOutbox.Waiting() {
                @Override
                public Optional<ExchangeResponse> next(FrameEncoder frames) {
                  return waiting.next(frames).map(this::newer);
                }

                @Override
                public Optional<ExchangeResponse> nextLetters(FrameEncoder frames) {
                  return waiting.nextLetters(frames).map(this::newer);
                }

                private ExchangeResponse newer(ExchangeResponse it) {
                  return it.toBuilder().setUnknownFields(more).build();
                }
              };
            },
            there,
            SERVER);
  }

  /** Headquarters' files. */
  MemoryFiles there() {
    return there;
  }

  /** The laptop's files. */
  SomeFiles here() {
    return here;
  }

  /** A bundle that was written, and which entries it holds. */
  record Written(Path file, LaptopBundles.Part part) {}

  Written export(long after, long most) {
    return export(after, new Room(most, most), SERVER.publicKey());
  }

  Written export(long after, Room room, byte[] serverKey) {
    serial++;
    Path file = folder.resolve(serial + ".bundle");
    var writing =
        new LaptopBundles(sides.store(), sides.inbox(), here, serverKey, "retex-agent/test");
    var part = BundleFile.write(file, out -> writing.write(out, serial, after, room));
    here.sent(part.files());
    return new Written(file, part);
  }

  Landing land(Path file) {
    BundleFile bundle = BundleFile.at(file);
    return headquarters.land(bundle, headquarters.check(bundle));
  }

  void check(Path file) {
    headquarters.check(BundleFile.at(file));
  }

  /** The answer to the laptop that speaks in {@code bundle}. */
  Path answer(Path bundle) {
    var greeting = headquarters.check(BundleFile.at(bundle));
    answers++;
    Path file = folder.resolve("answer-" + answers + ".bundle");
    BundleFile.write(
        file,
        out -> {
          headquarters.answer(out, greeting, answers, Optional.empty());
          return file;
        });
    return file;
  }

  Answer.Taken take(Path answer) {
    return take(answer, SERVER.publicKey());
  }

  Answer.Taken take(Path answer, byte[] serverKey) {
    Answer opened = Answer.open(BundleFile.at(answer), sides.store(), serverKey, heard);
    Answer.Taken taken = opened.take(sides.inbox(), here);
    heard = opened.serial();
    return taken;
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path written(byte[] bytes) {
    try {
      return Files.write(folder.resolve("made.bundle"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
