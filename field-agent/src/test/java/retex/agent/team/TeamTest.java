package retex.agent.team;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.attachment.Attachments;
import retex.agent.attachment.SomePhotograph;
import retex.agent.draft.Draft;
import retex.agent.draft.Drafts;
import retex.agent.entry.DraftFields;
import retex.agent.entry.SomeEvidence;
import retex.agent.entry.SubmissionCheck;
import retex.agent.library.Library;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.agent.web.SomePages;
import retex.agent.web.Words;
import retex.contract.DeviceId;
import retex.contract.FileHash;
import retex.instrument.Instruments;
import retex.refusal.Refusal;
import retex.refusal.RefusalCode;
import retex.refusal.RefusedException;
import retex.team.Card;
import retex.team.Place;
import retex.team.TeamFile;
import retex.team.TeamRefusal;

/** One evaluation on the real stores of three laptops. */
class TeamTest {

  private static final String FORM = "quick-reaction-company@1";
  private static final String TEXT = "The reserve was slow to leave by night.";

  @TempDir private Path folder;
  private final List<ApplicationContext> laptops = new ArrayList<>();
  private List<String> areas = List.of();
  private String rated = "";

  @BeforeEach
  void aTeam() {
    for (int i = 0; i < 3; i++) {
      laptops.add(
          SomeLaptop.with(Map.of("retex.data", data(i).toString(), "micronaut.server.port", -1))
              .start());
      bean(i, Vault.class).open("a passphrase of ours".toCharArray());
      bean(i, Colleagues.class).rename("Evaluator " + i);
    }
    know(0, 1);
    know(0, 2);
    know(1, 0);
    know(2, 0);
    areas = List.copyOf(bean(0, DraftFields.class).areas(FORM, Words.in("en")).keySet());
    rated =
        Instruments.shipped()
            .find(retex.instrument.InstrumentRef.parse(FORM))
            .orElseThrow()
            .areas()
            .get(0)
            .criteria()
            .get(0)
            .code()
            .value();
  }

  @AfterEach
  void close() {
    laptops.forEach(ApplicationContext::close);
  }

  @Test
  void what_members_enter_comes_together_in_the_chief_s_draft() {
    Shares.Shared chief = share();
    Draft first = take(1, file(0));
    put(1, first, Map.of("answers." + rated + ".rating", "3"));
    Draft second = take(2, file(0));
    put(2, second, Map.of("narrative.strengths", TEXT));

    take(0, file(1));
    take(0, file(2));
    take(0, file(2));

    assertThat(fields(0, chief.draft().orElseThrow()))
        .containsEntry("answers." + rated + ".rating", "3")
        .containsEntry("narrative.strengths", TEXT);
    assertThat(bean(1, DraftFields.class).head(first)).containsEntry("unit.name", "Some Company");
    assertThat(problems(0)).isEmpty();
    assertThat(problems(1))
        .extracting(Refusal::code)
        .containsExactly(ShareRefusal.TEAM_CHIEF_SUBMITS);
  }

  @Test
  void two_answers_stay_side_by_side_until_the_chief_has_decided() {
    Shares.Shared chief = share();
    put(1, take(1, file(0)), Map.of("answers." + rated + ".rating", "3"));
    put(2, take(2, file(0)), Map.of("answers." + rated + ".rating", "1"));
    take(0, file(1));
    take(0, file(2));
    Shares shares = bean(0, Shares.class);
    Place place = shares.find(chief.id().hex()).open().get(0);
    assertThat(problems(0))
        .extracting(Refusal::toString)
        .containsExactly("TEAM_ANSWERS_DIFFER at " + rated);
    ShareView shown =
        bean(0, ShareDrawing.class).of(shares.find(chief.id().hex()), "", Words.in("fr"));
    assertThat(shown.open().get(0).versions())
        .extracting(ShareView.VersionView::evaluator)
        .containsExactlyInAnyOrder("Evaluator 1", "Evaluator 2");

    int low = place.versions().get(0).fields().containsValue("1") ? 0 : 1;
    shares.decide(chief.id().hex(), place.name(), Shares.seen(place), low);
    take(1, file(0));

    assertThat(problems(0)).isEmpty();
    for (int laptop : List.of(0, 1)) {
      Shares.Shared here = bean(laptop, Shares.class).find(chief.id().hex());
      assertThat(fields(laptop, here.draft().orElseThrow()))
          .containsEntry("answers." + rated + ".rating", "1");
      assertThat(here.state().place(place.name()).orElseThrow().versions()).hasSize(2);
    }
  }

