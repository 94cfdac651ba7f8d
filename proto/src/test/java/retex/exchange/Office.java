package retex.exchange;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Random;
import retex.contract.DeviceKey;
import retex.contract.Entry;
import retex.contract.Revision;
import retex.contract.SomeLog;
import retex.proto.sync.v1.Letter;
import retex.proto.sync.v1.LetterKind;

/**
 * The people at headquarters: they change forms and units, say whose a laptop is, judge what came.
 */
final class Office {

  private static final List<String> MISSIONS = List.of("", "MINELD", "MINNOR");
  private static final int UNITS = 4;

  private final Random random;
  private final List<DeviceKey> keys;
  private int changes;

  Office(Random random, List<DeviceKey> keys) {
    this.random = random;
    this.keys = keys;
  }

  /** Much that laptops have to hear of from the first. */
  void stock(Shelf shelf) {
    var record = SomeLog.log(keys.get(0), 1).get(0).revision().record();
    keys.forEach(it -> shelf.scopes.put(it.device(), new Shelf.Scope(mission(), false)));
    for (int i = 0; i < UNITS; i++) {
      shelf.units.put("U-" + i, new Shelf.Placed(mission(), ++changes));
      shelf.accepted.put("U-" + i, record);
    }
    shelf.version++;
  }

  /** Something that laptops must hear of. */
  void work(Disk disk) {
    Shelf shelf = disk.shelf;
    shelf.version++;
    switch (random.nextInt(6)) {
      case 0 -> shelf.forms.put("form-" + random.nextInt(2) + "@1", "text " + ++changes);
      case 1 -> shelf.units.put(unit(), new Shelf.Placed(mission(), ++changes));
      case 2 -> shelf.units.remove(unit());
      case 3 ->
          shelf.scopes.put(
              keys.get(random.nextInt(keys.size())).device(),
              new Shelf.Scope(mission(), random.nextBoolean()));
      case 4 -> shelf.accepted.remove(unit());
      default -> judge(disk);
    }
  }

  private void judge(Disk disk) {
    List<Revision> arrived =
        disk.logs.values().stream()
            .flatMap(List::stream)
            .map(Entry::revision)
            .filter(it -> !disk.aside.containsKey(it.id()))
            .sorted((one, other) -> one.id().hex().compareTo(other.id().hex()))
            .toList();
    if (arrived.isEmpty()) {
      return;
    }
    Revision it = arrived.get(random.nextInt(arrived.size()));
    boolean isAccepted = random.nextBoolean();
    List<Letter> box = disk.shelf.box(it.log().device());
    box.add(
        Letter.newBuilder()
            .setNumber(box.size() + 1L)
            .setRecordId(ByteString.copyFrom(it.record().bytes()))
            .setRevision(ByteString.copyFrom(it.id().bytes()))
            .setKind(isAccepted ? LetterKind.LETTER_KIND_ACCEPTED : LetterKind.LETTER_KIND_RETURNED)
            .setRemark("remark " + ++changes)
            .setAtMicros(random.nextLong(4_000_000_000_000_000L)) // a clock that nobody set
            .build());
    if (isAccepted) {
      disk.shelf.accepted.put(unit(), it.record());
    }
  }

  private String unit() {
    return "U-" + random.nextInt(UNITS);
  }

  private String mission() {
    return MISSIONS.get(random.nextInt(MISSIONS.size()));
  }
}
