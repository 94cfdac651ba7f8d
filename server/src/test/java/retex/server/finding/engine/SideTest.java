package retex.server.finding.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whether a remark is read as praise or as fault where it says so by degree, or takes back some.
 */
class SideTest {

  private static final Proposer PROPOSER = new Proposer(Vocabulary.shipped());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fr | La fouille avant le mouvement est faite, mais lentement.            | WORK",
        "fr | Les répétitions sont bonnes mais trop rares.                        | WORK",
        "fr | Le triage est correct, mais a pris deux fois le temps prévu.        | WORK",
        "fr | Le brancardage est maîtrisé, mais deux fois trop lent.              | WORK",
        "fr | Les feux sont éteints, mais seulement sur rappel.                   | WORK",
        "fr | Trois équipages sur cinq ont demandé de l’aide pour la roue.        | WORK",
        "fr | Les patrouilles de nuit ne sont plus préparées.                     | WORK",
        "fr | La garde est relevée à l’heure, pour une fois sans rappel.          | WELL",
        "fr | Discipline radio : rien à ajouter.                                  | WELL",
        "fr | Rien à redire sur la discipline radio.                              | WELL",
        "en | Night patrols are conducted, but too seldom.                        | WORK",
        "en | Route search is done before movement, but slowly.                   | WORK",
        "en | Radio checks are made only when told.                               | WORK",
        "en | The tourniquet was applied correctly but took twice the time.       | WORK",
        "en | The stretcher drill is no longer rehearsed.                         | WORK",
        "en | Three crews out of five asked for help with the wheel change.       | WORK",
        "en | Stand-to was held on time, for once without a reminder.             | WELL",
        "en | Radio discipline: nothing to add.                                   | WELL",
        "en | Nothing to add on radio discipline.                                 | WELL"
      })
  void what_takes_back_some_is_heard(String language, String text, Judgement.Side side) {
    assertThat(surest(language, text).judgement().side()).isEqualTo(side);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Triage           | triage",
        "en | Triage good.     | triage",
        "en | TRIAGE SLOW      | triage",
        "fr | Triage           | triage",
        "fr | Le triage est lent. | triage",
        "fr | Triage fait seulement sur rappel. | triage"
      })
  void one_word_leads_to_the_skill_of_that_name(String language, String text, String skill) {
    assertThat(surest(language, text).skill()).isEqualTo(skill);
  }

  private static Proposal surest(String language, String text) {
    List<Proposal> all = PROPOSER.propose(text, language, Hint.none());
    return all.stream().max(Comparator.comparingDouble(Proposal::confidence)).orElseThrow();
  }
}