  @Test
  void photographs_come_once_with_the_merge_are_passed_on_and_go_with_their_author() {
    Shares.Shared chief = share();
    Draft draft = take(1, file(0));
    SomeEvidence evidence = SomeEvidence.of(laptops.get(1));
    String gate = evidence.add(draft.id(), rated, SomePhotograph.jpeg(800, 600, 1, 7));
    String camp = evidence.add(draft.id(), "", SomePhotograph.jpeg(800, 600, 1, 8));
    evidence.caption(draft.id(), rated, gate, TEXT);

    take(0, file(1));
    take(0, file(1));
    Draft second = take(2, file(0));

    for (int laptop : List.of(0, 2)) {
      Draft here = laptop == 0 ? chief.draft().orElseThrow() : second;
      assertThat(fields(laptop, here))
          .containsKeys("file." + rated + "." + gate, "file.." + camp)
          .containsEntry("caption." + rated + "." + gate, TEXT);
      Attachments held = bean(laptop, Attachments.class);
      assertThat(held.copy(FileHash.parse(gate)))
          .isEqualTo(bean(1, Attachments.class).copy(FileHash.parse(gate)));
      assertThat(held.origin(FileHash.parse(gate)).isKnown()).isFalse();
      assertThat(held.thumbnail(FileHash.parse(gate))).isNotEmpty();
    }
    assertThat(problems(0)).isEmpty();

    evidence.remove(draft.id(), "", camp);
    take(0, file(1));
    assertThat(fields(0, chief.draft().orElseThrow()))
        .doesNotContainKey("file.." + camp)
        .containsKey("file." + rated + "." + gate);
  }

  @Test
  void the_chief_waits_for_a_photograph_that_is_named_and_has_not_come() {
    Shares.Shared chief = share();
    Draft draft = take(1, file(0));
    String gate =
        SomeEvidence.of(laptops.get(1)).add(draft.id(), rated, SomePhotograph.jpeg(800, 600, 1, 7));
    byte[] whole = file(1);
    byte[] without =
        TeamFile.seal(
            bean(1, Colleagues.class).key(),
            bean(1, Shares.class).all().get(0).state(),
            new SecureRandom());

    take(0, without);
    assertThat(fields(0, chief.draft().orElseThrow())).isEmpty();
    assertThat(problems(0))
        .extracting(Refusal::code)
        .containsExactly(ShareRefusal.TEAM_PHOTOGRAPHS_MISSING);

    take(0, whole);
    assertThat(fields(0, chief.draft().orElseThrow())).containsKey("file." + rated + "." + gate);
    assertThat(problems(0)).isEmpty();
  }

  @Test
  void what_was_agreed_and_training_needed_reach_the_chief_and_the_comment_is_the_chief_s() {
    Shares.Shared chief = share();
    Draft first = take(1, file(0));
    put(
        1,
        first,
        Map.of(
            "answers." + rated + ".rating",
            "2",
            "improvement." + rated + ".action",
            "Drill the alarm weekly.",
            "improvement." + rated + ".due",
            "2026-05-01",
            "unitComment.text",
            TEXT));
    put(2, take(2, file(0)), Map.of("trainingNeeds.MED-01", "yes"));

    take(0, file(1));
    take(0, file(2));

    assertThat(fields(0, chief.draft().orElseThrow()))
        .containsEntry("improvement." + rated + ".action", "Drill the alarm weekly.")
        .containsEntry("improvement." + rated + ".due", "2026-05-01")
        .containsEntry("trainingNeeds.MED-01", "yes")
        .doesNotContainKey("unitComment.text");
    assertThat(bean(0, DraftFields.class).label(FORM, "trainingNeeds.MED-01", Words.in("en")))
        .startsWith("Training needed – ");
    assertThat(
            bean(0, DraftFields.class).label(FORM, "improvement." + rated + ".due", Words.in("en")))
        .isEqualTo(rated + " – by when");
    assertThat(bean(0, DraftFields.class).label(FORM, "improvement." + rated, Words.in("en")))
        .startsWith(rated + " – ");
    assertThat(isPart(0)).isFalse();
    assertThat(isPart(1)).isTrue();
  }

