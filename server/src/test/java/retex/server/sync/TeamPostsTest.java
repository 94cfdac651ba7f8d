package retex.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.DeviceKey;
import retex.contract.FileHash;
import retex.proto.sync.v1.FetchRequest;
import retex.proto.sync.v1.FetchResponse;
import retex.proto.sync.v1.LackingRequest;
import retex.proto.sync.v1.LackingResponse;
import retex.proto.sync.v1.PostBegin;
import retex.proto.sync.v1.PostRequest;
import retex.proto.sync.v1.PostResponse;
import retex.proto.sync.v1.TeamPiece;
import retex.proto.sync.v1.TeamRefusal;
import retex.proto.sync.v1.TeamServiceGrpc;
import retex.relay.Measures;
import retex.relay.PostReceiving;
import retex.relay.Posts;
import retex.server.device.DeviceRole;
import retex.server.device.DeviceScope;
import retex.server.device.DeviceScopes;
import retex.server.device.RevocationOrder;
import retex.server.device.Revocations;
import retex.server.relay.TeamPosts;
import retex.server.sync.SomeDoor.Caller;
import retex.server.sync.SomeDoor.Heard;
import retex.team.TeamFile;

/** Files of a team by way of headquarters, over TLS. */
class TeamPostsTest {

  @TempDir private Path folder;
  private Optional<SomeDoor> door = Optional.empty();
  private Caller ines = new Caller(DeviceKey.generate(new SecureRandom()));
  private Caller omar = new Caller(DeviceKey.generate(new SecureRandom()));
  private Caller lena = new Caller(DeviceKey.generate(new SecureRandom()));
  private Caller other = new Caller(DeviceKey.generate(new SecureRandom()));

  @BeforeEach
  void open() {
    var server = new SomeDoor(folder.resolve("server"));
    door = Optional.of(server);
    server.on("2026-02-10");
    for (Caller it : List.of(ines, omar, lena)) {
      enrol(it, "MINELD");
    }
    enrol(other, "MINNOR");
  }

  @AfterEach
  void close() {
    door.ifPresent(SomeDoor::close);
  }

  @Test
  void a_file_waits_for_each_it_is_for_until_that_one_says_that_it_has_it() {
    byte[] file = file(1, 50_000);

    assertThat(post(ines, file, 1, omar, lena).getKept().getLeftOutList()).isEmpty();

    Fetched first = fetch(omar, "");
    assertThat(first.content()).isEqualTo(file);
    assertThat(first.last().getSender()).isEqualTo(device(ines));
    assertThat(fetch(omar, "").content()).isEqualTo(file);
    assertThat(fetch(omar, first.item()).pieces()).isEmpty();
    assertThat(fetch(omar, "").pieces()).isEmpty();
    assertThat(fetch(lena, first.item()).content()).isEqualTo(file); // another's name is nobody's
    assertThat(fetch(ines, "").pieces()).isEmpty();
  }

  @Test
  void what_nobody_waits_for_any_more_is_not_on_the_disk() throws Exception {
    post(ines, file(1, 3_000), 1, omar, lena);
    assertThat(files()).hasSize(1);

    fetch(omar, fetch(omar, "").item());
    assertThat(files()).hasSize(1);
    fetch(lena, fetch(lena, "").item());
    assertThat(files()).isEmpty();
  }

  @Test
  void a_later_file_about_the_same_takes_the_earlier_one_s_place_and_others_come_in_order() {
    byte[] newest = file(2, 3_000);
    byte[] next = file(4, 3_000);
    post(ines, file(1, 3_000), 1, omar);
    post(ines, newest, 1, omar);
    post(lena, next, 1, omar);

    Fetched fetched = fetch(omar, "");

    assertThat(fetched.contents()).containsExactly(newest, next);
  }

  @Test
  void an_earlier_file_that_arrives_late_does_not_take_a_later_one_s_place() {
    byte[] earlier = file(1, 3_000);
    byte[] later = file(2, 3_000);
    Posts posts = door().server.getBean(TeamPosts.class).posts();
    var late = new PostReceiving(ines.key.device(), posts, Measures.CONTRACT, answer -> {});
    late.hear(begin(earlier, earlier.length, 1, omar));
    post(ines, later, 1, omar);

    late.hear(piece(earlier));
    late.completed();

    assertThat(fetch(omar, "").contents()).containsExactly(later);
  }

