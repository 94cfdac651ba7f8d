package retex.agent.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retex.agent.draft.Draft;
import retex.agent.draft.DraftChange;
import retex.agent.draft.Drafts;
import retex.agent.entry.Keeping.Change;
import retex.agent.library.Library;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.agent.web.Knock;
import retex.agent.web.Words;
import retex.refusal.RefusedException;

/** The way of a keystroke to the disk, without the framework. */
class KeepingAloneTest {

  private static final String FORM = "infantry-battalion@1";
  private static final String REMARK = "answers.FP1.comment";

  @TempDir private static Path folder;
  private static ApplicationContext laptop = ApplicationContext.builder().build();

  private static String token = "";

  private String draft = "";

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    laptop = SomeLaptop.with(Map.of("retex.data", folder.resolve("data").toString())).start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
    int port = laptop.getBean(EmbeddedServer.class).start().getPort();
    String page =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    token = page.replaceAll("(?s).*?name=\"csrf\" value=\"([^\"]+)\".*", "$1");
  }

  @AfterAll
  static void close() {
    laptop.close();
  }

  @BeforeEach
  void begin() {
    laptop.getBean(Library.class).instruments(); // as the form's page did
    draft = laptop.getBean(Submission.class).open(FORM, "", "en").id();
  }

  @Test
  void what_is_typed_is_kept_and_undone_as_on_the_ordinary_way() throws SQLException {
    alone(REMARK, "", "Slow");
    alone(REMARK, "Slow", "Slow by night");
    alone("answers.FP1.rating", "", "2");

    assertThat(value(REMARK)).isEqualTo("Slow by night");
    assertThat(drafts().history(draft)).hasSize(2);
    keeping().undo(draft);
    keeping().undo(draft);
    assertThat(value(REMARK)).isEmpty();
  }

  @Test
  void what_is_refused_changes_nothing_and_leaves_the_store_to_others() throws SQLException {
    alone(REMARK, "", "Slow");

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> alone(REMARK, "not seen", "Quick"));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> alone("answers.FP1.secret", "", "Quick"));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                keeping()
                    .keepAlone(
                        draft,
                        new Change(REMARK, "Slow", "Quick"),
                        kept -> {
                          throw new IllegalStateException("after it was written");
                        }));

    assertThat(value(REMARK)).isEqualTo("Slow");
    assertThat(drafts().history(draft)).hasSize(1);
  }

  @Test
  void what_another_window_or_an_undo_wrote_in_between_is_seen() throws SQLException {
    alone(REMARK, "", "Slow");
    keeping().keep(draft, List.of(new Change(REMARK, "Slow", "Slowly")));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> alone(REMARK, "Slow", "Slow by night"));
    alone(REMARK, "Slowly", "Slowly by night");

    keeping().undo(draft);

    alone(REMARK, "", "Slow again");
    alone(REMARK, "Slow again", "Slow again by night");
    assertThat(drafts().find(draft).version()).isEqualTo(7);
    assertThat(drafts().history(draft).stream().map(it -> it.version() + " " + it.before()))
        .containsExactly("7 ", "5 Slowly by night", "4 ");
  }

  @Test
  void a_draft_that_is_gone_is_not_kept_from_memory() throws SQLException {
    alone(REMARK, "", "Slow");
    drafts().discard(draft);

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> alone(REMARK, "Slow", "Quick"));
    assertThat(drafts().all()).noneMatch(it -> it.id().equals(draft));
  }

  @Test
  void two_drafts_in_turn_are_not_taken_for_each_other() throws SQLException {
    String first = draft;
    begin();
    String second = draft;
    for (int i = 0; i < 3; i++) {
      draft = first;
      alone(REMARK, i == 0 ? "" : "first " + (i - 1), "first " + i);
      draft = second;
      alone(REMARK, i == 0 ? "" : "second " + (i - 1), "second " + i);
    }

    assertThat(value(REMARK)).isEqualTo("second 2");
    draft = first;
    assertThat(value(REMARK)).isEqualTo("first 2");
  }

  /** What is answered from memory, and what is written, is what would be made anew. */
  @Test
  void however_fields_follow_each_other_nothing_old_is_told() throws IOException, SQLException {
    var mapper = laptop.getBean(ObjectMapper.class);
    var random = new Random(20261126);
    List<String> fields =
        List.of(
            REMARK,
            "answers.FP2.comment",
            "answers.FP1.rating",
            "answers.FP1.reason",
            "answers.FP2.rating",
            "narrative.strengths",
            "unit.name",
            "evaluators",
            "period.from");
    for (int i = 0; i < 300; i++) {
      String field =
          fields.get(random.nextInt(4) > 0 ? random.nextInt(3) : random.nextInt(fields.size()));
      String before = value(field);
      String value = random.nextInt(5) == 0 ? "" : Integer.toString(random.nextInt(5));
      Optional<byte[]> answer =
          pages()
              .answer(
                  knock(),
                  mapper.writeValueAsBytes(
                      Map.of("name", field, "value", value, "before", before)));

      Draft now = drafts().find(draft);
      Optional<DraftChange> undoable = drafts().lastChange(draft);
      var words = Words.in("en");
      var instruments = laptop.getBean(Library.class).instruments();
      var anew =
          new FieldPages.Kept(
              now.version(),
              undoable.map(it -> Forms.label(now, it.place(), words, () -> instruments)).orElse(""),
              field.equals("evaluators") && !value.isEmpty()
                  ? Map.of(field, value + "; member")
                  : Map.of(),
              Forms.standing(now, DraftForm.of(now.content()), "", words, instruments));
      assertThat(new String(answer.orElseThrow(), StandardCharsets.UTF_8))
          .as("%d: %s", i, field)
          .isEqualTo(mapper.writeValueAsString(anew));
      if (random.nextInt(20) == 0) {
        keeping().undo(draft);
      }
    }
    assertThat(drafts().find(draft).version()).isGreaterThan(100);
    assertThat(drafts().history(draft))
        .isSortedAccordingTo(Comparator.comparing(DraftChange::version).reversed())
        .doesNotHaveDuplicates();

    keeping().goBack(draft, 2);

    for (String field : fields) {
      assertThat(value(field)).as(field).isEmpty();
    }
  }

  /** A page of the store is 4,096 bytes; in the log it has a head of 24. */
  @Test
  void while_a_sentence_is_typed_a_save_writes_one_page() throws IOException, SQLException {
    alone(REMARK, "", "a");
    Path log = folder.resolve("data").resolve("retex.db-wal");
    long before = Files.size(log);

    for (int i = 0; i < 20; i++) {
      alone(REMARK, "a".repeat(i + 1), "a".repeat(i + 2));
    }

    assertThat(Files.size(log) - before).isLessThanOrEqualTo(20 * (24 + 4096));
    assertThat(drafts().history(draft)).hasSize(1);
  }

  @Test
  void nothing_is_kept_while_instruments_that_came_down_are_not_yet_read() throws SQLException {
    laptop.getBean(Library.class).keepInstruments(true, Map.of(), List.of(), "1");
    var change = new Change(REMARK, "", "Slow");

    assertThat(keeping().keepAlone(draft, change, kept -> kept)).isEmpty();
    assertThat(value(REMARK)).isEmpty();

    keeping().keep(draft, List.of(change)); // reads them
    alone(REMARK, "Slow", "Quick");
    assertThat(value(REMARK)).isEqualTo("Quick");
  }

  /** The undo of a narrative is told in the instrument's words, which must not be asked for. */
  @ParameterizedTest
  @ValueSource(strings = {REMARK, "answers.FP1.rating", "narrative.strengths", "unit.name"})
  void a_page_is_answered_word_for_word_as_by_a_mapper(String field) throws IOException {
    String body = "{\"name\":\"" + field + "\",\"value\":\"2\",\"before\":\"\"}";

    Instant before = Instant.now();
    byte[] answer = pages().answer(knock(), bytes(body)).orElseThrow();

    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(20));
    var mapper = laptop.getBean(ObjectMapper.class);
    var read = mapper.readValue(answer, FieldPages.Kept.class);
    assertThat(answer).isEqualTo(mapper.writeValueAsBytes(read));
    assertThat(read.version()).isEqualTo(2);
    assertThat(read.undo()).isNotEmpty();
    assertThat(read.standing().parts()).hasSizeGreaterThan(3);
    assertThat(value(field)).isEqualTo("2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"name\":\"unit.name\",\"value\":\"x\"}",
        "{\"name\":\"unit.name\",\"value\":2,\"before\":\"\"}",
        "{\"name\":\"unit.name\",\"value\":null,\"before\":\"\"}",
        "{\"name\":\"unit.name\",\"value\":\"x\",\"before\":\"\",\"more\":\"\"}",
        "{\"name\":\"unit.name\",\"value\":\"x\",\"before\":\"\",\"value\":\"y\"}",
        "{\"name\":\"unit.name\",\"value\":\"x\",\"before\":\"\"} {}",
        "{\"name\":\"unit.name\",\"value\":\"x\",\"before\":\"\""
      })
  void anything_but_three_texts_is_left_to_the_ordinary_way(String body) {
    assertThat(pages().answer(knock(), bytes(body))).isEmpty();
    assertThat(value("unit.name")).isEmpty();
  }

  private void alone(String name, String before, String value) throws SQLException {
    var seen = new AtomicReference<Keeping.Kept>();
    Optional<Boolean> done =
        keeping()
            .keepAlone(
                draft,
                new Change(name, before, value),
                kept -> {
                  seen.set(kept);
                  return true;
                });
    assertThat(done).contains(true);
    assertThat(seen.get().hand().form().value(name)).isEqualTo(value);
  }

  private String value(String name) {
    return DraftForm.of(drafts().find(draft).content()).value(name);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Keeping keeping() {
    return laptop.getBean(Keeping.class);
  }

  private static Drafts drafts() {
    return laptop.getBean(Drafts.class);
  }

  private static FieldPages pages() {
    return laptop.getBean(FieldPages.class);
  }

  /** With the token of our own forms. */
  private Knock knock() {
    return new Knock() {

      @Override
      public String method() {
        return "PUT";
      }

      @Override
      public String path() {
        return "/drafts/" + draft + "/field";
      }

      @Override
      public @Nullable String header(String name) {
        return name.equals("X-CSRF-Token") ? token : null;
      }

      @Override
      public InetSocketAddress from() {
        return InetSocketAddress.createUnresolved("localhost", 1);
      }

      @Override
      public InetSocketAddress to() {
        return from();
      }
    };
  }
}