  @Test
  void evaluators_who_agreed_on_different_improvements_are_told_of_and_decided_on_the_team_page()
      throws IOException, InterruptedException {
    Shares.Shared chief = share();
    String place = "improvement." + rated + ".action";
    put(1, take(1, file(0)), Map.of(place, "Drill weekly."));
    put(2, take(2, file(0)), Map.of(place, "Drill daily."));
    take(0, file(1));
    take(0, file(2));
    String draft = chief.draft().orElseThrow().id();
    SomePages pages = new SomePages(laptops.get(0));

    for (String language : List.of("en", "fr")) {
      HttpResponse<String> refused =
          pages.post("/drafts/" + draft + "/submission?lang=" + language, Map.of());
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(refused.body()).contains("href=\"/team/drafts/" + draft + "\">" + rated);
      assertThat(pages.get("/drafts/" + draft + "?lang=" + language).body())
          .contains(Words.in(language).say("form.team.to-decide", 1));
    }
  }

  @Test
  void what_the_chief_removes_of_a_colleague_s_part_does_not_come_back() {
    Shares.Shared chief = share();
    Draft draft = take(1, file(0));
    SomeEvidence evidence = SomeEvidence.of(laptops.get(1));
    String face = evidence.add(draft.id(), rated, SomePhotograph.jpeg(800, 600, 1, 7));
    put(
        1,
        draft,
        Map.of("answers." + rated + ".rating", "3", "answers." + rated + ".comment", TEXT));
    take(0, file(1));

    Draft mine = chief.draft().orElseThrow();
    SomeEvidence.of(laptops.get(0)).remove(mine.id(), rated, face);
    put(0, mine, Map.of("answers." + rated + ".comment", ""));
    put(2, take(2, file(0)), Map.of("narrative.strengths", TEXT));
    take(0, file(2));
    take(0, file(1));

    assertThat(fields(0, mine))
        .containsEntry("answers." + rated + ".rating", "3")
        .containsEntry("narrative.strengths", TEXT)
        .doesNotContainKeys("answers." + rated + ".comment", "file." + rated + "." + face);
    assertThat(problems(0)).isEmpty();
  }

  @Test
  void a_photograph_for_which_the_record_has_no_room_is_named_and_nothing_is_submitted() {
    Shares.Shared chief = share();
    Draft draft = take(1, file(0));
    Draft mine = chief.draft().orElseThrow();
    SomeEvidence own = SomeEvidence.of(laptops.get(0));
    String spare = "";
    for (int i = 0; i < 40; i++) {
      spare = own.add(mine.id(), rated, SomePhotograph.jpeg(32, 24, 1, 100 + i));
    }
    String gate =
        SomeEvidence.of(laptops.get(1)).add(draft.id(), rated, SomePhotograph.jpeg(32, 24, 1, 7));
    take(0, file(1));

    assertThat(problems(0))
        .extracting(Refusal::toString)
        .containsExactly("TEAM_PHOTOGRAPH_LEFT_OUT at file." + rated + "." + gate);

    own.remove(mine.id(), rated, spare);
    take(0, file(1));
    assertThat(problems(0)).isEmpty();
    assertThat(fields(0, mine)).containsKey("file." + rated + "." + gate);
  }

  @Test
  void a_member_cannot_change_the_form_and_follows_the_chief_to_another_version()
      throws IOException, InterruptedException {
    Draft mine =
        bean(0, DraftFields.class)
            .open("engineer-company@1", Map.of("unit.name", "Some Company", "language", "en"));
    bean(0, Shares.class).plan(mine.id(), Map.of("MO", device(1)));
    Draft theirs = take(1, file(0));
    bean(1, DraftFields.class).put(theirs, Set.of("MO"), Map.of("answers.MO1.rating", "3"));

    SomePages pages = new SomePages(laptops.get(1));
    String form = pages.get("/drafts/" + theirs.id()).body();
    HttpResponse<String> refused = pages.post("/drafts/" + theirs.id() + "/upgrade", Map.of());
    assertThat(form).doesNotContain("/upgrade\"");
    assertThat(refused.statusCode()).isBetween(400, 499);
    assertThat(refused.body()).contains("whose chief decides on its form");
    assertThat(bean(1, Drafts.class).find(theirs.id()).instrument())
        .isEqualTo("engineer-company@1");

    bean(0, DraftFields.class).carry(mine, "engineer-company@3");
    assertThat(take(1, file(0)).instrument()).isEqualTo("engineer-company@3");
    pages.post("/drafts/" + theirs.id() + "/undo", Map.of());
    HttpResponse<String> back =
        pages.post("/drafts/" + theirs.id() + "/history", Map.of("version", "1"));
    assertThat(back.body()).contains("whose chief decides on its form");
    Draft carried = bean(1, Drafts.class).find(theirs.id());
    assertThat(carried.instrument()).isEqualTo("engineer-company@3");
    assertThat(bean(1, DraftFields.class).carry(carried, "engineer-company@1").instrument())
        .as("no way back to an older form")
        .isEqualTo("engineer-company@3");
    take(0, file(1));
    assertThat(bean(0, DraftFields.class).of(bean(0, Drafts.class).find(mine.id()), Set.of("MO")))
        .containsEntry("answers.MO1.rating", "3");
  }

