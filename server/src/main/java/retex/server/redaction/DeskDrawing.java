package retex.server.redaction;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import retex.contract.Micros;
import retex.instrument.CriterionCode;
import retex.server.catalogue.Catalogue;
import retex.server.redaction.engine.Category;
import retex.server.redaction.engine.Redacted;
import retex.server.redaction.engine.Span;
import retex.server.review.Accepted;
import retex.server.review.RecordTitle;
import retex.server.review.RecordTitles;
import retex.server.web.Dates;
import retex.server.web.Words;

/** Puts the desk of one record together, in the officer's language. Safe for several threads. */
@Singleton
final class DeskDrawing {

  private static final int SHORT = 60;
  private static final int MANY = 1_000_000; // what is not in the form comes last

  private final Redactions redactions;
  private final Proposals proposals;
  private final Changes changes;
  private final Risks risks;
  private final Shifts shifts;
  private final RecordTitles titles;
  private final Catalogue catalogue;

  DeskDrawing(
      Redactions redactions,
      Proposals proposals,
      Changes changes,
      Risks risks,
      Shifts shifts,
      RecordTitles titles,
      Catalogue catalogue) {
    this.redactions = redactions;
    this.proposals = proposals;
    this.changes = changes;
    this.risks = risks;
    this.shifts = shifts;
    this.titles = titles;
    this.catalogue = catalogue;
  }

  /**
   * The desk with one place under the officer's eyes: the one that {@code at} names, else the first
   * that nobody has seen after the one that {@code after} names.
   */
  DeskView view(
      Accepted record, String at, String after, String said, String officer, Words words) {
    Shown shown = redactions.shown(record);
    List<RedactedField> fields = asInForm(record, shown.fields());
    Decided decided = proposals.decided(record);
    Optional<Changes.Since> since = changes.of(record, redactions);
    Map<String, List<WordDiff.Run>> changed = since.map(Changes.Since::fields).orElseGet(Map::of);
    List<Risk> risky = risks.of(record, fields, decided, changed.keySet());
    List<Masked> masked = masked(fields, decided);
    @Nullable Masked chosen = chosen(masked, risky, at, after);
    var it = new Drawn(record, words, officer, decided, masked, risky);
    RecordTitle title = titles.of(record, words);
    return new DeskView(
        record.record().toString(),
        record.revision().hex(),
        shown.hash(),
        title.unit(),
        title.form() + ", " + title.period(),
        redactions.isCleared(record),
        kept(record),
        said,
        (int) masked.stream().filter(Masked::seen).count(),
        masked.size(),
        decided.waiting().size(),
        risky.stream().map(risk -> risky(it, risk)).toList(),
        since.map(one -> since(one, words)).orElse(""),
        fields.stream().map(one -> field(it, one, changed, chosen)).toList(),
        gone(it, fields, changed),
        chosen == null ? DeskView.Selected.NONE : selected(it, chosen),
        categories(words),
        log(it));
  }

  /** In how many places a cleared record is masked only because it was when it was read. */
  private int kept(Accepted record) {
    return (int)
        shifts.of(record, proposals.now(record, proposals.names())).stream()
            .filter(it -> it.kind() == Risk.Kind.OPENED)
            .count();
  }

  /** One span of the record, in reading order. */
  private record Masked(Place place, Span span, Redacted redacted, boolean seen) {

    String text() {
      return redacted.original().substring(span.from(), span.to());
    }

    String at() {
      return place.field() + ":" + place.from();
    }

    /** Whether a place named so begins in this one: a widened one begins before its old name. */
    boolean covers(String at) {
      String[] parts = at.split(":", 2);
      if (parts.length < 2 || !parts[1].matches("\\d{1,7}")) {
        return false;
      }
      int from = Integer.parseInt(parts[1]);
      return place.field().equals(parts[0]) && from >= span.from() && from < span.to();
    }
  }

  private record Drawn(
      Accepted record,
      Words words,
      String officer,
      Decided decided,
      List<Masked> masked,
      List<Risk> risky) {}

