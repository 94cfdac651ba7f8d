package retex.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.agent.library.Library;
import retex.agent.record.Log;
import retex.agent.record.Logs;
import retex.agent.record.OwnRecord;
import retex.agent.record.RecordState;
import retex.agent.vault.SomeLaptop;
import retex.agent.vault.Vault;
import retex.contract.Entry;
import retex.contract.LogTip;
import retex.contract.LogWriter;
import retex.contract.SomeLog;
import retex.proto.sync.v1.Hello;
import retex.proto.sync.v1.InstrumentFile;
import retex.proto.sync.v1.Letter;
import retex.proto.sync.v1.LetterKind;
import retex.proto.sync.v1.Letters;
import retex.proto.sync.v1.Reference;
import retex.proto.sync.v1.ReferenceContent;
import retex.proto.sync.v1.ReferenceKind;

/** A program that is older than headquarters passes over what it does not know, and says so. */
class OlderLaptopTest {

  private static final ByteString CHECK = ByteString.copyFromUtf8("12345678");

  @TempDir private Path folder;
  private ApplicationContext laptop = ApplicationContext.builder().build();

  @BeforeEach
  void open() {
    laptop = SomeLaptop.with(Map.of("retex.data", folder.toString())).start();
    laptop.getBean(Vault.class).open("a passphrase of ours".toCharArray());
    SomeEnrolment.with(laptop, new byte[32]);
  }

  @AfterEach
  void close() {
    laptop.close();
  }

  @Test
  void a_letter_of_an_unknown_kind_is_passed_over_and_asked_for_again_by_a_newer_program() {
    Entry entry =
        laptop
            .getBean(Log.class)
            .submit(SomeLog.evaluation("some remark"), "evaluator", SomeLog.INSTRUMENT);
    PassedOverRows passed = laptop.getBean(PassedOverRows.class);
    Letters letters =
        Letters.newBuilder()
            .addLetters(letter(entry, 7).setKindValue(99))
            .addLetters(letter(entry, 8).setKind(LetterKind.LETTER_KIND_RETURNED))
            .setCheck(CHECK)
            .build();

    inbox().keep(letters, 0);

    assertThat(hello().getLettersHeld()).isEqualTo(8);
    assertThat(hello().getLettersCheck()).isEqualTo(CHECK);
    assertThat(passed.findAll()).extracting(PassedOverRow::number).containsExactly(7L);

    passed.update(new PassedOverRow(7, "retex-agent/0.0.1")); // as if that one had passed it over
    assertThat(hello().getLettersHeld()).isZero();
    inbox().keep(letters, 0);
    assertThat(hello().getLettersHeld()).isEqualTo(8);
  }

  @Test
  void what_a_restored_headquarters_has_forgotten_is_not_shown_any_more() {
    Entry entry =
        laptop
            .getBean(Log.class)
            .submit(SomeLog.evaluation("some remark"), "evaluator", SomeLog.INSTRUMENT);
    RecordState before = state(entry);
    Letters first = letters(letter(entry, 1).setKind(LetterKind.LETTER_KIND_RETURNED));
    inbox().keep(first, 0);
    inbox().keep(letters(letter(entry, 2).setKind(LetterKind.LETTER_KIND_ACCEPTED)), 1);
    assertThat(state(entry)).isEqualTo(RecordState.ACCEPTED);

    inbox().keep(first, 2); // all that it knows
    assertThat(state(entry)).isEqualTo(RecordState.RETURNED);

    inbox().keep(Letters.getDefaultInstance(), 1); // it knows of none
    assertThat(state(entry)).isEqualTo(before);
    assertThat(hello().getLettersHeld()).isZero();
    assertThat(hello().getLettersCheck()).isEmpty();
  }

  @Test
  void letters_that_another_conversation_has_had_meanwhile_undo_nothing_and_a_gap_is_told() {
    Entry entry =
        laptop
            .getBean(Log.class)
            .submit(SomeLog.evaluation("some remark"), "evaluator", SomeLog.INSTRUMENT);
    Letters first = letters(letter(entry, 1).setKind(LetterKind.LETTER_KIND_RETURNED));
    Letters second = letters(letter(entry, 2).setKind(LetterKind.LETTER_KIND_ACCEPTED));
    inbox().keep(first, 0);
    inbox().keep(second, 1);

    assertThat(inbox().keep(first, 0)).as("the other one is as far, and further").isTrue();

    assertThat(state(entry)).isEqualTo(RecordState.ACCEPTED);
    assertThat(hello().getLettersHeld()).isEqualTo(2);
    Letters fourth = letters(letter(entry, 4).setKind(LetterKind.LETTER_KIND_RETURNED));
    assertThat(inbox().keep(fourth, 1)).as("the third is another one's").isFalse();
    assertThat(hello().getLettersHeld()).isEqualTo(2);
  }

