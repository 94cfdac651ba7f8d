package retex.agent.team;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.draft.Draft;
import retex.agent.draft.Drafts;
import retex.agent.entry.DraftFields;
import retex.agent.sync.Sync;
import retex.agent.sync.SyncStatus;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.agent.web.SomePages;
import retex.agent.web.Words;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.relay.NotTaken;
import retex.relay.TeamMail;
import retex.relay.TeamMail.Held;
import retex.relay.TeamMail.Load;
import retex.relay.TeamMail.Outgoing;
import retex.relay.TeamMail.Piece;
import retex.team.Card;

/** Files of a shared evaluation that come and go by way of headquarters, on two real stores. */
class MailTest {

  private static final String FORM = "quick-reaction-company@1";
  private static final String TEXT = "The reserve was slow to leave by night.";
  private static final String FIRST = "01".repeat(16);
  private static final String SECOND = "02".repeat(16);
  private static final int PIECE = 1_000;

  @TempDir private Path folder;
  private final List<ApplicationContext> laptops = new ArrayList<>();

  @BeforeEach
  void chiefAndColleague() {
    for (int i = 0; i < 2; i++) {
      laptops.add(
          SomeLaptop.with(
                  Map.of(
                      "retex.data",
                      folder.resolve("laptop-" + i).toString(),
                      "micronaut.server.port",
                      -1))
              .start());
      bean(i, Vault.class).open("a passphrase of ours".toCharArray());
      bean(i, Colleagues.class).rename("Evaluator " + i);
    }
    know(0, 1);
    know(1, 0);
  }

  @AfterEach
  void close() {
    laptops.forEach(ApplicationContext::close);
  }

  @Test
  void what_is_sent_waits_for_the_team_s_other_laptops_until_headquarters_has_it() {
    String share = share();
    bean(0, Mail.class).send(share);
    Outgoing first = mail(0).next().orElseThrow();
    bean(0, Mail.class).send(share);
    Outgoing newest = mail(0).next().orElseThrow();
    mail(0).posted(first, List.of()); // which is not the newest any more

    assertThat(newest.recipients()).containsExactly(device(1));
    assertThat(newest.topic()).isEqualTo(first.topic()).hasSize(16);
    assertThat(mail(0).isWaiting()).isTrue();

    mail(0).posted(newest, List.of(device(1)));

    assertThat(mail(0).isWaiting()).isFalse();
    assertThat(sent(share)).contains("not enrolled", "Evaluator 1");
  }

  @Test
  void what_headquarters_has_lost_waits_once_more_as_it_was() {
    String share = share();
    bean(0, Mail.class).send(share);
    Outgoing sent = mail(0).next().orElseThrow();
    mail(0).posted(sent, List.of());
    FileHash hash = FileHash.ofContent(sent.content());

    assertThat(mail(0).posted()).containsExactly(hash);
    assertThat(mail(0).load().files()).isZero();
    mail(0).lost(List.of(hash));

    assertThat(mail(0).load()).isEqualTo(new Load(1, sent.content().length));
    assertThat(mail(0).next().orElseThrow().content()).isEqualTo(sent.content());
    assertThat(sent(share)).contains("Waits for the link");
    mail(0).posted(mail(0).next().orElseThrow(), List.of());
    assertThat(mail(0).posted()).containsExactly(hash);
  }

  @Test
  void what_waits_for_a_team_has_a_row_of_its_own_and_is_told_with_the_laptop_s_state()
      throws Exception {
    var pages = new SomePages(laptops.get(0));
    assertThat(pages.get("/sync?lang=en").body()).doesNotContain("Files of teams");

    bean(0, Mail.class).send(share());

    int bytes = mail(0).next().orElseThrow().content().length;
    SyncStatus status = bean(0, Sync.class).status();
    assertThat(status.teamFiles()).isEqualTo(1);
    assertThat(status.teamFileBytes()).isEqualTo(bytes);
    assertThat(pages.get("/sync?lang=en").body())
        .contains("Files of teams</td><td class=\"figure\">1<", " KB");
    assertThat(pages.get("/sync?lang=fr").body()).contains("Fichiers d’équipes");
    mail(0).posted(mail(0).next().orElseThrow(), List.of());
    assertThat(bean(0, Sync.class).status().teamFiles()).isZero();
  }