  @Test
  void both_ways_go_on_in_the_middle_after_a_cut() {
    byte[] file = file(1, 50_000);
    cut(ines, file, 20_000, omar);

    assertThat(ask(ines, file, 1, omar).messages.get(0).getWantedFrom()).isEqualTo(20_000);
    post(ines, file, 1, omar);
    Fetched some = fetched(omar, FetchRequest.newBuilder().setProtocol(1).setMost(30_000).build());
    assertThat(some.content()).isEqualTo(Arrays.copyOf(file, 30_000));
    Fetched rest =
        fetched(
            omar,
            FetchRequest.newBuilder()
                .setProtocol(1)
                .setPart(some.last().getItem())
                .setOffset(30_000)
                .build());
    assertThat(rest.content()).isEqualTo(Arrays.copyOfRange(file, 30_000, 50_000));
  }

  @Test
  void one_that_stays_hears_of_a_file_once_it_is_there() {
    var heard = new Heard<FetchResponse>();
    TeamServiceGrpc.newStub(door().channel(Optional.of(omar)))
        .fetch(FetchRequest.newBuilder().setProtocol(1).setStays(true).build(), heard);

    byte[] file = file(1, 3_000);
    post(ines, file, 1, omar);

    assertThat(heard.await().getCode()).isEqualTo(Status.Code.OK);
    assertThat(heard.messages.get(0).getPiece().getContent().toByteArray()).isEqualTo(file);
  }

  @Test
  void nothing_passes_between_missions() {
    byte[] file = file(1, 3_000);

    assertThat(post(other, file, 1, omar).getRefused()).isEqualTo(TeamRefusal.TEAM_REFUSAL_NOBODY);
    PostResponse some = post(ines, file, 1, omar, other);

    assertThat(some.getKept().getLeftOutList()).containsExactly(device(other));
    assertThat(fetch(other, "").pieces()).isEmpty();
    scope(omar, "MINNOR");
    assertThat(fetch(omar, "").pieces()).isEmpty();
  }

  @Test
  void what_waits_for_a_laptop_whose_mission_is_wrong_for_a_while_comes_once_it_is_right_again() {
    byte[] file = file(1, 3_000);
    byte[] later = file(2, 3_000);
    post(ines, file, 1, omar);
    scope(omar, "MINNOR");
    post(other, later, 2, omar);
    Fetched between = fetch(omar, "");
    assertThat(between.contents()).containsExactly(later);
    assertThat(fetch(omar, between.item()).pieces()).isEmpty();

    scope(omar, "MINELD");

    assertThat(fetch(omar, "").contents()).containsExactly(file);
  }

  @Test
  void what_was_passed_over_still_waits_where_the_server_starts_anew_before_it_hears_what_came() {
    byte[] file = file(1, 3_000);
    byte[] later = file(2, 3_000);
    post(ines, file, 1, omar);
    scope(omar, "MINNOR");
    post(other, later, 2, omar);
    Fetched between = fetch(omar, "");
    assertThat(between.contents()).containsExactly(later);
    scope(omar, "MINELD");

    door().close();
    reopen("server");

    assertThat(fetch(omar, between.item()).contents()).containsExactly(file);
  }

  @Test
  void what_was_passed_over_since_a_copy_was_made_still_waits_where_that_is_put_back()
      throws Exception {
    byte[] file = file(1, 3_000);
    post(ines, file, 1, omar);
    post(lena, file(2, 3_000), 2, omar);
    Path copy = folder.resolve("copy");
    door().close();
    copy(folder.resolve("server"), copy);
    reopen("server");
    scope(ines, "MINNOR");
    String held = fetch(omar, "").item();

    door().close();
    reopen("copy");

    assertThat(fetch(omar, held).contents()).containsExactly(file);
  }

