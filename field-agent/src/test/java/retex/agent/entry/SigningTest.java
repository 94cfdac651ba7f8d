package retex.agent.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.draft.Draft;
import retex.agent.draft.Drafts;
import retex.agent.record.Log;
import retex.agent.record.OwnRecord;
import retex.agent.record.RecordRefusal;
import retex.agent.signoff.SigningRefusal;
import retex.agent.signoff.Signings;
import retex.agent.vault.Asker;
import retex.agent.vault.PersonalKeys;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.agent.vault.VaultRefusal;
import retex.agent.web.SomePages;
import retex.contract.DeviceKey;
import retex.contract.PersonCertificate;
import retex.contract.PersonRequest;
import retex.contract.PersonRole;
import retex.contract.RecordId;
import retex.contract.RecordKind;
import retex.contract.SomeLog;
import retex.instrument.InstrumentRef;
import retex.refusal.Refusal;
import retex.refusal.RefusalCode;
import retex.refusal.RefusedException;

/** Two users of one laptop sign an evaluation, each with a key of their own. */
class SigningTest {

  private static final Path SAMPLE =
      Path.of("../deploy/src/main/resources/sample/records-west.jsonl");
  private static final String CHIEF = "a passphrase of ours";
  private static final String COMMANDER = "another passphrase";

  @TempDir private Path folder;
  private ApplicationContext laptop = ApplicationContext.builder().build();
  private final DeviceKey headquarters = DeviceKey.generate(new java.security.SecureRandom());

  @BeforeEach
  void open() throws IOException {
    laptop =
        SomeLaptop.with(Map.of("retex.data", folder.toString(), "micronaut.server.port", -1))
            .start();
    laptop.getBean(Vault.class).open(CHIEF.toCharArray());
    laptop.getBean(FileImport.class).run(Files.readAllLines(SAMPLE), false, false);
  }

  @AfterEach
  void close() {
    laptop.close();
  }

