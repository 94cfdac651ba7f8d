package retex.agent.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micronaut.context.ApplicationContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.attachment.Attachments;
import retex.agent.attachment.SomePhotograph;
import retex.agent.bundle.Bundles.Exported;
import retex.agent.bundle.Bundles.Order;
import retex.agent.record.Log;
import retex.agent.record.Logs;
import retex.agent.record.NamedFiles;
import retex.agent.sync.SomeEnrolment;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.bundle.Answer;
import retex.bundle.BundleFile;
import retex.bundle.BundleRefusal;
import retex.bundle.HeadquartersBundles;
import retex.bundle.HeadquartersBundles.Landing;
import retex.bundle.MemoryFiles;
import retex.contract.Attachment;
import retex.contract.EvaluationBuilder;
import retex.contract.FileHash;
import retex.contract.Seal;
import retex.contract.SomeLog;
import retex.exchange.SomeSides;
import retex.proto.bundle.v1.UpOpening;
import retex.refusal.RefusedException;

/** Photographs of a laptop on sticks: what goes, what goes on, and what an answer settles. */
class PhotographsInBundlesTest {

  private static final Seal.Pair SERVER = SomeLog.key(90).sealing();
  private static final long ANY = Long.MAX_VALUE;
  private static final long STICK = 4_500;

  @TempDir Path folder;
  private ApplicationContext laptop = ApplicationContext.builder().build();
  private final MemoryFiles there = new MemoryFiles();
  private Optional<HeadquartersBundles> headquarters = Optional.empty();
  private long answers;

  @BeforeEach
  void open() {
    laptop = SomeLaptop.with(Map.of("retex.data", folder.resolve("data").toString())).start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
    SomeEnrolment.with(laptop, SERVER.publicKey());
    var sides = new SomeSides(laptop.getBean(Logs.class).key());
    headquarters =
        Optional.of(new HeadquartersBundles(sides.headquarters(), sides.outbox(), there, SERVER));
  }

  @AfterEach
  void close() {
    laptop.close();
  }

  @Test
  void the_next_stick_goes_on_and_the_answer_settles_what_a_link_need_not_send() {
    byte[] photograph = photographed(1);
    Exported first = export("one", new Order(STICK, false, false));
    Exported second = export("two", new Order(ANY, true, false));
    FilesUnderWay.Load exported = bundles().files();

    assertThat(first.isAll()).isFalse();
    assertThat(second.isAll()).isTrue();
    assertThat(first.parts().get(0).fileBytes() + second.parts().get(0).fileBytes())
        .isEqualTo(photograph.length);
    assertThat(exported).isEqualTo(new FilesUnderWay.Load(1, photograph.length, 0, 0));
    land(first);
    assertThat(land(second).files().kept()).isEqualTo(1);
    Answer.Taken taken = bundles().take(answer(second));

    assertThat(taken.files()).isEqualTo(1);
    assertThat(bundles().files().files()).isZero();
    assertThat(laptop.getBean(NamedFiles.class).sendable()).isEmpty();
  }

  @Test
  void what_no_answer_acknowledges_is_sent_again_from_the_byte_that_the_last_one_named() {
    byte[] photograph = photographed(2);
    Exported first = export("one", new Order(STICK, false, false));
    land(first);
    bundles().take(answer(first));
    export("lost", new Order(ANY, true, false));

    assertThat(bundles().files().bytes()).isEqualTo(photograph.length - there.length(photograph));
    Exported again = export("again", new Order(ANY, false, false));

    assertThat(again.parts().get(0).fileBytes())
        .isEqualTo(photograph.length - there.length(photograph));
    assertThat(land(again).files().kept()).isEqualTo(1);
  }

  @Test
  void an_answer_before_the_next_stick_does_not_make_it_begin_anew() {
    photographed(3);
    Exported first = export("one", new Order(STICK, false, false));
    Exported second = export("two", new Order(STICK, true, false));
    land(first);
    bundles().take(answer(first));
    Exported third = export("three", new Order(STICK, true, false));

    land(second);
    assertThat(land(third).waits()).isFalse();
  }