  @Test
  void a_laptop_without_a_mission_hands_nothing_over() {
    door().server.getBean(DeviceScopes.class).take(ines.key.device(), "ada");

    assertThat(post(ines, file(1, 100), 1, omar).getRefused())
        .isEqualTo(TeamRefusal.TEAM_REFUSAL_MISSION_MISSING);
  }

  @Test
  void a_revoked_laptop_gives_and_gets_nothing() {
    byte[] file = file(1, 3_000);
    post(ines, file, 1, omar, lena);
    revoke(ines);

    assertThat(post(ines, file, 1, omar).getRefused()).isEqualTo(TeamRefusal.TEAM_REFUSAL_REVOKED);
    assertThat(fetch(omar, "").pieces()).isEmpty();

    post(lena, file, 1, omar);
    revoke(omar);
    var heard = new Heard<FetchResponse>();
    TeamServiceGrpc.newStub(door().channel(Optional.of(omar)))
        .fetch(FetchRequest.newBuilder().setProtocol(1).build(), heard);
    heard.await();
    assertThat(heard.messages)
        .extracting(FetchResponse::getRefused)
        .containsExactly(TeamRefusal.TEAM_REFUSAL_REVOKED);
    assertThat(post(lena, file, 2, omar).getRefused()).isEqualTo(TeamRefusal.TEAM_REFUSAL_NOBODY);
  }

  @Test
  void what_is_too_large_or_not_what_it_says_or_out_of_turn_is_refused_by_name() throws Exception {
    byte[] file = file(1, 3_000);
    PostRequest huge = begin(new byte[1], TeamFile.MOST_BYTES + 1L, 1, omar);

    assertThat(said(ines, huge)).isEqualTo(TeamRefusal.TEAM_REFUSAL_TOO_LARGE);
    assertThat(said(ines, begin(file, -1, 1, omar))).isEqualTo(TeamRefusal.TEAM_REFUSAL_TOO_LARGE);
    assertThat(said(ines, begin(file(9, 3_000), 3_000, 1, omar), piece(file)))
        .isEqualTo(TeamRefusal.TEAM_REFUSAL_HASH_WRONG);
    assertThat(said(ines, begin(file, 3_000, 1, omar), piece(file), piece(file)))
        .isEqualTo(TeamRefusal.TEAM_REFUSAL_OUT_OF_TURN);
    assertThat(said(ines, piece(file))).isEqualTo(TeamRefusal.TEAM_REFUSAL_OUT_OF_TURN);
    assertThat(said(ines, PostRequest.getDefaultInstance()))
        .isEqualTo(TeamRefusal.TEAM_REFUSAL_MALFORMED);
    assertThat(fetch(omar, "").pieces()).isEmpty();
    assertThat(files()).hasSizeLessThan(2);
  }

  @Test
  void one_laptop_cannot_fill_another_s_post_nor_hold_up_a_third() {
    for (int topic = 1; topic <= 10; topic++) {
      post(ines, file(topic, 100), topic, omar);
    }

    assertThat(post(ines, file(11, 100), 11, omar).getRefused())
        .isEqualTo(TeamRefusal.TEAM_REFUSAL_FULL);
    assertThat(post(ines, file(12, 100), 10, omar).hasKept()).isTrue();
    assertThat(post(lena, file(13, 100), 1, omar).hasKept()).isTrue();
  }

  @Test
  void what_was_handed_over_once_more_comes_once_more_and_stands_there_once() throws Exception {
    byte[] file = file(1, 3_000);
    post(ines, file, 1, omar);
    post(ines, file, 1, omar);

    Fetched fetched = fetch(omar, "");
    assertThat(fetched.contents()).containsExactly(file);
    fetch(omar, fetched.item());
    post(ines, file, 1, omar);
    assertThat(fetch(omar, "").contents()).containsExactly(file);
    assertThat(files()).hasSize(1);
  }

