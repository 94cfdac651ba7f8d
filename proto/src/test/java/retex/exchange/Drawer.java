package retex.exchange;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import retex.contract.DeviceId;
import retex.proto.sync.v1.Cursor;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.Letter;
import retex.proto.sync.v1.Letters;
import retex.proto.sync.v1.Reference;
import retex.proto.sync.v1.ReferenceContent;
import retex.proto.sync.v1.ReferenceKind;

/** What came down to a laptop's disk. */
final class Drawer {

  private static final List<ReferenceKind> KINDS =
      List.of(
          ReferenceKind.REFERENCE_KIND_INSTRUMENT,
          ReferenceKind.REFERENCE_KIND_UNIT,
          ReferenceKind.REFERENCE_KIND_PREVIOUS);

  private final Map<ReferenceKind, Map<String, Message>> pieces =
      new EnumMap<>(ReferenceKind.class);
  private final Map<ReferenceKind, ByteString> cursors = new EnumMap<>(ReferenceKind.class);
  private final Map<ByteString, Letter> judged = new HashMap<>();
  private long lettersHeld;
  private ByteString lettersCheck = ByteString.EMPTY;

  Drawer copy() {
    var copy = new Drawer();
    pieces.forEach((kind, held) -> copy.pieces.put(kind, new TreeMap<>(held)));
    copy.cursors.putAll(cursors);
    copy.judged.putAll(judged);
    copy.lettersHeld = lettersHeld;
    copy.lettersCheck = lettersCheck;
    return copy;
  }

  void describe(Hello.Builder hello) {
    hello.setLettersHeld(lettersHeld).setLettersCheck(lettersCheck);
    cursors.forEach((kind, at) -> hello.addCursors(Cursor.newBuilder().setKind(kind).setAt(at)));
    if (!cursors.containsKey(ReferenceKind.REFERENCE_KIND_PREVIOUS)) {
      hello.addCursors(
          Cursor.newBuilder()
              .setKind(ReferenceKind.REFERENCE_KIND_PREVIOUS)
              .setAt(ByteString.copyFrom(new byte[8])));
    }
  }

  /** Whether it begins where this stands; whole it always does. */
  boolean follows(Reference reference) {
    return reference.getFrom().isEmpty() || reference.getFrom().equals(held(cursors, reference));
  }

  boolean isAt(Reference reference) {
    return reference.getTo().equals(held(cursors, reference));
  }

  private static ByteString held(Map<ReferenceKind, ByteString> cursors, Reference reference) {
    return cursors.getOrDefault(reference.getKind(), ByteString.copyFrom(new byte[8]));
  }

  /** Not where all are to come again, or others came meanwhile. */
  boolean follows(Letters letters, long heldBefore) {
    return heldBefore <= lettersHeld
        && (isAll(letters, heldBefore)
            || heldBefore == lettersHeld
            || letters.getLetters(0).getNumber() <= lettersHeld + 1);
  }

  private boolean isAll(Letters letters, long heldBefore) {
    boolean begins = letters.getLettersCount() == 0 || letters.getLetters(0).getNumber() == 1;
    return begins && (heldBefore > 0 || lettersHeld == 0);
  }

  void moveTo(Reference reference) {
    cursors.put(reference.getKind(), reference.getTo());
  }

  void keep(Reference reference, ReferenceContent content, boolean removes) {
    Map<String, Message> held = held(reference.getKind());
    if (reference.getFrom().isEmpty()) {
      held.clear();
    }
    if (removes) {
      content.getRemovedList().forEach(held::remove);
    }
    content.getInstrumentsList().forEach(it -> held.put(it.getReference(), it));
    content.getUnitsList().forEach(it -> held.put(it.getCode(), it));
    content.getPreviousList().forEach(it -> held.put(Shelf.key(it.getUnit()), it));
  }

  /** What is said of a revision that is not here is passed over, as the program does. */
  void keep(Letters letters, long heldBefore, Set<ByteString> held, boolean forgets) {
    boolean isAll = isAll(letters, heldBefore);
    if (isAll) {
      lettersHeld = 0;
    }
    if (isAll && forgets) {
      judged.clear();
    }
    for (Letter letter : letters.getLettersList()) {
      if (letter.getNumber() <= lettersHeld) {
        continue; // another conversation has kept it
      }
      if (held.contains(letter.getRevision())) {
        judged.put(letter.getRevision(), letter);
      }
      lettersHeld = letter.getNumber();
    }
    if (isAll || letters.getLetters(letters.getLettersCount() - 1).getNumber() == lettersHeld) {
      lettersCheck = letters.getCheck();
    }
  }

  /** All letters come again. */
  void hearAnew() {
    judged.clear();
    lettersHeld = 0;
    lettersCheck = ByteString.EMPTY;
  }

  /** How this differs from what headquarters has for the device, or empty. */
  Optional<String> differs(Shelf shelf, DeviceId device, Set<ByteString> revisions) {
    for (ReferenceKind kind : KINDS) {
      Map<String, Message> allowed = shelf.allowed(kind, device);
      Map<String, Message> held = held(kind);
      if (!allowed.keySet().containsAll(held.keySet())) {
        return Optional.of("holds what it may not: " + kind);
      }
      if (!held.equals(allowed)) {
        return Optional.of("lacks or has otherwise: " + kind);
      }
    }
    Map<ByteString, Letter> last = new HashMap<>();
    shelf.box(device).forEach(it -> last.put(it.getRevision(), it));
    boolean hasHeard =
        last.values().stream()
            .filter(it -> revisions.contains(it.getRevision()))
            .allMatch(it -> it.equals(judged.get(it.getRevision())));
    boolean knowsMore =
        judged.values().stream().anyMatch(it -> !it.equals(last.get(it.getRevision())));
    return hasHeard && !knowsMore ? Optional.empty() : Optional.of("letters differ");
  }

  private Map<String, Message> held(ReferenceKind kind) {
    return pieces.computeIfAbsent(kind, it -> new TreeMap<>());
  }
}
