package retex.exchange;

import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.exchange.Bag.Came;
import retex.exchange.Bag.Fate;
import retex.exchange.Bag.Going;
import retex.exchange.Bag.Taking;
import retex.relay.Coming;
import retex.relay.ComingStore;
import retex.relay.NotTaken;
import retex.relay.TeamMail;

/** A laptop's store of files of its team, on its {@link Bag}. */
final class MemoryBag implements TeamMail, ComingStore {

  private final Member member;
  private final Fuse fuse;
  private final Random random;
  private final Mutation mutation;
  private final BiConsumer<FileHash, List<DeviceId>> told;
  private final Coming coming = new Coming(this);

  /** {@code told}: hears of each file that this laptop takes for kept, and who is left out. */
  MemoryBag(
      Member member,
      Fuse fuse,
      Random random,
      Mutation mutation,
      BiConsumer<FileHash, List<DeviceId>> told) {
    this.member = member;
    this.fuse = fuse;
    this.random = random;
    this.mutation = mutation;
    this.told = told;
  }

  private Bag bag() {
    return member.bag;
  }

  private Stream<Map.Entry<String, Going>> going(Fate fate) {
    return bag().going.entrySet().stream()
        .filter(it -> it.getValue().fate() == fate)
        .sorted(Comparator.comparingLong(it -> it.getValue().at()));
  }

  private void settle(FileHash file, Fate fate) {
    fuse.write(
        () ->
            bag()
                .going
                .replaceAll(
                    (topic, it) ->
                        it.file().equals(file)
                            ? new Going(file, it.content(), it.to(), fate, ++bag().acts)
                            : it));
  }

  @Override
  public boolean isInUse() {
    return true;
  }

  @Override
  public boolean isWaiting() {
    return going(Fate.WAITING).findAny().isPresent();
  }

  @Override
  public Optional<Outgoing> next() {
    return going(Fate.WAITING)
        .findFirst()
        .map(
            it ->
                new Outgoing(
                    it.getValue().file().hex(),
                    HexFormat.of().parseHex(it.getKey()),
                    it.getValue().content(),
                    it.getValue().to()));
  }

  @Override
  public Load load() {
    return new Load(0, 0);
  }

  @Override
  public void posted(Outgoing it, List<DeviceId> leftOut) {
    FileHash file = FileHash.parse(it.id());
    told.accept(file, leftOut);
    settle(file, leftOut.isEmpty() ? Fate.POSTED : Fate.PARTLY);
  }

  @Override
  public List<FileHash> posted() {
    return Stream.concat(going(Fate.POSTED), going(Fate.PARTLY))
        .map(it -> it.getValue().file())
        .toList();
  }

  @Override
  public void lost(List<FileHash> files) {
    files.forEach(it -> settle(it, Fate.WAITING));
  }

  @Override
  public void refused(Outgoing it, NotTaken why) {
    settle(FileHash.parse(it.id()), Fate.REFUSED);
  }

  @Override
  public Held held() {
    return coming.held();
  }

  /** One transaction. */
  @Override
  public boolean keep(Piece piece) {
    Bag before = bag();
    member.bag = before.copy();
    boolean isHere = coming.keep(piece);
    Bag after = bag();
    member.bag = before;
    fuse.write(() -> member.bag = after);
    return isHere;
  }

  @Override
  public void takeIn() {
    coming.takeIn();
  }

  @Override
  public long notTakenIn() {
    return 0;
  }

  /** A card was compared at last. */
  void again() {
    coming.again();
  }

  @Override
  public Optional<String> cursor() {
    return Optional.of(bag().cursor).filter(it -> !it.isEmpty());
  }

  @Override
  public void cursor(String item) {
    bag().cursor = item;
  }

  @Override
  public Optional<String> coming() {
    return bag().beginnings.keySet().stream().findFirst();
  }

  @Override
  public int bytes(String item) {
    return content(item).length;
  }

  @Override
  public boolean isHere(String item, FileHash file) {
    boolean isKnown =
        mutation != Mutation.LAPTOP_KNOWS_NO_FILE_OF_A_TEAM_BY_ITS_HASH
            && bag().came.values().stream().anyMatch(it -> it.file().equals(file));
    return isKnown || bag().came.containsKey(item);
  }

  @Override
  public void dropOthers(String item) {
    bag().beginnings.keySet().removeIf(it -> !it.equals(item));
  }

  @Override
  public void add(Piece piece) {
    byte[] before = content(piece.item());
    byte[] after = new byte[before.length + piece.content().length];
    System.arraycopy(before, 0, after, 0, before.length);
    System.arraycopy(piece.content(), 0, after, before.length, piece.content().length);
    bag().beginnings.put(piece.item(), after);
    if (mutation == Mutation.LAPTOP_SAYS_THAT_IT_HAS_A_FILE_OF_WHICH_A_BEGINNING_IS_HERE) {
      cursor(piece.item());
    }
  }

  @Override
  public byte[] content(String item) {
    return bag().beginnings.getOrDefault(item, new byte[0]);
  }

  @Override
  public void drop(String item) {
    bag().beginnings.remove(item);
  }

  @Override
  public void whole(String item, byte[] content) {
    drop(item);
    bag().came.put(item, new Came(FileHash.ofContent(content), Taking.WHOLE));
  }

  @Override
  public List<String> items(State state) {
    return bag().came.entrySet().stream()
        .filter(it -> it.getValue().taking().name().equals(state.name()))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public boolean take(String item) {
    boolean isTaken = random.nextInt(5) > 0;
    FileHash file = bag().came.get(item).file();
    fuse.write(() -> bag().came.put(item, new Came(file, isTaken ? Taking.TAKEN : Taking.REFUSED)));
    return isTaken;
  }

  @Override
  public void forget() {}
}