  /** The texts in the order of the form, the narrative first; a record keeps them by code. */
  private List<RedactedField> asInForm(Accepted record, List<RedactedField> fields) {
    var order = new ArrayList<String>();
    catalogue
        .instruments()
        .find(record.instrument())
        .ifPresent(
            it -> {
              it.narrative().forEach(part -> order.add("narrative." + part.code()));
              it.criteria().forEach(one -> order.add("comment." + one.code()));
            });
    return fields.stream()
        .sorted(Comparator.comparingInt(it -> Math.floorMod(order.indexOf(it.field()), MANY)))
        .toList();
  }

  private static List<Masked> masked(List<RedactedField> fields, Decided decided) {
    var masked = new ArrayList<Masked>();
    for (RedactedField field : fields) {
      for (Span span : field.redacted().spans()) {
        Place place = Place.of(field.field(), span);
        masked.add(new Masked(place, span, field.redacted(), decided.isSeen(place, span)));
      }
    }
    return masked;
  }

  private static @Nullable Masked chosen(
      List<Masked> masked, List<Risk> risky, String at, String after) {
    for (Masked it : masked) {
      if (it.covers(at)) {
        return it;
      }
    }
    int from = 0;
    for (int i = 0; i < masked.size(); i++) {
      if (masked.get(i).covers(after)) {
        from = i + 1;
      }
    }
    if (from == 0) {
      for (Risk risk : risky) {
        for (Masked it : masked) {
          if (risk.isOfPlace() && at(risk).equals(it.at())) {
            return it;
          }
        }
      }
    }
    List<Masked> order = new ArrayList<>(masked.subList(from, masked.size()));
    order.addAll(masked.subList(0, from));
    return order.stream()
        .filter(it -> !it.seen())
        .findFirst()
        .orElse(order.isEmpty() ? null : order.get(0));
  }

  private DeskView.Selected selected(Drawn it, Masked chosen) {
    int index = it.masked().indexOf(chosen);
    Span span = chosen.span();
    int alike =
        (int)
            it.masked().stream().filter(one -> one.text().equalsIgnoreCase(chosen.text())).count();
    return new DeskView.Selected(
        index + 1,
        chosen.place().field(),
        span.from(),
        span.to(),
        title(it, chosen.place().field()),
        chosen.text(),
        replacement(chosen.redacted(), span),
        span.category().name(),
        reason(it, span),
        state(it, chosen),
        it.words().say(span.isDoubtful() ? "redaction.sureness.unsure" : "redaction.sureness.sure"),
        alike,
        index > 0 ? link(it, it.masked().get(index - 1)) : "",
        index + 1 < it.masked().size() ? link(it, it.masked().get(index + 1)) : "",
        it.risky().stream()
            .filter(Risk::isOfPlace)
            .filter(risk -> !at(risk).equals(chosen.at()))
            .map(risk -> link(it, at(risk)))
            .findFirst()
            .orElse(""),
        it.decided()
            .waitingAt(chosen.place())
            .map(
                one ->
                    new DeskView.Asked(
                        one.id(),
                        one.actor(),
                        day(one.at(), it.words()),
                        one.reason(),
                        one.actor().equals(it.officer())))
            .orElse(DeskView.Asked.NOTHING));
  }

  private DeskView.Field field(
      Drawn it,
      RedactedField field,
      Map<String, List<WordDiff.Run>> changed,
      @Nullable Masked chosen) {
    Redacted redacted = field.redacted();
    var pieces = new ArrayList<DeskView.Piece>();
    int at = 0;
    for (Masked one : it.masked()) {
      if (!one.place().field().equals(field.field())) {
        continue;
      }
      Span span = one.span();
      pieces.add(DeskView.Piece.plain(redacted.original().substring(at, span.from())));
      pieces.add(
          new DeskView.Piece(
              one.text(),
              replacement(redacted, span),
              state(it, one),
              "place-" + one.at().replace(':', '-'),
              link(it, one),
              one.equals(chosen)));
      at = span.to();
    }
    pieces.add(DeskView.Piece.plain(redacted.original().substring(at)));
    return new DeskView.Field(
        field.field(),
        title(it, field.field()),
        redacted.language(),
        pieces,
        changed.getOrDefault(field.field(), List.of()).stream()
            .map(run -> new DeskView.Run(run.kind().name().toLowerCase(Locale.ROOT), run.text()))
            .toList(),
        redacted.spans().size());
  }

