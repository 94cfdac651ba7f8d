package retex.server.review;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import retex.contract.RecordKind;
import retex.contract.UnitCode;
import retex.server.catalogue.Catalogue;
import retex.server.catalogue.Unit;
import retex.server.record.StoredRecord;
import retex.server.web.Dates;
import retex.server.web.Words;

/** How this step names units, days and states in one language. */
final class Wording {

  private final Words words;
  private final Catalogue catalogue;

  Wording(Words words, Catalogue catalogue) {
    this.words = words;
    this.catalogue = catalogue;
  }

  String say(String key, Object... arguments) {
    return words.say(key, arguments);
  }

  Words words() {
    return words;
  }

  Locale locale() {
    return words.locale();
  }

  String language() {
    return words.language();
  }

  String day(LocalDate date) {
    return Dates.day(date, locale());
  }

  String minute(Instant instant) {
    return Dates.minute(instant, locale());
  }

  String period(StoredRecord record) {
    return period(record.from(), record.to());
  }

  String period(LocalDate from, LocalDate to) {
    return from.equals(to) ? day(from) : say("review.period.value", day(from), day(to));
  }

  String state(ReviewState state) {
    return say("review.state." + state.name());
  }

  String kind(RecordKind kind) {
    return say("review.kind." + kind.name());
  }

  /** A role of the team in these words where the laptop gave it by itself; else as it was typed. */
  String role(String typed) {
    return Stream.of("lead", "member")
        .filter(role -> role.equalsIgnoreCase(typed) || isNamed(role, typed))
        .findFirst()
        .map(role -> say("review.evaluator." + role))
        .orElse(typed);
  }

  private static boolean isNamed(String role, String typed) {
    return Words.LANGUAGES.stream()
        .anyMatch(it -> Words.in(it).say("review.evaluator." + role).equalsIgnoreCase(typed));
  }

  /** The unit's name and code where it is known, else as it was written and that it is not. */
  String unit(Reviewed reviewed) {
    Optional<Unit> known = reviewed.unit().flatMap(catalogue::unit);
    if (known.isPresent()) {
      return name(known.get());
    }
    var written = reviewed.record().unit();
    return written.isCoded()
        ? say("review.unit.unknown", written.code())
        : say("review.unit.typed", written.name());
  }

  /** The type as its form calls it, else its code. */
  String type(Unit unit) {
    return catalogue
        .instruments()
        .newestFor(unit.type())
        .map(form -> form.title().in(language()))
        .orElse(unit.type().value());
  }

  static String name(Unit unit) {
    UnitCode code = unit.code();
    return unit.name().equals(code.value()) ? code.value() : unit.name() + " (" + code + ")";
  }
}
