package retex.server.release;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import retex.instrument.Criterion;
import retex.instrument.CriterionCode;
import retex.instrument.Heading;
import retex.instrument.Instrument;
import retex.instrument.Instruments;
import retex.instrument.Releasable;
import retex.instrument.TopicCode;
import retex.server.catalogue.Unit;
import retex.server.policy.engine.Detail;

/**
 * Which topics and which texts of a record its reader may be told of, of one unit by itself. The
 * one rule for findings, quotations, requests for training, sessions and effects: a remark follows
 * the criterion that it is made on, and a topic is open where the form that the unit is evaluated
 * with tells this reader some answer on it. A topic that the form does not ask about is open where
 * no form holds anything on it back.
 */
record Openness(Instruments instruments) {

  private static final String REMARK = "comment.";
  private static final String NARRATIVE = "narrative.";

  /** Whether a topic may be named of this one unit. */
  boolean tells(Evidence.Source source, TopicCode topic) {
    List<Asked> touching = touching(asked(source), topic);
    return touching.isEmpty()
        ? anywhere(topic).stream().allMatch(it -> it.detail() == Detail.RATING_YES)
        : touching.stream().anyMatch(it -> source.shows(it.form(), it.criterion()));
  }

  /**
   * Whether only questions touch a topic whose answers are not even told in groups: conduct, arms.
   */
  boolean isSecret(Evidence.Source source, TopicCode topic) {
    List<Asked> own = touching(asked(source), topic);
    List<Asked> touching = own.isEmpty() ? anywhere(topic) : own;
    return !touching.isEmpty()
        && touching.stream()
            .map(Asked::detail)
            .allMatch(it -> it == Detail.RATING_NEVER || it == Detail.ANSWER_VALUE);
  }

  /** Whether anything may be told from a free text, by the place that it stands in. */
  boolean tells(Evidence.Source source, String field) {
    if (field.startsWith(REMARK)) {
      return criterion(source, field)
          .map(it -> source.shows(it.form(), it.criterion()))
          .orElse(false);
    }
    return source
        .form()
        .map(form -> field.startsWith(NARRATIVE) && tells(form, part(field)))
        .orElseGet(() -> tellsOfNotes(field));
  }

  /** The topics that a free text is known to be about before it is read. */
  List<TopicCode> topics(Evidence.Source source, String field) {
    return criterion(source, field).map(it -> it.criterion().topics()).orElse(List.of());
  }

  private static boolean tells(Instrument form, String part) {
    return form.narrative().stream()
        .anyMatch(it -> it.code().equals(part) && it.releasable() != Releasable.NEVER);
  }

  private boolean tellsOfNotes(String field) {
    return instruments.newestNoteForm().fields().stream()
        .anyMatch(it -> it.code().equals(field) && it.releasable() != Releasable.NEVER);
  }

  private static String part(String field) {
    return field.substring(NARRATIVE.length());
  }

  private static Optional<Asked> criterion(Evidence.Source source, String field) {
    return source
        .form()
        .filter(any -> field.startsWith(REMARK))
        .flatMap(
            form ->
                form.criterion(new CriterionCode(field.substring(REMARK.length())))
                    .map(it -> new Asked(form, it)));
  }

  /** What the unit is asked: by the form that was answered, else by the newest for its type. */
  private Stream<Asked> asked(Evidence.Source source) {
    return source.form().or(() -> newestFor(source.unit())).stream().flatMap(Asked::of);
  }

  private Optional<Instrument> newestFor(Unit unit) {
    return instruments.newestFor(unit.type()).map(Heading::ref).flatMap(instruments::find);
  }

  private List<Asked> anywhere(TopicCode topic) {
    return touching(instruments.all().stream().flatMap(Asked::of), topic);
  }

  private static List<Asked> touching(Stream<Asked> asked, TopicCode topic) {
    return asked.filter(it -> it.criterion().topics().contains(topic)).toList();
  }

  /** A criterion of a form. */
  private record Asked(Instrument form, Criterion criterion) {

    static Stream<Asked> of(Instrument form) {
      return form.criteria().stream().map(it -> new Asked(form, it));
    }

    Detail detail() {
      return Evidence.detail(form, criterion);
    }
  }
}