  @Test
  void parts_in_a_folder_keep_to_their_size_and_hold_everything() throws IOException {
    photographed(4);
    byte[] last = photographed(5);
    Path stick = Files.createDirectory(folder.resolve("stick"));

    Exported all = bundles().export(stick, new Order(STICK, false, false));

    assertThat(all.isAll()).isTrue();
    assertThat(all.parts()).hasSizeGreaterThan(3).allMatch(it -> it.bytes() <= STICK);
    land(all);
    assertThat(there.holds(last)).isTrue();
  }

  @Test
  void records_only_leaves_photographs_for_later_in_a_bundle_of_the_older_format()
      throws IOException {
    byte[] photograph = photographed(6);

    Exported records = export("records", new Order(ANY, false, true));
    land(records);

    assertThat(records.isAll()).isTrue();
    assertThat(Files.readAllBytes(folder.resolve("records.bundle"))[11]).isEqualTo((byte) 1);
    assertThat(there.length(photograph)).isZero();
    assertThat(bundles().files().left()).isEqualTo(1);
  }

  @Test
  void a_photograph_that_is_not_here_any_more_holds_up_no_other() throws IOException {
    photographed(7);
    try (Stream<Path> files = Files.walk(folder.resolve("data").resolve("attachments"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    byte[] good = photographed(8);

    Exported all = export("one", new Order(ANY, false, false));
    land(all);

    assertThat(there.holds(good)).isTrue();
    assertThat(laptop.getBean(NamedFiles.class).lost()).hasSize(1);
  }

  @Test
  void what_headquarters_refuses_for_its_type_is_not_sent_again() {
    byte[] photograph = photographed(9);
    there.refuse(photograph);
    Exported all = export("one", new Order(ANY, false, false));
    land(all);

    Answer.Taken taken = bundles().take(answer(all));

    assertThat(taken.files()).isZero();
    assertThat(bundles().files().files()).isZero();
    assertThat(laptop.getBean(NamedFiles.class).lost()).hasSize(1);
  }

  @Test
  void what_a_server_put_back_from_a_copy_has_lost_waits_again_once_its_answer_lacks_it() {
    byte[] photograph = photographed(11);
    Exported all = export("one", new Order(ANY, false, false));
    land(all);
    bundles().take(answer(all));
    assertThat(bundles().files().files()).isZero();
    there.lose(photograph);

    Exported nothing = export("two", new Order(ANY, false, false));
    land(nothing);
    bundles().take(answer(nothing));

    assertThat(bundles().files().files()).isEqualTo(1);
    assertThat(land(export("three", new Order(ANY, false, false))).files().kept()).isEqualTo(1);
  }

  @Test
  void what_a_server_put_back_has_lost_waits_again_though_it_does_not_say_what_it_answers()
      throws IOException {
    byte[] photograph = photographed(13);
    Exported all = export("one", new Order(ANY, false, false));
    land(all);
    bundles().take(answer(older(all)));
    there.lose(photograph);

    bundles().take(answer(older(all))); // may have been written before
    assertThat(bundles().files().files()).isZero();
    Exported nothing = export("two", new Order(ANY, false, false));
    land(nothing);
    bundles().take(answer(older(nothing)));

    assertThat(bundles().files().files()).isEqualTo(1);
    assertThat(land(export("three", new Order(ANY, false, false))).files().kept()).isEqualTo(1);
  }

  @Test
  void what_a_link_has_brought_since_is_there_whatever_an_answer_of_before_says() {
    byte[] photograph = photographed(12);
    Exported part = export("one", new Order(STICK, false, false));
    land(part);
    Path before = answer(part);
    laptop
        .getBean(NamedFiles.class)
        .settle(FileHash.ofContent(photograph), NamedFiles.Fate.KEPT); // as a link does

    bundles().take(before);

    assertThat(bundles().files().files()).isZero();
    assertThat(laptop.getBean(NamedFiles.class).kept()).hasSize(1);
  }

  @Test
  void the_next_bundle_of_a_laptop_put_back_from_a_copy_speaks_for_it() {
    BundleRows rows = laptop.getBean(BundleRows.class);
    BundleRow copy = rows.findById(1).orElseThrow();
    long last = 0;
    for (int i = 0; i < 3; i++) {
      last = serial(export("before-" + i, new Order(ANY, false, false)));
    }

    rows.update(copy);

    assertThat(serial(export("after", new Order(ANY, false, false)))).isGreaterThan(last);
  }

  @Test
  void of_two_answers_that_are_carried_none_takes_the_other_s_place() {
    Exported all = export("one", new Order(ANY, false, false));
    land(all);
    Path older = answer(all);
    Path newer = answer(all);
    Pouch pouch = laptop.getBean(Pouch.class);

    pouch.carry(newer);
    pouch.carry(older);
    pouch.carry(older);

    assertThat(pouch.answers()).hasSize(2);
  }

  @Test
  void of_the_answers_that_are_carried_for_one_laptop_the_newest_few_stay() {
    Exported all = export("one", new Order(ANY, false, false));
    land(all);
    Pouch pouch = laptop.getBean(Pouch.class);
    Path last = folder;
    for (int i = 0; i < 7; i++) {
      last = answer(all);
      pouch.carry(last);
    }

    assertThat(pouch.answers()).hasSize(4);
    Path newest = last;
    assertThat(pouch.answers()).anySatisfy(it -> assertThat(it).hasSameBinaryContentAs(newest));
  }

  private long serial(Exported exported) {
    return hq().check(BundleFile.at(Path.of(exported.parts().get(0).file()))).serial();
  }

  @Test
  void a_part_into_which_nothing_goes_is_refused_by_name_and_not_written() {
    photographed(10);
    export("one", new Order(STICK, false, false));

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> export("tiny", new Order(700, true, false)))
        .satisfies(
            it -> assertThat(it.refusal().code()).isEqualTo(BundleRefusal.BUNDLE_SIZE_TOO_SMALL));
    assertThat(folder.resolve("tiny.bundle")).doesNotExist();
  }

  /** A record with a photograph; answers the copy that travels. */
  private byte[] photographed(long seed) {
    Attachments attachments = laptop.getBean(Attachments.class);
    Attachment named = attachments.add(SomePhotograph.jpeg(300, 200, 1, seed));
    laptop
        .getBean(Log.class)
        .submit(
            EvaluationBuilder.builder(SomeLog.evaluation("some remark"))
                .attachments(List.of(named))
                .build(),
            "evaluator",
            SomeLog.INSTRUMENT);
    byte[] copy = attachments.copy(named.hash());
    there.name(copy);
    return copy;
  }

  private Exported export(String name, Order order) {
    return bundles().export(folder.resolve(name + ".bundle"), order);
  }

  /** The last of its parts. */
  private Landing land(Exported exported) {
    return exported.parts().stream()
        .map(part -> BundleFile.at(Path.of(part.file())))
        .map(file -> hq().land(file, hq().check(file)))
        .reduce((before, after) -> after)
        .orElseThrow();
  }

  private Path answer(Exported exported) {
    return answer(greeting(exported));
  }

  private HeadquartersBundles.Greeting greeting(Exported exported) {
    return hq().check(BundleFile.at(Path.of(exported.parts().get(0).file())));
  }

  /** As a server answers that keeps no serial of what it answers. */
  private HeadquartersBundles.Greeting older(Exported exported) throws IOException {
    var in = new ByteArrayInputStream(greeting(exported).bytes());
    var opening = UpOpening.parser().parseDelimitedFrom(in).toBuilder().clearSerial().build();
    var out = new ByteArrayOutputStream();
    opening.writeDelimitedTo(out);
    in.transferTo(out);
    return HeadquartersBundles.Greeting.of(out.toByteArray());
  }

  private Path answer(HeadquartersBundles.Greeting greeting) {
    answers++;
    Path file = folder.resolve("answer-" + answers + ".bundle");
    return BundleFile.write(
        file,
        out -> {
          hq().answer(out, greeting, answers, Optional.empty());
          return file;
        });
  }

  private HeadquartersBundles hq() {
    return headquarters.orElseThrow();
  }

  private Bundles bundles() {
    return laptop.getBean(Bundles.class);
  }
}
