package retex.server.finding.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProseTest {

  private static final Vocabulary SHIPPED = Vocabulary.shipped();
  private static final Pattern ARABIC = Pattern.compile("\\p{IsArabic}");
  private static final Pattern BEFORE =
      Pattern.compile(
          "(\\p{L}+)(?:\\{| \\{cause\\})"); // "and" or "because" in one word with the next
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  @Test
  void english_reads_as_written_by_hand() {
    List<Finding> findings =
        List.of(
            new Finding("tourniquet", Judgement.NOT_ABLE, "classroom-only", "rehearse-weekly"),
            new Finding("tourniquet", Judgement.PARTIAL, "classroom-only", ""),
            new Finding("tourniquet", Judgement.ABLE, "", ""),
            new Finding("airway", Judgement.ABLE, "", ""),
            new Finding("bleeding-control", Judgement.ABLE, "", ""));

    assertThat(texts(findings, "en"))
        .containsExactly(
            "Goes well: Tourniquet use is sound in one of three observations. Bleeding control and"
                + " airway management meet the standard.",
            "To work on: Tourniquet use falls short of the standard in two of three observations.",
            "Likely cause: Tourniquet use probably falls short because it was taught in the classroom only.",
            "How to train it: For tourniquet use: rehearse it every week.");
  }

  @Test
  void french_elides_contracts_and_agrees() {
    List<Finding> findings =
        List.of(
            new Finding("observation-posts", Judgement.IMPROVED, "", ""),
            new Finding("base-defence", Judgement.NOT_ABLE, "no-instructor", "add-to-course"),
            new Finding("sectors-of-fire", Judgement.NOT_ABLE, "no-instructor", "rehearse-weekly"));

    assertThat(texts(findings, "fr"))
        .containsExactly(
            "Points forts: L’observation depuis le camp s’est améliorée.",
            "À travailler: La défense du camp et les secteurs de tir n’atteignent pas le minimum requis.",
            "Cause probable: La défense du camp et les secteurs de tir restent sans doute insuffisants parce"
                + " qu’aucun instructeur qualifié n’était disponible.",
            "Comment l’enseigner: Pour la défense du camp\u202f: l’inscrire au programme de formation"
                + " préalable. Pour améliorer les secteurs de tir, il faut les répéter"
                + " chaque semaine.");
  }

  @Test
  void arabic_agrees_with_the_first_of_the_skills_and_counts_in_the_right_number() {
    List<Finding> findings =
        List.of(
            new Finding("tourniquet", Judgement.NOT_ABLE, "classroom-only", "rehearse-weekly"),
            new Finding("tourniquet", Judgement.PARTIAL, "classroom-only", ""),
            new Finding("tourniquet", Judgement.ABLE, "", ""),
            new Finding("first-aid-stress", Judgement.EXEMPLARY, "", ""),
            new Finding("heat-and-hygiene-field", Judgement.IMPROVED, "", ""));

    assertThat(texts(findings, "ar"))
        .containsExactly(
            "مواطن القوة: يشكل الإسعاف الأولي تحت الضغط مثالا يحتذى به. يستوفي استخدام العاصبة"
                + " المعيار المطلوب في ملاحظة واحدة من أصل ثلاث ملاحظات. تحسنت الوقاية من ضربات"
                + " الحرارة والأمراض.",
            "ما يحتاج إلى عمل: يقل مستوى استخدام العاصبة عن المعيار المطلوب في ملاحظتين من أصل ثلاث"
                + " ملاحظات.",
            "السبب المرجح: يقصر مستوى استخدام العاصبة عن المعيار المطلوب لأن تدريسه جرى في قاعة الدرس"
                + " فقط.",
            "كيفية التدريب: لتحسين استخدام العاصبة، يوصى بالتمرن عليه كل أسبوع.");
  }

  @Test
  void an_arabic_pronoun_agrees_with_one_two_and_three_skills() {
    assertThat(remedies("foot-patrols"))
        .contains("لتحسين الدوريات الراجلة، يوصى بالتمرن عليها ليلا.");
    assertThat(remedies("foot-patrols", "night-patrols"))
        .contains("لتحسين الدوريات الراجلة والدوريات الليلية، يوصى بالتمرن عليهما ليلا.");
    assertThat(remedies("patrolling", "foot-patrols", "night-patrols"))
        .contains(
            "يقصر مستوى تسيير الدوريات والدوريات الراجلة والدوريات الليلية عن المعيار المطلوب لأنه لا"
                + " يجري التمرن عليها.")
        .contains(
            "لتحسين تسيير الدوريات والدوريات الراجلة والدوريات الليلية، يوصى بالتمرن عليها ليلا.");
  }

  @Test
  void arabic_joins_a_preposition_and_a_list_to_the_words_after_them() {
    List<Finding> findings =
        List.of(
            new Finding("airway", Judgement.PARTIAL, "no-instructor", "right-language"),
            new Finding("airway", Judgement.PARTIAL, "day-only", "real-equipment"),
            new Finding("triage", Judgement.PARTIAL, "", "induction"));

    assertThat(texts(findings, "ar"))
        .contains(
            "السبب المرجح: يقصر مستوى تأمين مجرى الهواء عن المعيار المطلوب لأنه لم يتوفر مدرب"
                + " مؤهل. تعزى الثغرة في تأمين مجرى الهواء على الأرجح إلى أن التمارين جرت نهارا"
                + " فقط.",
            "كيفية التدريب: لتحسين تأمين مجرى الهواء، يوصى بتدريسه بلغة المتدربين والتدريب عليه"
                + " بالمعدات المستخدمة في البعثة. فيما يتعلق بفرز المصابين، من المفيد تدريب"
                + " الوافدين الجدد في أسبوعهم الأول.");
  }

  private static String remedies(String... skills) {
    return String.join(
        "\n",
        texts(
            Arrays.stream(skills)
                .map(it -> new Finding(it, Judgement.PARTIAL, "not-rehearsed", "rehearse-by-night"))
                .toList(),
            "ar"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 2 | في ملاحظة واحدة من أصل ملاحظتين",
        "2 | 2 | في الملاحظتين كلتيهما",
        "3 | 10 | في ثلاث ملاحظات من أصل عشر ملاحظات",
        "8 | 8 | في جميع الملاحظات البالغ عددها ثماني ملاحظات",
        "10 | 11 | في عشر ملاحظات من أصل 11 ملاحظة",
        "12 | 130 | في 12 ملاحظة من أصل 130 ملاحظة"
      })
  void an_arabic_number_says_how_its_noun_stands(int some, int all, String text) {
    assertThat(SHIPPED.language("ar").grammar().count(some, all)).isEqualTo(" " + text);
  }

  @Test
  void remarks_in_a_language_that_is_only_written_propose_nothing() {
    assertThat(SHIPPED.languages()).contains("ar");
    assertThat(new Proposer(SHIPPED).propose("استخدام العاصبة ضعيف.", "ar", Hint.none())).isEmpty();
  }

  @Test
  void a_third_language_is_data_alone() {
    Vocabulary italian = Vocabulary.of(SomeVocabulary.in(SomeVocabulary.ITALIAN));
    List<Proposal> read =
        new Proposer(italian)
            .propose("Il laccio emostatico è debole, mai ripetuto.", "it", Hint.none());
    List<Finding> findings =
        List.of(
            new Finding("tourniquet", read.get(0).judgement(), read.get(0).cause(), ""),
            new Finding("stretchers", Judgement.ABLE, "", ""));

    List<String> texts =
        new Prose(italian, "it")
            .compose(findings).stream()
                .flatMap(it -> it.paragraphs().stream())
                .map(TopicText.Paragraph::text)
                .toList();

    assertThat(texts)
        .containsExactly(
            "Le barelle sono buone.",
            "L’uso del laccio emostatico resta debole.",
            "Il laccio emostatico resta debole perché non si ripete mai.");
  }

  @ParameterizedTest
  @CsvSource({"en", "fr", "ar"})
  void no_sentence_of_any_term_keeps_a_mark_or_a_slot(String language) {
    for (Term skill : SHIPPED.skills()) {
      for (Judgement judgement : Judgement.values()) {
        List<Finding> one = List.of(new Finding(skill.code(), judgement, "", ""));
        assertThat(texts(one, language)).allSatisfy(ProseTest::isClean);
      }
    }
    for (Term cause : SHIPPED.causes()) {
      for (Term remedy : SHIPPED.remedies()) {
        List<Finding> one =
            List.of(
                new Finding("sectors-of-fire", Judgement.PARTIAL, cause.code(), remedy.code()),
                new Finding("tourniquet", Judgement.PARTIAL, cause.code(), remedy.code()));
        assertThat(texts(one, language)).allSatisfy(ProseTest::isClean);
      }
    }
  }

  @Property(tries = 300)
  void nothing_that_is_not_in_the_vocabulary_is_in_a_sentence(
      @ForAll("findings") List<Finding> findings) {
    for (String language : SHIPPED.languages()) {
      Set<String> known = words(String.join(" ", SHIPPED.publicTexts(language)));
      var said = new LinkedHashSet<String>();
      texts(findings, language).forEach(text -> said.addAll(words(text)));
      said.removeIf(word -> word.matches("\\d+") || isKnown(word, known, language));
      assertThat(said).isEmpty();
    }
  }

  @Property(tries = 50)
  void the_same_findings_give_the_same_text(@ForAll("findings") List<Finding> findings) {
    assertThat(texts(findings, "fr")).isEqualTo(texts(findings, "fr"));
  }

  @Provide
  Arbitrary<List<Finding>> findings() {
    return Combinators.combine(
            Arbitraries.of(SHIPPED.skills().stream().map(Term::code).toList()),
            Arbitraries.of(Judgement.values()),
            Arbitraries.of(SHIPPED.causes().stream().map(Term::code).toList()).injectNull(0.3),
            Arbitraries.of(SHIPPED.remedies().stream().map(Term::code).toList()).injectNull(0.3))
        .as(
            (skill, judgement, cause, remedy) ->
                new Finding(
                    skill, judgement, cause == null ? "" : cause, remedy == null ? "" : remedy))
        .list()
        .ofMinSize(1)
        .ofMaxSize(30);
  }

  /** Known as it stands, or joined to what a sentence of the language sets right before a slot. */
  private static boolean isKnown(String word, Set<String> known, String language) {
    return known.contains(word)
        || before(language).stream()
            .anyMatch(it -> word.startsWith(it) && known.contains(word.substring(it.length())));
  }

  private static Set<String> before(String language) {
    Grammar grammar = SHIPPED.language(language).grammar();
    var texts = new ArrayList<>(grammar.links().values());
    grammar.templates().values().forEach(texts::addAll);
    var before = new LinkedHashSet<String>();
    for (String text : texts) {
      BEFORE.matcher(text).results().forEach(it -> before.add(it.group(1)));
    }
    return before;
  }

  private static void isClean(String text) {
    if (ARABIC.matcher(text).find()) {
      assertThat(text).doesNotContainPattern("[a-zA-Z,;?\\p{Mn}]| [،؛]|[،؛](?! )|\\bل ?ال|\\bو ");
    }
    assertThat(text).doesNotContainPattern("[~^{}\\[\\]/]| {2}| [,.]|\\b[dlnqu]+’ ");
    assertThat(text).doesNotContainPattern("(?i)\\b(de le|de les|à le|à les|que il|que elle) ");
    assertThat(text).endsWith(".");
  }

  private static List<String> texts(List<Finding> findings, String language) {
    var texts = new ArrayList<String>();
    for (TopicText topic : new Prose(SHIPPED, language).compose(findings)) {
      topic.paragraphs().forEach(it -> texts.add(it.lead() + ": " + it.text()));
    }
    return texts;
  }

  private static Set<String> words(String text) {
    return WORD.matcher(text)
        .results()
        .map(match -> match.group().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}
