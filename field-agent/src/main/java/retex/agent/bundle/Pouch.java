package retex.agent.bundle;

import static retex.bundle.BundleRefusal.BUNDLE_FOR_ANOTHER_SERVER;
import static retex.bundle.BundleRefusal.BUNDLE_KEY_MISSING;

import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.agent.sync.ServerSeal;
import retex.agent.vault.Vault;
import retex.bundle.BundleFile;
import retex.bundle.BundleId;
import retex.bundle.BundleRefusal;
import retex.bundle.HandingStore;
import retex.contract.DeviceId;
import retex.refusal.Refusal;
import retex.refusal.RefusedException;

/**
 * The bundles of other laptops that this one carries: up to headquarters until they are handed
 * over, and answers until someone takes them along. All are sealed to others.
 */
@Singleton
public final class Pouch implements HandingStore {

  private static final Logger LOG = LoggerFactory.getLogger(Pouch.class);
  private static final String UP = "up";
  private static final String ANSWERS = "answers";
  private static final String REFUSED = "refused";
  private static final String SUFFIX = ".bundle";
  private static final int MOST_ANSWERS_A_LAPTOP = 4; // carried, beside the one that was fetched
  private static final int MOST_ANSWERS = 256; // whoever writes a header may name any laptop

  private final Path folder;
  private final ServerSeal seal;
  private final MediumProgress progress;

  Pouch(Vault vault, ServerSeal seal, MediumProgress progress) {
    this.progress = progress;
    this.folder = vault.folder().resolve("bundles");
    this.seal = seal;
  }

  /**
   * One that is carried; {@code state} is {@code UP}, {@code ANSWER}, or why it was refused, or
   * cannot be read: then {@code device} is empty.
   */
  @Serdeable
  public record Carried(String file, String device, String state, long bytes) {}

  /** Keeps a copy, so that the medium may be taken away. Keeping one twice changes nothing. */
  public Carried carry(Path medium) {
    return carry(medium, this::copy);
  }

  /** The same of a file that was made for it, is on its disk, and goes. */
  Carried adopt(Path file) {
    return carry(file, Pouch::move);
  }

  private Carried carry(Path medium, BiConsumer<Path, Path> keeping) {
    BundleFile there = BundleFile.at(medium);
    byte[] key = seal.key().orElseThrow(() -> BUNDLE_KEY_MISSING.at("").asException());
    if (!there.isOfServer(key)) {
      throw BUNDLE_FOR_ANOTHER_SERVER.at(String.valueOf(medium.getFileName())).asException();
    }
    there.requireWhole();
    Path target = there.isUp() ? place(UP).resolve(name(there.id())) : carriedAnswer(there);
    keeping.accept(medium, target);
    if (!there.isUp()) {
      bound(there.device(), target);
    }
    BundleFile kept = BundleFile.at(target);
    return carried(kept, kept.isUp() ? "UP" : "ANSWER");
  }

  /** Everything that is carried. */
  public List<Carried> all() {
    var all = new ArrayList<Carried>();
    addAll(UP, "UP", all);
    addAll(ANSWERS, "ANSWER", all);
    for (Path why : list(folder.resolve(REFUSED))) {
      addAll(REFUSED + "/" + why.getFileName(), String.valueOf(why.getFileName()), all);
    }
    return all;
  }

  /** Copies the answers that are carried into a folder, for their laptops; they stay here too. */
  public List<Path> give(Path to) {
    var given = new ArrayList<Path>();
    for (BundleFile file : files(ANSWERS)) {
      Path target = to.resolve(String.valueOf(file.path().getFileName()));
      BundleFile.write(target, out -> Files.copy(file.path(), out));
      given.add(target);
    }
    return given;
  }

  /** Those that wait to be handed over. */
  List<BundleFile> up() {
    return files(UP);
  }

  @Override
  public Path answer(BundleFile bundle) {
    return place(ANSWERS).resolve("retex-answer-" + bundle.device().hex().substring(0, 8) + SUFFIX);
  }

  /** Beside one that this laptop fetched: which of two is newer only their laptop can read. */
  private Path carriedAnswer(BundleFile bundle) {
    String fetched = String.valueOf(answer(bundle).getFileName());
    return place(ANSWERS).resolve(fetched.replace(SUFFIX, "-" + name(bundle.id())));
  }