  @Test
  void a_server_that_was_put_back_says_what_it_lost_and_what_is_known_is_not_asked_for_again()
      throws Exception {
    byte[] before = file(1, 3_000);
    byte[] after = file(2, 3_000);
    post(ines, before, 1, omar);
    fetch(omar, fetch(omar, "").item());
    Path copy = folder.resolve("copy");
    door().close();
    copy(folder.resolve("server"), copy);
    reopen("server");
    post(ines, after, 2, omar);
    String held = fetch(omar, "").item();
    assertThat(lacking(ines, before, after)).isEmpty();

    door().close();
    reopen("copy");

    assertThat(lacking(ines, before, after)).containsExactly(hash(after));
    assertThat(lacking(lena, before)).containsExactly(hash(before)); // another's is nobody's
    post(ines, after, 2, omar);
    assertThat(fetch(omar, held).content()).isEqualTo(after);
    assertThat(lacking(ines, before, after)).isEmpty();
  }

  @Test
  void what_its_disk_has_lost_before_anybody_fetched_it_is_lacking() throws Exception {
    byte[] lost = file(1, 3_000);
    byte[] damaged = file(2, 3_000);
    post(ines, lost, 1, omar);
    Files.delete(files().get(0));
    post(ines, damaged, 2, omar);
    Files.write(files().get(0), new byte[3_000]);
    fetch(omar, "");

    assertThat(lacking(ines, lost, damaged)).containsExactly(hash(lost), hash(damaged));
  }

  @Test
  void who_may_not_speak_or_says_nothing_that_is_understood_is_told_so_by_name() {
    byte[] file = file(1, 3_000);
    LackingRequest.Builder asks = LackingRequest.newBuilder().addPosted(hash(file));

    assertThat(ask(ines, asks.setProtocol(2).build()).getRefused())
        .isEqualTo(TeamRefusal.TEAM_REFUSAL_PROTOCOL);
    assertThat(ask(ines, LackingRequest.newBuilder().setProtocol(1).build()).getRefused())
        .isEqualTo(TeamRefusal.TEAM_REFUSAL_MALFORMED);
    revoke(ines);
    assertThat(ask(ines, asks.setProtocol(1).build()).getRefused())
        .isEqualTo(TeamRefusal.TEAM_REFUSAL_REVOKED);
  }

  @Test
  void what_nobody_fetched_for_thirty_days_goes() throws Exception {
    post(ines, file(1, 3_000), 1, omar);
    TeamPosts posts = door().server.getBean(TeamPosts.class);

    door().on("2026-03-10");
    posts.forget();
    assertThat(files()).hasSize(1);
    door().on("2026-03-13");
    posts.forget();

    assertThat(files()).isEmpty();
    assertThat(fetch(omar, "").pieces()).isEmpty();
  }

  @Test
  void what_this_disk_has_damaged_holds_nothing_up() throws Exception {
    byte[] good = file(2, 3_000);
    post(ines, file(1, 3_000), 1, omar);
    Files.write(files().get(0), new byte[3_000]);
    post(lena, good, 1, omar);

    assertThat(fetch(omar, "").contents()).containsExactly(good);
  }

  private SomeDoor door() {
    return door.orElseThrow();
  }

  private void reopen(String server) {
    door = Optional.of(new SomeDoor(folder.resolve(server)));
    door().on("2026-02-10");
  }

  private static void copy(Path from, Path to) throws Exception {
    try (var all = Files.walk(from)) {
      for (Path it : all.toList()) {
        Files.copy(it, to.resolve(from.relativize(it).toString()));
      }
    }
  }

  private void enrol(Caller caller, String mission) {
    door().enrols(caller, door().token());
    scope(caller, mission);
  }

  private void scope(Caller caller, String mission) {
    door()
        .server
        .getBean(DeviceScopes.class)
        .give(caller.key.device(), new DeviceScope(mission, DeviceRole.EVALUATOR), "ada");
  }

  private void revoke(Caller caller) {
    door()
        .server
        .getBean(Revocations.class)
        .revoke(caller.key.device(), RevocationOrder.HAND_OVER, "handed in", "ada");
  }

  private List<Path> files() throws Exception {
    Path posts = folder.resolve("server").resolve("team-posts");
    if (Files.notExists(posts)) {
      return List.of();
    }
    try (var all = Files.list(posts)) {
      return all.toList();
    }
  }