  private RecordState state(Entry entry) {
    return laptop.getBean(Log.class).find(entry.revision().record()).state();
  }

  @Test
  void letters_about_entries_that_a_copy_put_back_lacks_come_again_once_it_has_taken_them_back() {
    OwnLog own = OwnLog.present(laptop.getBean(Logs.class));
    LogTip end = own.tip();
    Entry lost =
        LogWriter.first(
            end, "evaluator", SomeLog.INSTRUMENT, SomeLog.AT, SomeLog.evaluation("lost"));
    Letters letters =
        Letters.newBuilder()
            .addLetters(
                letter(lost, 1).setKind(LetterKind.LETTER_KIND_RETURNED).setRemark("mend FP2"))
            .setCheck(CHECK)
            .build();
    inbox().keep(letters, 0);
    assertThat(hello().getLettersHeld()).isEqualTo(1);

    own.adopt(end, List.of(lost));

    assertThat(hello().getLettersHeld()).isZero();
    inbox().keep(letters, 0);
    OwnRecord record = laptop.getBean(Log.class).find(lost.revision().record());
    assertThat(record.state()).isEqualTo(RecordState.RETURNED);
    assertThat(record.remark()).isEqualTo("mend FP2");
  }

  @Test
  void letters_of_a_conversation_that_began_before_they_were_asked_for_anew_are_not_kept() {
    OwnLog own = OwnLog.present(laptop.getBean(Logs.class));
    LogTip end = own.tip();
    Entry lost =
        LogWriter.first(
            end, "evaluator", SomeLog.INSTRUMENT, SomeLog.AT, SomeLog.evaluation("lost"));
    Letters first = letters(letter(lost, 1).setKind(LetterKind.LETTER_KIND_RETURNED));
    Letters second = letters(letter(lost, 2).setKind(LetterKind.LETTER_KIND_ACCEPTED));
    inbox().keep(first, 0);
    own.adopt(end, List.of(lost)); // in another conversation

    inbox().keep(second, 1);
    assertThat(hello().getLettersHeld()).as("or the first would never come again").isZero();

    inbox().keep(first, 0);
    inbox().keep(second, 1);
    assertThat(hello().getLettersHeld()).isEqualTo(2);
    assertThat(laptop.getBean(Log.class).find(lost.revision().record()).state())
        .isEqualTo(RecordState.ACCEPTED);
  }

  private static Letters letters(Letter.Builder letter) {
    return Letters.newBuilder().addLetters(letter).setCheck(CHECK).build();
  }

  @Test
  void a_form_that_cannot_be_read_leaves_all_others_as_they_are() {
    Library library = laptop.getBean(Library.class);
    var shipped = library.instruments().sources();
    String old = shipped.get("trainer-note@1");

    inbox()
        .keep(
            Reference.newBuilder()
                .setKind(ReferenceKind.REFERENCE_KIND_INSTRUMENT)
                .setTo(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
                .build(),
            ReferenceContent.newBuilder()
                .addInstruments(file("trainer-note@1", old + "\n# as headquarters has it\n"))
                .addInstruments(file("hologram@1", "shape: of a later version"))
                .build());

    assertThat(library.unreadable()).containsExactly("hologram@1");
    assertThat(library.instruments().sources().keySet()).isEqualTo(shipped.keySet());
    assertThat(library.instruments().sources().get("trainer-note@1"))
        .contains("as headquarters has it");
    assertThat(hello().getCursorsList())
        .anyMatch(it -> it.getKind() == ReferenceKind.REFERENCE_KIND_INSTRUMENT);
  }

  private static InstrumentFile file(String reference, String text) {
    return InstrumentFile.newBuilder().setReference(reference).setText(text).build();
  }

  private static Letter.Builder letter(Entry entry, long number) {
    return Letter.newBuilder()
        .setNumber(number)
        .setRecordId(ByteString.copyFrom(entry.revision().record().bytes()))
        .setRevision(ByteString.copyFrom(entry.revision().id().bytes()));
  }

  private Hello hello() {
    var hello = Hello.newBuilder();
    inbox().describe(hello);
    return hello.build();
  }

  private Inbox inbox() {
    return laptop.getBean(Inbox.class);
  }
}
