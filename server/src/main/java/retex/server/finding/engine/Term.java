package retex.server.finding.engine;

import java.util.Map;

/**
 * A skill, a cause, a remedy or a judgement of the vocabulary. {@code topic} is empty for all but
 * skills; {@code general} is true for the one skill that stands for its topic as a whole.
 */
public record Term(String code, String topic, boolean general, Map<String, Wording> wordings) {

  public Term {
    wordings = Map.copyOf(wordings);
  }

  Wording in(String language) {
    Wording wording = wordings.get(language);
    if (wording == null) {
      throw new IllegalStateException("no " + language + " for " + code);
    }
    return wording;
  }

  /** The name in a language, without article and with the first of any alternatives. */
  public String name(String language) {
    return Template.plain(in(language).name());
  }
}
