package retex.agent.paper;

import com.openhtmltopdf.extend.FSTextBreaker;
import java.text.BreakIterator;
import java.util.Locale;

/**
 * Where a line may end: as Java's rules have it, which also end one behind an apostrophe in the
 * middle of a word ({@code d’|enseignement}). UAX #14 does not, nor does a reader.
 */
final class Lines implements FSTextBreaker {

  private final BreakIterator rules = BreakIterator.getLineInstance(Locale.ROOT);
  private String text = "";

  @Override
  public void setText(String text) {
    this.text = text;
    rules.setText(text);
  }

  @Override
  public int next() {
    int at = rules.next();
    while (at != BreakIterator.DONE && isWithinWord(at)) {
      at = rules.next();
    }
    return at;
  }

  private boolean isWithinWord(int at) {
    return at < text.length()
        && text.charAt(at - 1) == '’'
        && Character.isLetter(text.codePointAt(at));
  }
}