  @Test
  void answers_and_decisions_move_with_their_questions_and_stay_whose_they_are()
      throws IOException {
    String first;
    try (var in = TeamTest.class.getResourceAsStream("/instruments-test/convoy@1.yaml")) {
      first = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String second =
        first.replace("version: 1", "version: 2").replace("code: A4", "code: A9, was: [A4]");
    for (int i = 0; i < 3; i++) {
      bean(i, Library.class)
          .keepInstruments(
              true,
              new HashMap<>(Map.of("convoy@1", first, "convoy@2", second)),
              List.of(),
              "0000000000000000");
    }
    Draft mine = bean(0, DraftFields.class).open("convoy@1", Map.of("unit.name", "Some Company"));
    areas = List.of("A", "B");
    Shares.Shared chief =
        bean(0, Shares.class).plan(mine.id(), Map.of("A", device(1), "B", device(2)));
    Draft theirs = take(1, file(0));
    put(1, theirs, Map.of("answers.A4.rating", "3", "answers.A1.value", "yes"));
    put(2, take(2, file(0)), Map.of("answers.A1.value", "no"));
    take(0, file(1));
    take(0, file(2));
    Place place = bean(0, Shares.class).find(chief.id().hex()).open().get(0);
    bean(0, Shares.class).decide(chief.id().hex(), place.name(), Shares.seen(place), 0);

    bean(0, DraftFields.class).carry(mine, "convoy@2");
    put(1, theirs, Map.of("answers.A4.comment", "Said on the former version."));
    take(0, file(1));
    assertThat(view(chief).strays())
        .extracting(ShareView.PlaceView::place)
        .containsExactly("answers.A4");
    put(1, take(1, file(0)), Map.of("answers.A9.rating", "2"));
    take(2, file(0));
    take(0, file(1));
    take(0, file(2));

    assertThat(fields(1, theirs)).containsEntry("answers.A9.rating", "2");
    assertThat(fields(0, mine))
        .containsEntry("answers.A9.rating", "2")
        .doesNotContainKey("answers.A4.rating");
    Shares.Shared after = bean(0, Shares.class).find(chief.id().hex());
    assertThat(after.open()).isEmpty();
    assertThat(view(chief).strays()).isEmpty();
    assertThat(after.state().place("answers.A9").orElseThrow().versions())
        .extracting(Place.Version::device)
        .containsExactly(device(1));
  }

  @Test
  void a_chief_who_was_put_back_follows_the_team_to_the_newer_version_of_the_form() {
    Draft mine =
        bean(0, DraftFields.class)
            .open("engineer-company@1", Map.of("unit.name", "Some Company", "language", "en"));
    areas = List.of("MO");
    bean(0, Shares.class).plan(mine.id(), Map.of("MO", device(1)));
    ShareRows rows = bean(0, ShareRows.class);
    ShareRow before = rows.listOrderById().get(0);
    bean(0, DraftFields.class).carry(mine, "engineer-company@3");
    Draft theirs = take(1, file(0));
    put(1, theirs, Map.of("answers.MO1.rating", "3"));
    byte[] file = file(1);

    Draft back =
        bean(0, DraftFields.class)
            .open("engineer-company@1", bean(0, DraftFields.class).head(mine));
    rows.update(new ShareRow(before.id(), back.id(), before.state(), before.adopted()));
    Shares shares = bean(0, Shares.class);
    shares.plan(back.id(), Map.of("MO", device(2)));
    take(0, file);

    assertThat(shares.all().get(0).plan().instrument()).isEqualTo("engineer-company@3");
    assertThat(bean(0, Drafts.class).find(back.id()).instrument()).isEqualTo("engineer-company@3");
    assertThat(fields(0, back)).containsEntry("answers.MO1.rating", "3");
    assertThat(take(1, file(0)).instrument()).isEqualTo("engineer-company@3");
    assertThat(fields(1, theirs)).containsEntry("answers.MO1.rating", "3");
  }

  private ShareView view(Shares.Shared shared) {
    return bean(0, ShareDrawing.class)
        .of(bean(0, Shares.class).find(shared.id().hex()), "", Words.in("en"));
  }

  private boolean isPart(int laptop) {
    Draft draft = bean(laptop, Shares.class).all().get(0).draft().orElseThrow();
    return laptops.get(laptop).getBeansOfType(SubmissionCheck.class).stream()
        .anyMatch(it -> it.isPart(draft));
  }

  @Test
  void who_leaves_the_team_and_comes_again_withdraws_nothing() {
    Shares.Shared chief = share();
    put(1, take(1, file(0)), Map.of("answers." + rated + ".rating", "3"));
    take(0, file(1));

    bean(1, Shares.class).leave(chief.id().hex());
    Draft again = take(1, file(0));
    take(0, file(1));

    assertThat(fields(1, again)).containsEntry("answers." + rated + ".rating", "3");
    assertThat(fields(0, chief.draft().orElseThrow()))
        .containsEntry("answers." + rated + ".rating", "3");
  }

  @Test
  void a_shared_draft_is_discarded_by_nobody_who_has_not_left_the_team()
      throws IOException, InterruptedException {
    Draft draft = share().draft().orElseThrow();
    var pages = new SomePages(laptops.get(0));
    for (String language : List.of("en", "fr")) {
      HttpResponse<String> refused =
          pages.post("/drafts/" + draft.id() + "/discard?lang=" + language, Map.of());
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(refused.body())
          .contains("href=\"/team/drafts/" + draft.id() + "\"")
          .contains(Words.in(language).say("refusal.TEAM_DRAFT_SHARED"));
    }
    assertThat(bean(0, Drafts.class).all()).hasSize(1);

    bean(0, Shares.class).leave(bean(0, Shares.class).all().get(0).id().hex());
    pages.post("/drafts/" + draft.id() + "/discard", Map.of());
    assertThat(bean(0, Drafts.class).all()).isEmpty();
  }

  @Test
  void a_member_is_told_that_what_it_changes_about_the_visit_stays_with_it()
      throws IOException, InterruptedException {
    Draft mine = share().draft().orElseThrow();
    Draft theirs = take(1, file(0));

    assertThat(new SomePages(laptops.get(1)).get("/drafts/" + theirs.id() + "?lang=en").body())
        .contains(Words.in("en").say("form.about.member"));
    assertThat(new SomePages(laptops.get(0)).get("/drafts/" + mine.id() + "?lang=en").body())
        .doesNotContain(Words.in("en").say("form.about.member"));
  }

  @Test
  void a_decision_made_on_an_old_view_is_refused() {
    Shares.Shared chief = share();
    Draft draft = take(1, file(0));
    put(1, draft, Map.of("answers." + rated + ".rating", "3"));
    put(2, take(2, file(0)), Map.of("answers." + rated + ".rating", "1"));
    take(0, file(1));
    take(0, file(2));
    Place place = bean(0, Shares.class).find(chief.id().hex()).open().get(0);
    put(1, draft, Map.of("answers." + rated + ".rating", "4"));
    take(0, file(1));

    assertThat(
            refused(
                () ->
                    bean(0, Shares.class)
                        .decide(chief.id().hex(), place.name(), Shares.seen(place), 0)))
        .isEqualTo(ShareRefusal.TEAM_PLACE_CHANGED);
  }

  @Test
  void a_refused_file_changes_nothing() {
    share();
    byte[] file = file(0);
    byte[] altered = file.clone();
    altered[file.length / 2] ^= 1;

    assertThat(refused(() -> bean(1, Shares.class).take(altered)))
        .isEqualTo(TeamRefusal.TEAM_FILE_ALTERED);
    bean(1, Colleagues.class).forget(device(0).hex());
    assertThat(refused(() -> bean(1, Shares.class).take(file)))
        .isEqualTo(TeamRefusal.TEAM_SENDER_UNKNOWN);

    assertThat(bean(1, Drafts.class).all()).isEmpty();
    assertThat(bean(1, Shares.class).all()).isEmpty();
  }

  @Test
  void a_card_is_of_no_use_before_its_fingerprint_was_compared() {
    know(1, 2);
    bean(1, Colleagues.class).forget(device(2).hex());
    Card card = bean(1, Colleagues.class).take(bean(2, Colleagues.class).card().text());

    assertThat(refused(() -> bean(1, Colleagues.class).trusted(card.device())))
        .isEqualTo(ShareRefusal.TEAM_NOT_COMPARED);
    assertThat(
            refused(
                () ->
                    bean(1, Colleagues.class).compared(card.device().hex(), "0000-0000-0000-0000")))
        .isEqualTo(ShareRefusal.TEAM_NOT_COMPARED);
    bean(1, Colleagues.class)
        .compared(card.device().hex(), card.fingerprint().toLowerCase(java.util.Locale.ROOT));
    assertThat(bean(1, Colleagues.class).trusted(card.device())).isEqualTo(card);
  }

  @Test
  void what_comes_after_submission_is_kept_and_shown() {
    Shares.Shared chief = share();
    Draft draft = take(1, file(0));
    bean(0, Drafts.class).discard(chief.draft().orElseThrow().id());
    put(1, draft, Map.of("narrative.strengths", TEXT));

    Shares.Shared after = bean(0, Shares.class).take(file(1));

    assertThat(after.draft()).isEmpty();
    assertThat(after.state().place("narrative.strengths")).isPresent();
  }

  @Test
  void nothing_that_the_team_wrote_is_readable_at_rest_or_in_its_files() throws IOException {
    share();
    Path file = folder.resolve("usb.retexteam");
    put(1, take(1, file(0)), Map.of("narrative.strengths", TEXT));
    Files.write(file, file(1));
    bean(0, Shares.class).take(Files.readAllBytes(file));
    laptops.forEach(it -> it.getBean(Vault.class).close());

    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(one), StandardCharsets.ISO_8859_1))
            .as(one.toString())
            .doesNotContain(TEXT, "narrative.strengths", "Some Company", "Evaluator 1");
      }
    }
  }

  /** Laptop 0 shares every area with laptop 1, the summary with laptop 2. */
  private Shares.Shared share() {
    Draft draft =
        bean(0, DraftFields.class)
            .open(FORM, Map.of("unit.name", "Some Company", "language", "en"));
    Map<String, DeviceId> plan = new LinkedHashMap<>();
    areas.forEach(area -> plan.put(area, device(1)));
    plan.put(DraftFields.NARRATIVE, device(2));
    return bean(0, Shares.class).plan(draft.id(), plan);
  }

  private byte[] file(int laptop) {
    Shares shares = bean(laptop, Shares.class);
    return shares.export(shares.all().get(0).id().hex());
  }

  private Draft take(int laptop, byte[] file) {
    return bean(laptop, Shares.class).take(file).draft().orElseThrow();
  }

  private void put(int laptop, Draft draft, Map<String, String> texts) {
    bean(laptop, DraftFields.class).put(draft, Set.copyOf(areas), texts);
  }

  private Map<String, String> fields(int laptop, Draft draft) {
    return bean(laptop, DraftFields.class)
        .of(bean(laptop, Drafts.class).find(draft.id()), Set.copyOf(areas));
  }

  private List<Refusal> problems(int laptop) {
    Draft draft = bean(laptop, Shares.class).all().get(0).draft().orElseThrow();
    return laptops.get(laptop).getBeansOfType(SubmissionCheck.class).stream()
        .flatMap(it -> it.problems(draft).stream())
        .toList();
  }

  private void know(int laptop, int other) {
    Card card = bean(laptop, Colleagues.class).take(bean(other, Colleagues.class).card().text());
    bean(laptop, Colleagues.class).compared(card.device().hex(), card.fingerprint());
  }

  private DeviceId device(int laptop) {
    return bean(laptop, Colleagues.class).key().device();
  }

  private Path data(int laptop) {
    return folder.resolve("laptop-" + laptop);
  }

  private <T> T bean(int laptop, Class<T> type) {
    return laptops.get(laptop).getBean(type);
  }

  private static RefusalCode refused(Runnable act) {
    var refused = new ArrayList<RefusalCode>();
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(act::run)
        .satisfies(it -> refused.add(it.refusal().code()));
    return refused.get(0);
  }
}
