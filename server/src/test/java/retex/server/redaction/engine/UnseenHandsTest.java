package retex.server.redaction.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What texts by hands that the rules had not seen taught: what must go, and what may stay. */
class UnseenHandsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Shadow boards were emtpy and the airfeild lights were out.",
        "en | They walk through the emergency dril at every start.",
        "en | No car was waved on unsearched.",
        "fr | la procedure est aprise par coeur mais jamais utilisee."
      })
  void a_slip_of_the_hand_in_an_ordinary_word_is_no_name(String language, String text) {
    assertThat(redacted(language, text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | The course was found within two per cent of the drawing.",
        "en | Brake tests were done at 30 km/h before each move.",
        "en | The cockpit is quiet below ten thousand feet.",
        "en | The drill took 11 minutes against a standard of 15.",
        "fr | Le brancard est à bord en 3 min 40.",
        "fr | On note une progression de 41 à 78 % entre les deux tests.",
        "fr | Tir couché au fusil : 70 % à deux cents mètres.",
        "en | Hand hygiene was seen in 18 of 20 chances.",
        "en | The board is updated by noon each day.",
        "en | The search drill is repeated every second Thursday.",
        "en | Five and twenty checks were done at every halt.",
        "fr | L'exercice de fouille est répété un jeudi sur deux.",
        "fr | La prise d'empreintes réussit 19 fois sur 20.",
        "fr | Miradors et clôtures bien construits."
      })
  void what_a_drill_measures_stays(String language, String text) {
    assertThat(redacted(language, text)).isEqualTo(text);
  }

  @Test
  void a_share_of_runs_or_marks_stays_and_one_of_what_is_held_goes() {
    assertThat(redacted("en", "Fire and movement never broke, nine of eleven runs."))
        .contains("nine of eleven runs");
    assertThat(redacted("fr", "Tir de nuit : 8 cibles sur 12 touchées."))
        .contains("8 cibles sur 12");
    assertThat(redacted("en", "Nine of eleven rifles hit in all their runs."))
        .doesNotContain("eleven");
  }

  @Test
  void the_head_of_a_point_of_a_list_is_no_capital_inside_a_sentence() {
    String text = "Noted: (i) Drivers rest for eight hours. (ii) Plant is washed daily.";

    assertThat(redacted("en", text)).isEqualTo(text);
  }

  @Test
  void a_common_word_of_a_longer_name_of_a_place_stays_in_capitals_unless_something_leads_to_it() {
    var context = new Context(Map.of(Category.PLACE, Set.of("Guard Hill", "Salt Load Crossing")));
    var redactor = new Redactor(context, "en");

    assertThat(redactor.redact("BARRIER GUARD ALERT AND CALM.").text()).contains("GUARD");
    assertThat(redactor.redact("MOVED FROM GUARD HILL AT ONCE.").text()).doesNotContain("GUARD");
    assertThat(redactor.redact("THEY CAME FROM GUARD.").text()).doesNotContain("GUARD");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Look again before the herds are sold. | herds",
        "en | Ask again until the new team lands. | lands",
        "en | To be settled by embarkation day. | embarkation",
        "en | Back in camp on 02.06. and gone again. | 02.06",
        "en | Rifles held 6, on road 4, off road awaiting spares 2. | 2.",
        "en | Out of 07 (seven) dozers held, a few were put to task. | seven",
        "en | The man with pass 77120-H was let in. | H was",
        "fr | Déploiement prévu DEBUT OCTOBRE. | DEBUT",
        "fr | On attend la prochaine pleine lune. | lune",
        "fr | Appeler le 0477, septante, nonante et un. | nonante",
        "fr | Cinq opérateurs et un dépanneur tiennent le poste. | dépanneur",
        "fr | Visite du 3 septmbre, au matin. | 3",
        "fr | Barrière vue au PK dix-sept. | sept",
        "en | Wait for them at radial 047 / 12 nm. | 047"
      })
  void what_dates_a_visit_or_counts_a_unit_goes(String language, String text, String gone) {
    assertThat(redacted(language, text)).doesNotContain(gone);
  }

  @Test
  void half_a_rank_goes_with_the_name() {
    assertThat(redacted("en", "Then L/Cpl Varnholt wrote each plate down.")).startsWith("Then [");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | One soldier is accused of rape, and casualty evacuation is rehearsed. | rape",
        "en | Stretcher drill is taught; a corporal is accused of theft. | accused",
        "fr | Un soldat est accusé de viol, et le secourisme est enseigné à tous. | viol",
        "fr | Le tir est enseigné, mais un sergent est accusé de vol. | accusé"
      })
  void what_is_taught_in_one_clause_does_not_spare_an_allegation_in_the_other(
      String language, String text, String gone) {
    assertThat(redacted(language, text)).doesNotContain(gone);
  }

  @Test
  void an_allegation_that_is_taught_about_stays() {
    String text = "How allegations are reported is taught, and every recruit has a card.";

    assertThat(redacted("en", text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | They sent three platoons less a section. | less",
        "en | Then the third battalion came late. | third",
        "en | The workshop has none that runs. | none",
        "en | They were back before cockcrow. | cockcrow",
        "en | Seen during weeks four and five. | four",
        "en | The mast is down since the Sunday storm. | storm",
        "en | ASK FOR WATER AT CROW FARM. | CROW",
        "fr | On attend la quatrième compagnie. | quatrième",
        "fr | Retour prévu avant le premier coq. | coq",
        "fr | Arrivée à six heures vingt à peu près. | peu",
        "fr | Rose, mes réponses sont ci-dessous. | Rose",
        "fr | Le première classe Ruisselin tient la porte. | classe"
      })
  void what_tells_of_a_unit_a_time_or_a_name_goes(String language, String text, String gone) {
    assertThat(redacted(language, text)).doesNotContain(gone);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | They hold four mortars, one with a cracked sight. | cracked",
        "en | The store shows nine rifles, the rest on loan. | loan",
        "en | Only two of them run. | two",
        "en | The bag costs $1.90 a litre. | litre",
        "en | They came back on pay day. | pay",
        "en | Seen again on the Thursday of the sandstorm. | sandstorm",
        "en | Day 3: the ferry was late. | 3",
        "en | They left from Monday to Friday. | from",
        "fr | On y compte onze camions, deux sans roue. | roue",
        "fr | Râtelier : quarante pistolets moins un. | moins",
        "fr | Il y a deux groupes, une seule roule. | seule",
        "fr | Contrôle fait mardi, avant la soupe. | soupe",
        "fr | Arrivée au deuxième clairon du jeudi. | clairon",
        "fr | Le moteur sera livré dans dix-neuf jours. | neuf"
      })
  void an_aside_of_a_count_or_a_time_beside_a_day_goes(String language, String text, String gone) {
    assertThat(redacted(language, text)).doesNotContain(gone);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Costs of the course: 85 for paint. | paint",
        "en | They reported 804 all ranks, 61 female. | female",
        "en | Costs came to two-thirty for lunches. | two",
        "en | Strength at relay figures two niner. | figures",
        "en | Mail is read at post.orchard @ region.example by noon. | orchard",
        "en | Form T.17(b)/991 is closed. | 17",
        "en | The culvert was cut before the rains. | rains",
        "en | The report is due twelfth inst. | inst",
        "fr | Vu le deux courant, à la porte. | courant",
        "fr | On revient lundi matin très tôt. | tôt",
        "fr | Une lettre datée du lendemain des pluies. | pluies",
        "fr | Deuxième jour. La pompe marche. | Deuxième"
      })
  void what_is_left_behind_a_count_or_a_time_goes_with_it(
      String language, String text, String gone) {
    assertThat(redacted(language, text)).doesNotContain(gone);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | Of twelve radios they switched off the spare one at dusk. | they switched off",
        "en | The company trained on 3 May; drivers rest in turn. | drivers rest in turn",
        "fr | Le 3 mai, les conducteurs se reposent à tour de rôle. | les conducteurs se reposent"
      })
  void what_says_something_behind_a_count_or_a_time_stays(
      String language, String text, String kept) {
    assertThat(redacted(language, text)).contains(kept);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | ok bye The drivers rest in turn.",
        "fr | Le point se fait à cinq mètres, celui à vingt est oublié.",
        "fr | Le panneau se voit des deux rives."
      })
  void an_article_or_a_measure_told_again_is_no_name_and_no_count(String language, String text) {
    assertThat(redacted(language, text).replaceAll("\\[[^]]*]", ""))
        .contains(text.substring(text.length() / 2));
  }

  @Test
  void seven_is_no_september() {
    assertThat(redacted("fr", "Six questions sur sept ont reçu la bonne réponse."))
        .contains("sept");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "en | The drill was late and Will asked for it. | Will",
        "en | Then told Le about the drill. | Le ",
        "fr | Le message de Grâce est clair. | Grâce",
        "en | The lesson was given by J. D'amour and it is good. | amour",
        "fr | La leçon de A. M'ba est bonne. | ba est",
        "fr | La leçon de K. N'da est bonne. | da est",
        "en | Sgt Nguyen An said the drill is late. | An said",
        "fr | La leçon du sergent Aung La est bonne. | La est",
        "fr | La leçon du capitaine Tran Le est bonne. | Le est",
        "fr | Jean-louis vérifie les sangles. | Jean",
        "fr | Jean-louis vérifie les sangles. | louis",
        "fr | Les sangles de Jean-louis sont neuves. | louis",
        "en | The straps of Rose-marie are new. | marie",
        "fr | La ronde à six heures est faite, celle à vingt est oubliée. | vingt",
        "fr | La ronde de nuit est faite, celle à vingt est oubliée. | vingt",
        "fr | La ronde n'est pas faite, celle à vingt est oubliée. | vingt"
      })
  void a_name_or_an_hour_in_the_guise_of_plain_words_goes(
      String language, String text, String gone) {
    assertThat(redacted(language, text)).doesNotContain(gone);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fr | Ambulances : les deux sont rentrées, une en panne. | deux",
        "fr | Les deux génératrices et les six ambulances sont lavées. | deux",
        "fr | On lave nos deux génératrices et les six ambulances. | deux",
        "fr | Pendant la crue, nos deux génératrices et trois camions sont restés. | deux",
        "fr | Avec leurs deux cuisines et six tentes ils partent. | deux",
        "fr | Les deux génératrices et les six ambulances sont en panne. | deux"
      })
  void both_of_what_is_held_is_a_count(String language, String text, String gone) {
    assertThat(redacted(language, text)).doesNotContain(gone);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "fr | Voir l'annexe B. C'est la règle pour tous. | C'est",
        "fr | Voir l'annexe B. D'abord on rend compte. | D'abord"
      })
  void a_sentence_after_a_letter_is_no_name(String language, String text, String kept) {
    assertThat(redacted(language, text)).contains(kept);
  }

  private static String redacted(String language, String text) {
    return new Redactor(Context.empty(), language).redact(text).text();
  }
}
