package retex.server.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.contract.Attachment;
import retex.contract.Entry;
import retex.contract.Evaluation;
import retex.contract.EvaluationBuilder;
import retex.contract.FileHash;
import retex.contract.FileOutcome;
import retex.contract.Head;
import retex.contract.LogTip;
import retex.contract.UnitRef;
import retex.delivery.FileIntake.Wanted;
import retex.refusal.RefusedException;
import retex.server.SomeStore;
import retex.server.device.RevocationOrder;
import retex.server.device.Revocations;
import retex.server.handover.HandOvers.Backlog;
import retex.server.handover.Settling.Claim;
import retex.server.ingest.Ingest;
import retex.server.ingest.SomeDevices;
import retex.server.record.Attachments;
import retex.server.record.Erasure;
import retex.server.record.Erasures;
import retex.server.record.SomeEntries;

/** Photographs of revoked laptops: nothing of them is lost before they are admitted. */
class HandedFilesTest {

  private static final byte[] OLD = photograph(1);
  private static final byte[] SHARED = photograph(2);
  private static final byte[] NEW = photograph(3);

  @TempDir private Path folder;
  private final SomeEntries laptop = new SomeEntries();
  private final Entry known = laptop.evaluation(with(OLD, SHARED));
  private final Head knownHead = laptop.head();
  private final Entry brought = laptop.evaluation(with(SHARED, NEW));
  private ApplicationContext server;

  @BeforeEach
  void open() {
    server = SomeStore.in(folder);
    SomeDevices.enrol(server, laptop.key());
    server.getBean(Ingest.class).commit(LogTip.empty(laptop.log()), List.of(known), knownHead);
    server
        .getBean(Revocations.class)
        .revoke(laptop.device(), RevocationOrder.HAND_OVER, "Left behind.", "ada");
    server
        .getBean(Quarantine.class)
        .commit(LogTip.at(known.revision()), List.of(brought), laptop.head());
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void what_was_never_judged_does_not_count_as_here() throws IOException {
    take(OLD);
    take(SHARED);
    Files.write(part(NEW), new byte[NEW.length]); // the server died at its last byte

    assertThat(missing()).isEqualTo(1);
    assertThat(revoked()).isFalse();
    take(NEW);

    assertThat(missing()).isZero();
    assertThat(revoked()).isTrue();
  }

  @Test
  void a_spoilt_file_is_not_admitted() throws IOException {
    take(OLD);
    take(NEW);
    admit("rita");
    Files.write(part(NEW), new byte[NEW.length]);

    admit("rob");

    assertThat(holds(OLD)).isTrue();
    assertThat(holds(NEW)).isFalse();
  }

  @Test
  void a_file_that_comes_after_somebody_agreed_must_be_agreed_to_anew() {
    String before = backlog().version();
    admit("rita");
    take(NEW);

    assertThat(backlog().state()).isEqualTo("waiting");
    assertThat(backlog().version()).isNotEqualTo(before).hasSize(64);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> handOvers().admit(laptop.device(), before, "rob"));
  }

  @Test
  void a_file_of_which_the_server_died_before_it_told_must_be_agreed_to_anew() throws IOException {
    take(OLD);
    admit("rita");
    Files.write(part(NEW), NEW);

    assertThat(backlog().state()).isEqualTo("waiting");
    admit("rob"); // proposes it
    assertThat(holds(NEW)).isFalse();
    admit("rita");

    assertThat(holds(NEW)).isTrue();
  }

  @Test
  void files_are_among_the_others_once_admitted_and_not_before() {
    take(OLD);
    take(NEW);
    admit("rita");
    assertThat(holds(NEW)).isFalse();
    handOvers().refuse(laptop.device(), backlog().version(), "Not ours.", "olaf");
    admit("rob"); // proposes it again
    assertThat(holds(NEW)).isFalse();
    admit("rita");

    assertThat(holds(OLD)).isTrue();
    assertThat(holds(NEW)).isTrue();
  }

  @Test
  void an_erasure_takes_the_files_of_its_record_alone() throws IOException {
    take(OLD);
    take(SHARED);
    take(NEW);
    Files.setLastModifiedTime(part(NEW), FileTime.from(Instant.now().minus(Duration.ofDays(90))));

    server
        .getBean(Erasures.class)
        .erase(known.revision().record(), new Erasure("Names a source.", "olaf", "nora"));

    assertThat(part(OLD)).doesNotExist();
    assertThat(part(SHARED)).exists();
    assertThat(part(NEW)).exists();
  }

  @Test
  void what_nothing_names_once_all_is_admitted_is_thrown_away() throws IOException {
    take(OLD);
    Path stranger = Files.write(part(photograph(4)), photograph(4));
    Path other = folder.resolve("quarantine").resolve("0".repeat(32) + "-" + "0".repeat(64));
    Files.write(other, new byte[1]);
    admit("rita");
    assertThat(stranger).exists();

    admit("rob");

    assertThat(stranger).doesNotExist();
    assertThat(other).exists();
    assertThat(holds(OLD)).isTrue();
  }

  private void take(byte[] file) {
    var wanted = new Wanted(FileHash.ofContent(file), file.length, Attachment.JPEG, 0);
    assertThat(server.getBean(HandedFiles.class).take(laptop.device(), wanted, 0, file))
        .isEqualTo(FileOutcome.KEPT);
  }

  private long missing() {
    var end = List.of(new Claim(1, 2, brought.revision().id()));
    return server.getBean(Settling.class).settle(laptop.device(), end, Set.of()).files();
  }

  private boolean revoked() {
    return server
        .getBean(Revocations.class)
        .find(laptop.device())
        .orElseThrow()
        .ordered()
        .isPresent();
  }

  private boolean holds(byte[] file) {
    return server.getBean(Attachments.class).holds(FileHash.ofContent(file));
  }

  private Path part(byte[] file) {
    return folder
        .resolve("quarantine")
        .resolve(laptop.device().hex() + "-" + FileHash.ofContent(file).hex());
  }

  private void admit(String officer) {
    handOvers().admit(laptop.device(), backlog().version(), officer);
  }

  private Backlog backlog() {
    return handOvers().find(laptop.device());
  }

  private HandOvers handOvers() {
    return server.getBean(HandOvers.class);
  }

  private static Evaluation with(byte[]... photographs) {
    Evaluation it =
        SomeEntries.anEvaluation(UnitRef.typed("ELDBATT", "infantry-battalion", "ELD", "M"), 3);
    return EvaluationBuilder.builder(it)
        .attachments(
            Arrays.stream(photographs)
                .map(
                    one ->
                        new Attachment(
                            FileHash.ofContent(one), one.length, Attachment.JPEG, "", ""))
                .toList())
        .build();
  }

  private static byte[] photograph(int seed) {
    byte[] bytes = new byte[500];
    Arrays.fill(bytes, (byte) seed);
    bytes[0] = (byte) 0xff;
    bytes[1] = (byte) 0xd8;
    bytes[2] = (byte) 0xff;
    return bytes;
  }
}
