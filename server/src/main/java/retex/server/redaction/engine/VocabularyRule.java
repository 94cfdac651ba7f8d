package retex.server.redaction.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes out every word that is not ordinary: none of the language's and none of the domain's; and
 * every word with a capital that does not begin a sentence, for that is how names look. A name that
 * nobody has told the system is held back by this rule.
 */
final class VocabularyRule implements Rule {

  private final Vocabulary vocabulary;

  VocabularyRule(String language) {
    this.vocabulary = Vocabulary.of(language);
  }

  @Override
  public List<Span> find(NormalText text) {
    Set<Integer> starts =
        Sentences.of(text.text()).stream()
            .map(sentence -> firstLetter(text.text(), sentence))
            .collect(Collectors.toSet());
    var spans = new ArrayList<Span>();
    for (Words.Word word : Words.of(text)) {
      if (!mayStay(word, starts.contains(word.from()))) {
        spans.add(
            text.span(word.from(), word.to(), Category.UNSURE, "vocabulary", "strange-word", 0.5));
      }
    }
    return spans;
  }

  private boolean mayStay(Words.Word word, boolean beginsSentence) {
    if (vocabulary.isTerm(word.written())) {
      return true;
    }
    boolean ordinary = vocabulary.knows(word.lower()) || word.written().length() == 1;
    boolean capital = word.isCapitalised() && !word.written().equals("I");
    return ordinary && (!capital || (beginsSentence && !isAllCapitals(word.written())));
  }

  private static boolean isAllCapitals(String word) {
    return word.length() > 1 && word.chars().noneMatch(Character::isLowerCase);
  }

  private static int firstLetter(String text, Sentences.Sentence sentence) {
    int at = sentence.from();
    while (at < sentence.to() && !Character.isLetter(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