  @Test
  void of_a_team_that_was_left_nothing_is_kept_to_be_sent_once_more() {
    String share = share();
    bean(0, Mail.class).send(share);
    mail(0).posted(mail(0).next().orElseThrow(), List.of());

    bean(0, Mail.class).leave(share);

    assertThat(mail(0).posted()).isEmpty();
    assertThat(bean(0, Shares.class).all()).isEmpty();
  }

  @Test
  void what_waits_when_a_team_is_left_does_not_go_any_more() {
    String share = share();
    bean(0, Mail.class).send(share);
    TeamMail.Outgoing under = mail(0).next().orElseThrow();

    bean(0, Mail.class).leave(share);

    assertThat(mail(0).next()).isEmpty();
    mail(0).posted(under, List.of()); // it was under way meanwhile
    assertThat(mail(0).posted()).isEmpty();
  }

  @Test
  void of_a_file_that_was_here_before_no_more_need_come() {
    byte[] file = file();
    come(FIRST, file);
    mail(1).takeIn();

    assertThat(piece(SECOND, file, 0)).isTrue();
    assertThat(mail(1).held()).isEqualTo(new Held(SECOND, "", 0));
  }

  @Test
  void what_headquarters_refuses_is_told_and_not_sent_again() {
    String share = share();
    bean(0, Mail.class).send(share);
    mail(0).refused(mail(0).next().orElseThrow(), NotTaken.TOO_LARGE);

    assertThat(mail(0).isWaiting()).isFalse();
    assertThat(sent(share)).contains("larger than headquarters passes on");
  }

  @Test
  void a_file_that_came_is_taken_in_as_from_a_stick_and_says_from_whom() {
    byte[] file = file();

    assertThat(come(FIRST, file)).isTrue();
    mail(1).takeIn();

    assertThat(bean(1, Drafts.class).all()).hasSize(1);
    assertThat(arrivals()).hasSize(1);
    assertThat(arrivals().get(0).from()).isEqualTo("Evaluator 0");
    assertThat(arrivals().get(0).share()).isEqualTo(share());
    assertThat(mail(1).held()).isEqualTo(new Held(FIRST, "", 0));
  }

  @Test
  void said_once_more_under_this_or_another_name_it_changes_nothing() {
    byte[] file = file();
    come(FIRST, file);
    mail(1).takeIn();

    come(FIRST, file);
    come(SECOND, file);
    mail(1).takeIn();

    assertThat(bean(1, Drafts.class).all()).hasSize(1);
    assertThat(arrivals()).hasSize(1);
    assertThat(mail(1).held().last()).isEqualTo(SECOND);
  }

  @Test
  void a_cut_leaves_a_beginning_and_what_does_not_follow_it_is_passed_over() {
    byte[] file = file();
    piece(FIRST, file, 0);

    assertThat(mail(1).held()).isEqualTo(new Held("", FIRST, PIECE));
    assertThat(piece(FIRST, file, PIECE + 100)).isFalse();
    assertThat(mail(1).held().bytes()).isEqualTo(PIECE);
    laptops.get(1).getBean(Vault.class).close();
    bean(1, Vault.class).open("a passphrase of ours".toCharArray());
    boolean isWhole = false;
    for (int at = PIECE; at < file.length; at += PIECE) {
      isWhole = piece(FIRST, file, at);
    }

    assertThat(isWhole).isTrue();
    mail(1).takeIn();
    assertThat(bean(1, Drafts.class).all()).hasSize(1);
  }

  @Test
  void what_is_not_its_hash_is_thrown_away() {
    byte[] file = file();
    byte[] altered = file.clone();
    altered[file.length / 2] ^= 1;
    boolean isWhole = false;
    for (int at = 0; at < file.length; at += PIECE) {
      isWhole |= keep(FIRST, FileHash.ofContent(file), altered, at);
    }

    assertThat(isWhole).isFalse();
    assertThat(mail(1).held()).isEqualTo(new Held("", "", 0));
    assertThat(arrivals()).isEmpty();
  }

  @Test
  void of_a_sender_whose_card_was_not_compared_it_waits_and_is_taken_in_once_it_was() {
    byte[] file = file();
    bean(1, Colleagues.class).forget(device(0).hex());
    come(FIRST, file);
    mail(1).takeIn();

    assertThat(bean(1, Drafts.class).all()).isEmpty();
    assertThat(arrivals().get(0).became()).contains("not known here");
    assertThat(mail(1).held().last()).isEqualTo(FIRST);

    know(1, 0);
    bean(1, Mail.class).again();
    assertThat(arrivals().get(0).waits()).isFalse();
    assertThat(bean(1, Drafts.class).all()).hasSize(1);
  }

