package retex.agent.vault;

import static retex.agent.vault.VaultRefusal.ESCROW_MISSING;
import static retex.agent.vault.VaultRefusal.LAST_USER;
import static retex.agent.vault.VaultRefusal.PASSPHRASE_TAKEN;
import static retex.agent.vault.VaultRefusal.PASSPHRASE_WRONG;
import static retex.agent.vault.VaultRefusal.USER_TAKEN;
import static retex.agent.vault.VaultRefusal.USER_UNKNOWN;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import retex.agent.vault.SlotFile.Escrow;
import retex.agent.vault.SlotFile.Person;
import retex.agent.vault.SlotFile.Slot;

/**
 * The random data key of the store, wrapped once for each user's passphrase, and once more for
 * headquarters where it was enrolled with one that keeps an escrow key. Users come and go without
 * the data key changing; the key itself never rests on the disk. Safe for several processes: each
 * changes what the one before it left.
 */
final class KeySlots {

  private static final int KEY_BYTES = 32;
  private static final String FIRST_USER = "user";

  private final Path path;
  private final KeyCost cost;
  private final SecureRandom random;

  /** {@code cost}: of slots that are made; those that are there say their own. */
  KeySlots(Path path, KeyCost cost, SecureRandom random) {
    this.path = path;
    this.cost = cost;
    this.random = random;
  }

  KeyCost cost() {
    return cost;
  }

  boolean exist() {
    return SlotFile.exists(path);
  }

  /** Makes what a crash or damage took of the slots' file or its twin again. */
  void mend() {
    SlotFile.mend(path);
  }

  /** Makes a data key and its first slot. */
  byte[] create(char[] passphrase) {
    byte[] dataKey = new byte[KEY_BYTES];
    random.nextBytes(dataKey);
    Slot slot = PassphraseSlot.wrap(FIRST_USER, passphrase, dataKey, cost, random);
    SlotFile.create(path, new SlotFile(SlotFile.VERSION, List.of(slot), null));
    return dataKey;
  }

  /** The data key and whose passphrase it was; refused with {@code PASSPHRASE_WRONG}. */
  Opened open(char[] passphrase) {
    for (Slot slot : SlotFile.read(path).slots()) {
      Optional<byte[]> dataKey = PassphraseSlot.unwrap(slot, passphrase);
      if (dataKey.isPresent()) {
        return new Opened(slot.user(), dataKey.get());
      }
    }
    throw PASSPHRASE_WRONG.at("").asException();
  }

  /** The users of this laptop, in the order in which they came. */
  List<String> users() {
    return exist() ? SlotFile.read(path).slots().stream().map(Slot::user).toList() : List.of();
  }

  /** Adds a user, by leave of one who is there already. */
  void add(char[] own, String name, char[] passphrase) {
    SlotFile.change(path, slots -> added(slots, own, name, passphrase));
  }

  private SlotFile added(SlotFile slots, char[] own, String name, char[] passphrase) {
    if (slots.slots().stream().anyMatch(slot -> slot.user().equals(name))) {
      throw USER_TAKEN.at("user").asException();
    }
    refuseTaken(slots, passphrase);
    Opened opened = open(own);
    var list = new ArrayList<>(slots.slots());
    list.add(PassphraseSlot.wrap(name, passphrase, opened.dataKey(), cost, random));
    Arrays.fill(opened.dataKey(), (byte) 0);
    return slots.with(list);
  }

  /** Takes a user away; the last one stays. */
  void remove(char[] own, String name) {
    SlotFile.change(path, slots -> left(slots, own, name));
  }

  private SlotFile left(SlotFile slots, char[] own, String name) {
    Arrays.fill(open(own).dataKey(), (byte) 0);
    List<Slot> left = slots.slots().stream().filter(slot -> !slot.user().equals(name)).toList();
    if (left.size() == slots.slots().size()) {
      throw USER_UNKNOWN.at("user").asException();
    }
    if (left.isEmpty()) {
      throw LAST_USER.at("user").asException();
    }
    return slots.with(left);
  }

  /** Gives the one whose passphrase it is another. */
  void change(char[] own, char[] passphrase) {
    SlotFile.change(path, slots -> changed(slots, own, passphrase));
  }

  private SlotFile changed(SlotFile slots, char[] own, char[] passphrase) {
    Opened opened = open(own);
    refuseTaken(slots, passphrase);
    var list = new ArrayList<Slot>();
    for (Slot slot : slots.slots()) {
      list.add(
          slot.user().equals(opened.user())
              ? PassphraseSlot.wrap(slot.user(), passphrase, opened.dataKey(), cost, random)
                  .with(rewrapped(slot.person(), own, passphrase))
              : slot);
    }
    Arrays.fill(opened.dataKey(), (byte) 0);
    return slots.with(list);
  }

  /** The signing key of the user whose passphrase it is goes under the new one too. */
  private @Nullable Person rewrapped(@Nullable Person person, char[] own, char[] passphrase) {
    if (person == null) {
      return null;
    }
    byte[] key =
        PassphraseSlot.unwrap(person.key(), own)
            .orElseThrow(() -> PASSPHRASE_WRONG.at("").asException());
    Slot slot = PassphraseSlot.wrap(person.key().user(), passphrase, key, cost, random);
    Arrays.fill(key, (byte) 0);
    return new Person(slot, person.request(), person.certificate());
  }

  /** Signing keys of the users who have one, by user. */
  Map<String, Person> persons() {
    Map<String, Person> persons = new LinkedHashMap<>();
    for (Slot slot : exist() ? SlotFile.read(path).slots() : List.<Slot>of()) {
      if (slot.person() != null) {
        persons.put(slot.user(), slot.person());
      }
    }
    return persons;
  }

  /** Gives a user's slot a signing key, in the place of any earlier one. */
  void person(String user, Person person) {
    SlotFile.change(
        path,
        slots ->
            slots.with(
                slots.slots().stream()
                    .map(it -> it.user().equals(user) ? it.with(person) : it)
                    .toList()));
  }

  /** Wraps an open store's key for headquarters, in the place of any earlier escrow. */
  void escrow(Escrow escrow) {
    SlotFile.change(path, slots -> slots.with(escrow));
  }

  Optional<Escrow> escrow() {
    return exist() ? Optional.ofNullable(SlotFile.read(path).escrow()) : Optional.empty();
  }

  /** A new passphrase for a data key that came back from headquarters; all others end. */
  void recovered(byte[] dataKey, char[] passphrase) {
    Slot slot = PassphraseSlot.wrap(FIRST_USER, passphrase, dataKey, cost, random);
    SlotFile.change(
        path,
        slots -> {
          if (slots.escrow() == null) {
            throw ESCROW_MISSING.at("").asException();
          }
          return slots.with(List.of(slot));
        });
  }

  private static void refuseTaken(SlotFile slots, char[] passphrase) {
    for (Slot slot : slots.slots()) {
      if (PassphraseSlot.unwrap(slot, passphrase).isPresent()) {
        throw PASSPHRASE_TAKEN.at("passphrase").asException();
      }
    }
  }

  /** Who opened, and with what key. */
  record Opened(String user, byte[] dataKey) {

    /** Without the key. */
    @Override
    public String toString() {
      return "Opened[" + user + "]";
    }
  }
}
