package retex.server.finding.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProposerTest {

  private static final Proposer PROPOSER = Proposer.shipped();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Soldiers could not apply a tourniquet.                       | tourniquet          | not-able",
        "en | Tourniquets were applied within a minute and correctly.       | tourniquet          | able",
        "en | Radio discipline is weak on the battalion net.                | radio-discipline    | partial",
        "en | No shortfalls were seen in radio discipline.                  | radio-discipline    | able",
        "en | Night patrols are excellent.                                  | night-patrols       | exemplary",
        "en | Rated 4 of 4 for night patrols.                               | night-patrols       | exemplary",
        "en | Night patrols: 2 of 4                                         | night-patrols       | partial",
        "en | Stand-to has improved since the last visit.                   | stand-to            | improved",
        "en | Marksmanship was not observed.                                | marksmanship        | not-observed",
        "en | The stretcher drill was never rehearsed.                      | stretcher-drill     | partial",
        "en | NIGHT PATROLS WEAK STOP                                       | night-patrols       | partial",
        "en | Tourniqet use is slow.                                        | tourniquet          | partial",
        "en | Rad\u200Bio discipline is good.                               | radio-discipline    | able",
        "en | Soldiers do a good job, but night patr\u043els are late.      | night-patrols       | partial",
        "fr | La pose du garrot n’est pas maîtrisée.                        | tourniquet          | not-able",
        "fr | Les soldats posent le garrot rapidement.                      | tourniquet          | able",
        "fr | Aucune lacune en discipline radio.                            | radio-discipline    | able",
        "fr | La discipline radio est à travailler.                         | radio-discipline    | partial",
        "fr | Patrouilles de nuit : 4 sur 5                                 | night-patrols       | able",
        "fr | Les patrouilles de nuit ne sont jamais répétées.              | night-patrols       | partial",
        "fr | Le brancardage s’est nettement amélioré.                      | stretcher-drill     | improved",
        "fr | Le tir n’a pas été observé.                                   | marksmanship        | not-observed",
        "fr | Les sommations sont oubliées.                                 | warnings            | partial",
        "fr | L’aire d’hélicoptère est bien balisée.                        | landing-site        | able",
        "en | Night patrols are not yet trained.                            | night-patrols       | not-able"
      })
  void a_remark_gives_its_skill_and_judgement(
      String language, String text, String skill, String judgement) {
    List<Proposal> proposals = PROPOSER.propose(text, language, Hint.none());

    assertThat(proposals)
        .anySatisfy(
            it -> {
              assertThat(it.skill()).isEqualTo(skill);
              assertThat(it.judgement().code()).isEqualTo(judgement);
            });
  }

  @Test
  void a_clause_with_a_subject_and_a_verb_of_its_own_is_read_by_itself() {
    String text =
        "The engagement team meets women's groups every second Thursday, the early warning matrix"
            + " has not been updated for three months and most section commanders can explain the"
            + " four phases of the concept.";

    List<Proposal> proposals = PROPOSER.propose(text, "en", Hint.none());

    assertThat(proposals)
        .anySatisfy(
            it -> {
              assertThat(it.skill()).isEqualTo("warning-from-communities");
              assertThat(it.judgement().side()).isEqualTo(Judgement.Side.WORK);
              assertThat(text.substring(it.from())).startsWith("early warning matrix");
            })
        .anySatisfy(
            it -> {
              assertThat(it.topic()).isEqualTo("C2-03");
              assertThat(text.substring(it.from())).startsWith("section commanders can");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Sentries are slow because the siren is weak and the post is far from the tents.",
        "en | Orders covered the route, the halts and the actions on contact.",
        "fr | La garde est lente parce que la sirène est faible et le poste est loin des tentes."
      })
  void what_belongs_to_a_clause_stays_with_it(String language, String text) {
    List<Proposal> proposals = PROPOSER.propose(text, language, Hint.none());

    assertThat(proposals)
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.to()).isGreaterThanOrEqualTo(text.length() - 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Casualty evacuation is slow because it was taught in the classroom only. | casualty-evacuation",
        "fr | L’évacuation des blessés est lente, car apprise en salle seulement.      | casualty-evacuation"
      })
  void the_skill_that_is_called_by_its_name_leads(String language, String text, String skill) {
    assertThat(PROPOSER.propose(text, language, Hint.none()).get(0).skill()).isEqualTo(skill);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Route search is slow because it was not part of the course.       | route-search     | not-in-course      | ''",
        "en | Stand-to is slow because drills were held by day only.  | stand-to | day-only       | ''",
        "en | Tourniquet use is weak for lack of equipment. | tourniquet | equipment-missing | ''",
        "en | Night patrols must be rehearsed every week.   | night-patrols    | '' | rehearse-weekly",
        "fr | La pose du garrot est faible, faute de matériel.                   | tourniquet       | equipment-missing  | ''",
        "fr | La fouille des itinéraires est lente : une seule équipe formée.    | route-search     | few-trained        | ''",
        "fr | Les patrouilles de nuit sont faibles ; les répéter chaque semaine. | night-patrols    | ''                 | rehearse-weekly"
      })
  void cause_and_remedy_go_with_the_skill(
      String language, String text, String skill, String cause, String remedy) {
    assertThat(PROPOSER.propose(text, language, Hint.none()))
        .anySatisfy(
            it -> {
              assertThat(it.skill()).isEqualTo(skill);
              assertThat(it.cause()).isEqualTo(cause);
              assertThat(it.remedy()).isEqualTo(remedy);
            });
  }

  @Test
  void a_word_broken_at_the_end_of_a_line_is_read() {
    assertThat(
            PROPOSER.propose("The radio discip-\nline is good.", "en", Hint.none()).get(0).skill())
        .isEqualTo("radio-discipline");
  }

  @Test
  void each_clause_keeps_its_own_judgement() {
    List<Proposal> proposals =
        PROPOSER.propose(
            "Night patrols are excellent, but radio discipline is weak.", "en", Hint.none());

    assertThat(proposals)
        .filteredOn(it -> it.skill().equals("night-patrols"))
        .allMatch(it -> it.judgement() == Judgement.EXEMPLARY);
    assertThat(proposals)
        .filteredOn(it -> it.skill().equals("radio-discipline"))
        .allMatch(it -> it.judgement() == Judgement.PARTIAL);
  }

  @Test
  void a_sentence_that_only_explains_goes_with_the_skill_before() {
    List<Proposal> proposals =
        PROPOSER.propose(
            "Tourniquet use is weak. It was taught in the classroom only.", "en", Hint.none());

    assertThat(proposals)
        .anyMatch(it -> it.skill().equals("tourniquet") && it.cause().equals("classroom-only"));
  }

  @Test
  void a_criterion_tells_what_an_unclear_word_means() {
    var hint = new Hint(List.of("MED-03"), Judgement.ABLE);

    assertThat(PROPOSER.propose("Triage is calm.", "en", hint).get(0).topic()).isEqualTo("MED-03");
  }

  @Test
  void a_language_that_is_not_read_gives_nothing() {
    assertThat(PROPOSER.propose("Las patrullas son buenas.", "es", Hint.none())).isEmpty();
  }

  @Test
  void the_reader_s_locale_changes_nothing() {
    Locale before = Locale.getDefault();
    String text = "NIGHT PATROLS AND RADIO DISCIPLINE ARE WEAK.";
    List<Proposal> expected = PROPOSER.propose(text, "en", Hint.none());
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(PROPOSER.propose(text, "en", Hint.none())).isEqualTo(expected).isNotEmpty();
    } finally {
      Locale.setDefault(before);
    }
  }

  @Property(tries = 300)
  void evidence_lies_within_any_text(@ForAll String noise) {
    String text = "Night patrols are weak. " + noise + " radio discipline";
    for (Proposal it : PROPOSER.propose(text, "en", Hint.none())) {
      assertThat(it.from()).isBetween(0, text.length());
      assertThat(it.to()).isBetween(it.from() + 1, text.length());
    }
  }
}