  @Test
  void what_nobody_of_the_team_wrote_is_refused_by_name_told_and_holds_nothing_up()
      throws Exception {
    come(FIRST, new byte[3_000]);
    come(SECOND, file());
    mail(1).takeIn();

    assertThat(arrivals()).extracting(MailDrawing.Arrival::waits).containsExactly(false, true);
    var pages = new SomePages(laptops.get(1));
    assertThat(pages.get("/sync?lang=en").body())
        .contains("A file of the team came and was not taken in. <a href=\"/team\">");
    assertThat(pages.get("/sync?lang=fr").body()).contains("n’a pas été importé");
  }

  @Test
  void whatever_it_was_refused_for_the_page_of_the_team_says_so() throws Exception {
    come(FIRST, new byte[3_000]);
    mail(1).takeIn();
    IncomingRows rows = bean(1, IncomingRows.class);
    IncomingRow row = rows.findById(FIRST).orElseThrow();

    for (String code : List.of("NOT_CANONICAL", "INSTRUMENT_UNKNOWN", "SOME_LATER_REASON")) {
      rows.update(
          new IncomingRow(
              row.item(),
              row.number(),
              row.file(),
              row.size(),
              row.sender(),
              row.at(),
              row.state(),
              row.content(),
              row.share(),
              code));
      assertThat(new SomePages(laptops.get(1)).get("/team").statusCode()).as(code).isEqualTo(200);
    }
    assertThat(arrivals())
        .extracting(MailDrawing.Arrival::became)
        .containsExactly("SOME_LATER_REASON");
  }

  @Test
  void nothing_of_it_is_readable_at_rest() throws Exception {
    come(FIRST, file());
    bean(0, Mail.class).send(share());
    laptops.forEach(it -> it.getBean(Vault.class).close());

    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(one), StandardCharsets.ISO_8859_1))
            .as(one.toString())
            .doesNotContain("RTXTEAM", TEXT);
      }
    }
  }

  private String share() {
    Shares shares = bean(0, Shares.class);
    if (!shares.all().isEmpty()) {
      return shares.all().get(0).id().hex();
    }
    DraftFields fields = bean(0, DraftFields.class);
    Draft draft = fields.open(FORM, Map.of("unit.name", "Some Company", "language", "en"));
    Map<String, DeviceId> plan = new HashMap<>();
    fields.areas(FORM, Words.in("en")).keySet().forEach(area -> plan.put(area, device(1)));
    String share = shares.plan(draft.id(), plan).id().hex();
    fields.put(draft, plan.keySet(), Map.of("narrative.strengths", TEXT));
    return share;
  }

  private byte[] file() {
    return bean(0, Shares.class).export(share());
  }

  /** All of it comes to the colleague's laptop; whether it is whole there. */
  private boolean come(String item, byte[] file) {
    boolean isWhole = false;
    for (int at = 0; at < file.length; at += PIECE) {
      isWhole = piece(item, file, at);
    }
    return isWhole;
  }

  private boolean piece(String item, byte[] file, int at) {
    return keep(item, FileHash.ofContent(file), file, at);
  }

  private boolean keep(String item, FileHash hash, byte[] file, int at) {
    byte[] content = Arrays.copyOfRange(file, at, Math.min(file.length, at + PIECE));
    return mail(1).keep(new Piece(item, hash, file.length, device(0), at, content));
  }

  private String sent(String share) {
    return bean(0, MailDrawing.class).sent(share, Words.in("en"));
  }

  private List<MailDrawing.Arrival> arrivals() {
    return bean(1, MailDrawing.class).arrivals(Words.in("en"));
  }

  private void know(int laptop, int other) {
    Card card = bean(laptop, Colleagues.class).take(bean(other, Colleagues.class).card().text());
    bean(laptop, Colleagues.class).compared(card.device().hex(), card.fingerprint());
  }

  private DeviceId device(int laptop) {
    return bean(laptop, Colleagues.class).key().device();
  }

  private TeamMail mail(int laptop) {
    return bean(laptop, TeamMail.class);
  }

  private <T> T bean(int laptop, Class<T> type) {
    return laptops.get(laptop).getBean(type);
  }
}
