package retex.exchange;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.exchange.Album.Part;
import retex.exchange.Rack.Waiting;
import retex.relay.Post;
import retex.relay.PostParts;
import retex.relay.PostStore;
import retex.relay.Posted;

/** Files of teams on headquarters' {@link Disk}. */
final class MemoryPosts implements PostStore, PostParts {

  private final MemoryHeadquarters server;
  private final Fuse fuse;
  private final Random random;
  private final Mutation mutation;
  private int names;

  MemoryPosts(MemoryHeadquarters server, Fuse fuse, Random random, Mutation mutation) {
    this.server = server;
    this.fuse = fuse;
    this.random = random;
    this.mutation = mutation;
  }

  Rack rack() {
    return server.disk().rack;
  }

  /** The process is gone: what was not forced may be lost or spoilt. */
  void crash() {
    rack().unforced.forEach(it -> rack().parts.computeIfPresent(it, (any, b) -> spoilt(b)));
    rack().unforced.clear();
  }

  private byte[] spoilt(byte[] bytes) {
    if (bytes.length == 0 || random.nextBoolean()) {
      return bytes;
    }
    byte[] kept = Arrays.copyOf(bytes, random.nextInt(bytes.length));
    return random.nextBoolean() ? kept : Arrays.copyOf(kept, bytes.length);
  }

  /** The disk flips a bit. */
  void spoil() {
    List<Part> parts = List.copyOf(rack().parts.keySet());
    if (!parts.isEmpty()) {
      Part part = parts.get(random.nextInt(parts.size()));
      byte[] bytes = bytes(part).clone();
      if (bytes.length > 0) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        rack().parts.put(part, bytes);
      }
    }
  }

  private byte[] bytes(Part part) {
    return rack().parts.getOrDefault(part, new byte[0]);
  }

  /** Whether the bytes of a file are here, and as they were. */
  boolean isSound(DeviceId sender, FileHash file) {
    return FileHash.ofContent(bytes(new Part(sender, file))).equals(file);
  }

  boolean isRevoked(DeviceId device) {
    return rack().revoked.contains(device);
  }

  @Override
  public void requireWelcome(DeviceId device) {
    if (isRevoked(device)) {
      throw ExchangeRefusal.DEVICE_UNKNOWN.at("device").asException();
    }
  }

  @Override
  public Optional<String> mission(DeviceId device) {
    return mutation == Mutation.HEADQUARTERS_PASSES_FILES_ON_BETWEEN_MISSIONS
        ? Optional.of("any")
        : Optional.ofNullable(rack().missions.get(device)).filter(it -> !it.isEmpty());
  }

  private Stream<Waiting> such(Predicate<Waiting> which) {
    return rack().posts.stream().filter(which);
  }

  private static Predicate<Waiting> from(DeviceId sender) {
    return it -> it.post().sender().equals(sender);
  }

  @Override
  public long count(DeviceId sender, DeviceId recipient, String topic) {
    return such(from(sender))
        .filter(it -> it.post().recipient().equals(recipient) && !it.topic().equals(topic))
        .count();
  }

  @Override
  public long bytes(DeviceId sender, String topic) {
    return bytes(such(from(sender)).filter(it -> !it.topic().equals(topic)));
  }

  @Override
  public long allBytes() {
    return bytes(rack().posts.stream());
  }

  private static long bytes(Stream<Waiting> those) {
    return those
        .map(Waiting::post)
        .collect(Collectors.toMap(it -> new Part(it.sender(), it.file()), Post::size, (a, b) -> a))
        .values()
        .stream()
        .mapToLong(it -> it)
        .sum();
  }

  @Override
  public long freeBytes() {
    return Long.MAX_VALUE;
  }

  @Override
  public void put(Posted post, List<DeviceId> welcome) {
    fuse.write(
        () -> {
          for (DeviceId to : welcome) {
            rack()
                .posts
                .removeIf(
                    it ->
                        from(post.sender()).test(it)
                            && it.post().recipient().equals(to)
                            && it.topic().equals(post.topic()));
            long number =
                rack().posts.stream().mapToLong(it -> it.post().number()).max().orElse(0) + 1;
            String name = "%032x".formatted(++names);
            rack()
                .posts
                .add(
                    new Waiting(
                        new Post(name, number, post.sender(), to, post.file(), post.size()),
                        post.topic()));
          }
          rack().remembered.add(new Part(post.sender(), post.file()));
        });
  }

  @Override
  public List<Post> about(DeviceId sender, String topic) {
    return such(from(sender)).filter(it -> it.topic().equals(topic)).map(Waiting::post).toList();
  }

  @Override
  public List<Post> of(DeviceId sender, FileHash file) {
    return such(it -> it.isFrom(sender, file)).map(Waiting::post).toList();
  }

  @Override
  public List<Post> waiting(DeviceId recipient, long after) {
    return rack().posts.stream()
        .map(Waiting::post)
        .filter(it -> it.recipient().equals(recipient) && it.number() > after)
        .sorted(Comparator.comparingLong(Post::number))
        .toList();
  }

  @Override
  public Optional<Post> find(String item, DeviceId recipient) {
    return waiting(recipient, 0).stream().filter(it -> it.item().equals(item)).findFirst();
  }

  @Override
  public void remove(String item) {
    fuse.write(() -> rack().posts.removeIf(it -> it.post().item().equals(item)));
  }

  @Override
  public boolean isRemembered(DeviceId sender, FileHash file) {
    return rack().remembered.contains(new Part(sender, file));
  }

  @Override
  public void unremember(DeviceId sender, FileHash file) {
    fuse.write(() -> rack().remembered.remove(new Part(sender, file)));
  }

  @Override
  public Set<FileHash> of(DeviceId sender) {
    return rack().parts.keySet().stream()
        .filter(it -> it.sender().equals(sender))
        .map(Part::file)
        .collect(Collectors.toSet());
  }

  @Override
  public long length(DeviceId sender, FileHash file) {
    return bytes(new Part(sender, file)).length;
  }

  @Override
  public boolean append(DeviceId sender, FileHash file, long offset, byte[] bytes) {
    var part = new Part(sender, file);
    byte[] before = bytes(part);
    if (before.length != offset) {
      return false;
    }
    byte[] after = Arrays.copyOf(before, before.length + bytes.length);
    System.arraycopy(bytes, 0, after, before.length, bytes.length);
    fuse.write(
        () -> {
          rack().unforced.add(part);
          rack().parts.put(part, after);
        });
    return true;
  }

  @Override
  public Optional<byte[]> whole(DeviceId sender, FileHash file) {
    byte[] bytes = bytes(new Part(sender, file));
    if (mutation == Mutation.HEADQUARTERS_BELIEVES_A_FILE_OF_A_TEAM_WITHOUT_ITS_HASH
        || FileHash.ofContent(bytes).equals(file)) {
      return Optional.of(bytes);
    }
    drop(sender, file);
    return Optional.empty();
  }

  @Override
  public void force(DeviceId sender, FileHash file) {
    if (mutation != Mutation.HEADQUARTERS_KEEPS_A_FILE_OF_A_TEAM_THAT_IS_NOT_ON_DISK) {
      fuse.write(() -> rack().unforced.remove(new Part(sender, file)));
    }
  }

  @Override
  public void drop(DeviceId sender, FileHash file) {
    fuse.write(() -> rack().parts.remove(new Part(sender, file)));
  }
}