  @Override
  public List<Path> carriedAnswers(BundleFile bundle) {
    return carriedAnswers(bundle.device());
  }

  private List<Path> carriedAnswers(DeviceId device) {
    return carriedAnswers().stream()
        .filter(it -> it.device().equals(device))
        .map(BundleFile::path)
        .toList();
  }

  private List<BundleFile> carriedAnswers() {
    return files(ANSWERS).stream().filter(it -> !it.path().equals(answer(it))).toList();
  }

  @Override
  public void fetched(List<Path> older) {
    older.forEach(Pouch::remove);
  }

  /**
   * Whoever brings one answer after the other leaves the newest few, of one laptop and of all; the
   * one just brought is the newest, whatever the clock says.
   */
  private void bound(DeviceId device, Path brought) {
    removeOldest(carriedAnswers(device), brought, MOST_ANSWERS_A_LAPTOP);
    removeOldest(carriedAnswers().stream().map(BundleFile::path).toList(), brought, MOST_ANSWERS);
  }

  /** The longest here first, by when they were put here. */
  private static void removeOldest(List<Path> answers, Path kept, int most) {
    answers.stream()
        .filter(it -> !it.equals(kept))
        .sorted(Comparator.comparing(Pouch::since))
        .limit(Math.max(0, answers.size() - most))
        .forEach(Pouch::remove);
  }

  private static FileTime since(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException gone) {
      return FileTime.fromMillis(0);
    }
  }

  @Override
  public void delivered(BundleFile bundle) {
    remove(bundle.path());
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw BundleFile.failed(e, file);
    }
  }

  @Override
  public void refused(BundleFile bundle, BundleRefusal why) {
    Path target = place(REFUSED + "/" + why.name()).resolve(name(bundle.id()));
    try {
      Files.move(bundle.path(), target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw BundleFile.failed(e, target);
    }
  }

  /** The answers that are carried. */
  List<Path> answers() {
    return files(ANSWERS).stream().map(BundleFile::path).toList();
  }

  private void copy(Path from, Path to) {
    progress.begin("bundle.copying", BundleFile.at(from).size());
    try {
      BundleFile.write(to, out -> Files.copy(from, progress.counting(out)));
    } finally {
      progress.end();
    }
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw BundleFile.failed(e, to);
    }
  }

  private static Carried carried(BundleFile it, String state) {
    return new Carried(
        String.valueOf(it.path().getFileName()), it.device().hex(), state, it.size());
  }

  private static String name(BundleId id) {
    return id.hex() + SUFFIX;
  }

  /** What cannot be read, or is gone meanwhile, is none of them and keeps nothing else up. */
  private List<BundleFile> files(String name) {
    return files(name, (file, unreadable) -> {});
  }

  private void addAll(String name, String state, List<Carried> all) {
    var unreadable = new ArrayList<Carried>();
    files(name, (file, why) -> unreadable.add(unreadable(file, why)))
        .forEach(file -> all.add(carried(file, state)));
    all.addAll(unreadable);
  }

  private static Carried unreadable(Path file, Refusal why) {
    return new Carried(String.valueOf(file.getFileName()), "", why.code().name(), 0);
  }

  private List<BundleFile> files(String name, BiConsumer<Path, Refusal> unreadable) {
    var files = new ArrayList<BundleFile>();
    for (Path file : list(folder.resolve(name))) {
      if (file.toString().endsWith(SUFFIX)) {
        try {
          files.add(BundleFile.at(file));
        } catch (RefusedException refused) {
          LOG.warn("bundle.unreadable code={}", refused.refusal().code().name());
          if (Files.exists(file)) {
            unreadable.accept(file, refused.refusal());
          }
        }
      }
    }
    return files;
  }

  private static List<Path> list(Path place) {
    if (Files.notExists(place)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(place)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw BundleFile.failed(e, place);
    }
  }

  private Path place(String name) {
    Path place = folder.resolve(name);
    try {
      return Files.createDirectories(place);
    } catch (IOException e) {
      throw BundleFile.failed(e, place);
    }
  }
}