  private List<DeskView.Gone> gone(
      Drawn it, List<RedactedField> fields, Map<String, List<WordDiff.Run>> changed) {
    Set<String> here = fields.stream().map(RedactedField::field).collect(Collectors.toSet());
    return changed.entrySet().stream()
        .filter(one -> !here.contains(one.getKey()))
        .map(
            one ->
                new DeskView.Gone(
                    title(it, one.getKey()),
                    String.join("", one.getValue().stream().map(WordDiff.Run::text).toList())))
        .toList();
  }

  private DeskView.Risky risky(Drawn it, Risk risk) {
    String key = "redaction.risk." + risk.kind();
    return new DeskView.Risky(
        risk.kind().name(),
        it.words().say(key),
        risk.field().isEmpty() ? "" : title(it, risk.field()),
        shortened(risk.text().strip()),
        risk.isOfPlace()
            ? link(it, at(risk))
            : risk.field().isEmpty() ? "" : "#field-" + risk.field());
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= SHORT
        ? text
        : text.substring(0, text.offsetByCodePoints(0, SHORT)) + "…";
  }

  private List<DeskView.Logged> log(Drawn it) {
    return it.decided().inForce().stream()
        .sorted(Comparator.comparingLong(Decision::at).reversed())
        .map(
            one ->
                new DeskView.Logged(
                    one.id(),
                    it.words()
                        .say(
                            "redaction.decision." + one.action() + "." + one.state(), one.second()),
                    title(it, one.field()),
                    one.content(),
                    one.actor(),
                    day(one.at(), it.words()),
                    one.reason(),
                    link(it, one.field() + ":" + one.startAt()),
                    one.actor().equals(it.officer())))
        .toList();
  }

  private static List<DeskView.Choice> categories(Words words) {
    return Stream.of(Category.values())
        .map(it -> new DeskView.Choice(it.name(), words.say("redaction.category." + it.name())))
        .toList();
  }

  private static String state(Drawn it, Masked one) {
    if (it.decided().waitingAt(one.place()).isPresent()) {
      return "waiting";
    }
    if (one.seen()) {
      return "seen";
    }
    return one.span().isDoubtful() ? "unsure" : "sure";
  }

  private static String replacement(Redacted redacted, Span span) {
    return span.category().replacement(redacted.language());
  }

  private static String at(Risk risk) {
    return risk.field() + ":" + risk.from();
  }

  private static String link(Drawn it, Masked one) {
    return link(it, one.at());
  }

  private static String link(Drawn it, String at) {
    return "/redactions/" + it.record().record() + "?at=" + at + "#place";
  }

  private static String since(Changes.Since since, Words words) {
    String key =
        since.fields().isEmpty()
            ? "redaction.since.nothing"
            : since.cleared() ? "redaction.since.cleared" : "redaction.since.read";
    return words.say(key, day(Micros.of(since.before()), words), since.fields().size());
  }

  private static String day(long micros, Words words) {
    Instant at = Micros.instant(micros);
    return Dates.beginningWithDay(" MMMM uuuu", words.locale()).format(at.atZone(ZoneOffset.UTC));
  }

  private String title(Drawn it, String field) {
    String code = field.substring(field.indexOf('.') + 1);
    String language = it.words().language();
    return catalogue
        .instruments()
        .find(it.record().instrument())
        .flatMap(
            instrument ->
                field.startsWith("comment.")
                    ? instrument
                        .criterion(new CriterionCode(code))
                        .map(one -> code + " " + one.text().in(language))
                    : instrument.narrative().stream()
                        .filter(one -> one.code().equals(code))
                        .map(one -> one.title().in(language))
                        .findFirst())
        .orElseGet(
            () -> field.equals("observations") ? it.words().say("redaction.observations") : code);
  }

  /** Why it was taken out, with the words that weighed. */
  private static String reason(Drawn it, Span span) {
    String rule = it.words().say("redaction.rule." + span.rule());
    return span.words().isEmpty() ? rule : rule + " (" + String.join(", ", span.words()) + ")";
  }
}