  @Test
  void the_chief_signs_then_the_commander_and_the_paper_says_so() throws Exception {
    addCommander();
    certified(CHIEF, "Col Some Chief", PersonRole.CHIEF_EVALUATOR);
    certified(COMMANDER, "Gen Some Commander", PersonRole.FORCE_COMMANDER);
    refused(SigningRefusal.SIGN_CHIEF_FIRST, () -> sign(COMMANDER));

    sign(CHIEF);
    sign(COMMANDER);

    assertThat(signings().of(evaluation().id()))
        .extracting(it -> it.signOff().certificate().name(), Signings.Signed::isCurrent)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Col Some Chief", true),
            org.assertj.core.groups.Tuple.tuple("Gen Some Commander", true));
    refused(SigningRefusal.SIGN_ALREADY, () -> sign(CHIEF));
    assertThat(paper()).contains("Signed by Col Some Chief", "Gen Some Commander");
  }

  @Test
  void the_commissioner_of_police_does_not_sign_for_a_battalion() throws Exception {
    addCommander();
    certified(CHIEF, "Col Some Chief", PersonRole.CHIEF_EVALUATOR);
    certified(COMMANDER, "Some Commissioner", PersonRole.POLICE_COMMISSIONER);
    sign(CHIEF);

    refused(SigningRefusal.SIGN_WRONG_OFFICE, () -> sign(COMMANDER));
    assertThat(signings().of(evaluation().id())).hasSize(1);
  }

  @Test
  void whose_form_is_not_on_this_laptop_the_chief_signs_and_a_commander_is_told_that()
      throws Exception {
    addCommander();
    certified(CHIEF, "Col Some Chief", PersonRole.CHIEF_EVALUATOR);
    certified(COMMANDER, "Gen Some Commander", PersonRole.FORCE_COMMANDER);
    RecordId record =
        laptop
            .getBean(Log.class)
            .submit(
                SomeLog.evaluation("some remark"),
                "evaluator",
                InstrumentRef.parse("infantry-battalion@99"))
            .revision()
            .record();

    sign(record, CHIEF);

    refused(SigningRefusal.SIGN_FORM_MISSING, () -> sign(record, COMMANDER));
    assertThat(signings().of(record)).hasSize(1);
  }

  @Test
  void nobody_signs_what_another_window_made_of_the_record_after_it_was_read() throws Exception {
    certified(CHIEF, "Col Some Chief", PersonRole.CHIEF_EVALUATOR);
    OwnRecord read = evaluation();
    String address = "/own/" + read.id() + "/sign-offs?read=" + read.revision().hex();
    assertThat(get("/own/" + read.id())).contains("href=\"" + address + "\"");
    laptop.getBean(Submission.class).submit(laptop.getBean(Submission.class).correct(read));
    assertThat(evaluation().revision()).isNotEqualTo(read.revision());

    String page = get(address);

    assertThat(page).contains("name=\"read\" value=\"" + read.revision().hex() + "\"");
    refused(
        SigningRefusal.SIGN_NOT_AS_READ,
        () -> signings().sign(read.id(), read.revision(), CHIEF.toCharArray()));
    assertThat(signings().of(read.id())).isEmpty();
  }

  @Test
  void the_page_after_a_signature_signs_that_revision_and_one_that_names_none_signs_nothing()
      throws Exception {
    certified(CHIEF, "Col Some Chief", PersonRole.CHIEF_EVALUATOR);
    OwnRecord read = evaluation();
    String address = "/own/" + read.id() + "/sign-offs";
    assertThat(get(address)).doesNotContain("passphrase\"");

    HttpResponse<String> signed =
        new SomePages(laptop)
            .post(address, Map.of("read", read.revision().hex(), "passphrase", CHIEF));

    assertThat(signed.statusCode()).isEqualTo(303);
    assertThat(signed.headers().firstValue("Location"))
        .contains(address + "?read=" + evaluation().revision().hex());
  }

  @Test
  void a_correction_begun_before_the_sign_off_follows_it_with_a_reason() {
    certified(CHIEF, "Col Some Chief", PersonRole.CHIEF_EVALUATOR);
    OwnRecord record = evaluation();
    Submission submission = laptop.getBean(Submission.class);
    Draft begun = submission.correct(record);
    sign(CHIEF);

    assertThat(submission.correct(evaluation()).id()).isEqualTo(begun.id());
    assertThat(submission.submit(begun).problems())
        .extracting(Refusal::where)
        .contains("amendment");
    laptop
        .getBean(Keeping.class)
        .keep(begun.id(), List.of(new Keeping.Change("amendment", "", "A date was wrong.")));
    Draft mended = laptop.getBean(Drafts.class).find(begun.id());
    assertThat(submission.submit(mended).problems()).isEmpty();
    assertThat(laptop.getBean(Log.class).revisionsOf(record.id())).hasSize(3);
  }

  @Test
  void nobody_signs_with_a_key_that_another_s_passphrase_holds() throws Exception {
    addCommander();
    certified(CHIEF, "Col Some Chief", PersonRole.CHIEF_EVALUATOR);

    refused(VaultRefusal.PERSON_KEY_MISSING, () -> sign(COMMANDER));
    assertThat(Files.readString(folder.resolve("slots.json"), StandardCharsets.UTF_8))
        .doesNotContain("privateKey");
  }

  @Test
  void a_key_that_is_not_certified_or_of_no_use_today_does_not_sign() {
    PersonRequest request =
        keys().make(CHIEF.toCharArray(), Asker.OWNER, "Col Some Chief", PersonRole.CHIEF_EVALUATOR);
    refused(VaultRefusal.PERSON_NOT_CERTIFIED, () -> sign(CHIEF));
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    keys()
        .certified(
            PersonCertificate.of(headquarters, request, today.minusDays(9), today.minusDays(2))
                .text());

    refused(SigningRefusal.SIGN_NOT_VALID_TODAY, () -> sign(CHIEF));
  }

  @Test
  void a_changed_passphrase_keeps_the_key_and_the_certificate() {
    certified(CHIEF, "Col Some Chief", PersonRole.CHIEF_EVALUATOR);
    change(CHIEF, "a new passphrase here");

    sign("a new passphrase here");

    assertThat(signings().of(evaluation().id())).hasSize(1);
  }

  @Test
  void a_signed_record_changes_with_a_reason_and_is_signed_as_of_the_former_revision()
      throws Exception {
    certified(CHIEF, "Col Some Chief", PersonRole.CHIEF_EVALUATOR);
    sign(CHIEF);
    Submission submission = laptop.getBean(Submission.class);
    Draft draft = submission.correct(evaluation());
    assertThat(submission.submit(draft).problems())
        .extracting(Refusal::toString)
        .containsExactly("FIELD_MISSING at amendment");
    var unexplained =
        LastTime.evaluation(laptop.getBean(Log.class), evaluation())
            .orElseThrow()
            .with(List.of(), "");
    OwnRecord before = evaluation();
    refused(
        RecordRefusal.AMENDMENT_MISSING,
        () -> laptop.getBean(Log.class).revise(before.id(), before.revision(), unexplained, "x"));

    laptop
        .getBean(Keeping.class)
        .keep(
            draft.id(),
            List.of(
                new Keeping.Change("amendment", "", "The unit showed the log later."),
                new Keeping.Change("rotation", rotation(draft), "2026-B")));
    submission.submit(laptop.getBean(Drafts.class).find(draft.id()));

    assertThat(signings().of(evaluation().id()))
        .extracting(Signings.Signed::isCurrent)
        .containsExactly(false);
    assertThat(paper()).contains("as of the former revision");
  }

  private static String rotation(Draft draft) {
    return DraftForm.of(draft.content()).value("rotation");
  }

  private void addCommander() {
    change(
        () ->
            Map.of(
                "do",
                "add",
                "own",
                CHIEF,
                "name",
                "commander",
                "new",
                COMMANDER,
                "again",
                COMMANDER));
  }

  private void change(String from, String to) {
    change(() -> Map.of("do", "change", "own", from, "new", to, "again", to));
  }

  /** As the page of users does it. */
  private void change(java.util.function.Supplier<Map<String, String>> fields) {
    try {
      int port = laptop.getBean(EmbeddedServer.class).start().getPort();
      HttpClient client = HttpClient.newHttpClient();
      URI users = URI.create("http://127.0.0.1:" + port + "/users");
      String page =
          client
              .send(HttpRequest.newBuilder(users).build(), HttpResponse.BodyHandlers.ofString())
              .body();
      var form = new StringBuilder("csrf=");
      form.append(page.replaceAll("(?s).*?name=\"csrf\" value=\"([^\"]+)\".*", "$1"));
      fields
          .get()
          .forEach(
              (name, value) ->
                  form.append('&')
                      .append(name)
                      .append('=')
                      .append(java.net.URLEncoder.encode(value, StandardCharsets.UTF_8)));
      int status =
          client
              .send(
                  HttpRequest.newBuilder(users)
                      .header("Content-Type", "application/x-www-form-urlencoded")
                      .POST(HttpRequest.BodyPublishers.ofString(form.toString()))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode();
      assertThat(status).isEqualTo(200);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void certified(String passphrase, String name, PersonRole role) {
    PersonRequest request = keys().make(passphrase.toCharArray(), Asker.OWNER, name, role);
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    keys()
        .certified(
            PersonCertificate.of(headquarters, request, today.minusDays(1), today.plusDays(9))
                .text());
  }

  private void sign(String passphrase) {
    sign(evaluation().id(), passphrase);
  }

  private void sign(RecordId record, String passphrase) {
    signings()
        .sign(record, laptop.getBean(Log.class).find(record).revision(), passphrase.toCharArray());
  }

  private String get(String path) throws IOException, InterruptedException {
    int port = laptop.getBean(EmbeddedServer.class).start().getPort();
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private String paper() throws IOException, InterruptedException {
    int port = laptop.getBean(EmbeddedServer.class).start().getPort();
    byte[] pdf =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(
                            "http://127.0.0.1:"
                                + port
                                + "/own/"
                                + evaluation().id()
                                + "/paper?in=en"))
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray())
            .body();
    try (var document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
    }
  }

  /** The evaluation with the first reference; a change keeps it. */
  private OwnRecord evaluation() {
    return laptop.getBean(Log.class).all().stream()
        .filter(it -> it.kind() == RecordKind.EVALUATION)
        .min(java.util.Comparator.comparing(OwnRecord::reference))
        .orElseThrow();
  }

  private Signings signings() {
    return laptop.getBean(Signings.class);
  }

  private PersonalKeys keys() {
    return laptop.getBean(PersonalKeys.class);
  }

  private static void refused(RefusalCode code, ThrowingCallable call) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(call)
        .matches(it -> it.refusal().code() == code, code.name());
  }
}