  private static byte[] file(long seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static ByteString device(Caller caller) {
    return ByteString.copyFrom(caller.key.device().bytes());
  }

  private List<ByteString> lacking(Caller from, byte[]... posted) {
    var request = LackingRequest.newBuilder().setProtocol(1);
    Arrays.stream(posted).forEach(it -> request.addPosted(hash(it)));
    return ask(from, request.build()).getLacking().getPostedList();
  }

  private LackingResponse ask(Caller from, LackingRequest request) {
    return TeamServiceGrpc.newBlockingStub(door().channel(Optional.of(from))).lacking(request);
  }

  private static ByteString hash(byte[] file) {
    return ByteString.copyFrom(FileHash.ofContent(file).bytes());
  }

  private PostResponse post(Caller from, byte[] file, int topic, Caller... to) {
    Heard<PostResponse> heard = ask(from, file, topic, to);
    PostResponse answer = heard.messages.get(0);
    if (!answer.hasWantedFrom()) {
      return answer;
    }
    byte[] rest = Arrays.copyOfRange(file, (int) answer.getWantedFrom(), file.length);
    List<PostResponse> all = say(from, begin(file, file.length, topic, to), piece(rest)).messages;
    return all.get(all.size() - 1);
  }

  /** Says which file, and no more. */
  private Heard<PostResponse> ask(Caller from, byte[] file, int topic, Caller... to) {
    return say(from, begin(file, file.length, topic, to));
  }

  private void cut(Caller from, byte[] file, int at, Caller to) {
    say(from, begin(file, file.length, 1, to), piece(Arrays.copyOf(file, at)));
  }

  private TeamRefusal said(Caller from, PostRequest... said) {
    List<PostResponse> all = say(from, said).messages;
    return all.get(all.size() - 1).getRefused();
  }

  private Heard<PostResponse> say(Caller from, PostRequest... said) {
    var stub = TeamServiceGrpc.newStub(door().channel(Optional.of(from)));
    return SomeDoor.call(stub::post, said);
  }

  private static PostRequest begin(byte[] file, long size, int topic, Caller... to) {
    byte[] name = new byte[16];
    name[0] = (byte) topic;
    var begin =
        PostBegin.newBuilder()
            .setProtocol(1)
            .setSha256(ByteString.copyFrom(FileHash.ofContent(file).bytes()))
            .setSize(size)
            .setTopic(ByteString.copyFrom(name));
    Arrays.stream(to).forEach(it -> begin.addRecipients(device(it)));
    return PostRequest.newBuilder().setBegin(begin).build();
  }

  private static PostRequest piece(byte[] bytes) {
    return PostRequest.newBuilder().setPiece(ByteString.copyFrom(bytes)).build();
  }

  private Fetched fetch(Caller who, String held) {
    return fetched(
        who,
        FetchRequest.newBuilder()
            .setProtocol(1)
            .setHeld(ByteString.copyFrom(java.util.HexFormat.of().parseHex(held)))
            .build());
  }

  private Fetched fetched(Caller who, FetchRequest request) {
    var heard = new Heard<FetchResponse>();
    TeamServiceGrpc.newStub(door().channel(Optional.of(who))).fetch(request, heard);
    assertThat(heard.await().getCode()).isEqualTo(Status.Code.OK);
    return new Fetched(heard.messages.stream().map(FetchResponse::getPiece).toList());
  }

  /** What a call brought. */
  private record Fetched(List<TeamPiece> pieces) {

    TeamPiece last() {
      return pieces.get(pieces.size() - 1);
    }

    String item() {
      return java.util.HexFormat.of().formatHex(last().getItem().toByteArray());
    }

    byte[] content() {
      return contents().get(0);
    }

    List<byte[]> contents() {
      return pieces.stream()
          .map(TeamPiece::getItem)
          .distinct()
          .map(
              item ->
                  pieces.stream()
                      .filter(it -> it.getItem().equals(item))
                      .map(TeamPiece::getContent)
                      .reduce(ByteString.EMPTY, ByteString::concat)
                      .toByteArray())
          .toList();
    }
  }
}
