package retex.server.review;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import retex.contract.RecordKind;

/**
 * Which records of the list are shown. {@code state} is {@code waiting}, {@code all} or the name of
 * a state; {@code kind} is empty or the name of a kind; {@code unit} is part of a name or code. An
 * unknown word shows everything.
 */
record Queue(String state, String kind, String unit) {

  static final Queue WAITING = new Queue("waiting", "", "");

  List<Reviewed> of(List<Reviewed> all, Wording wording) {
    Predicate<Reviewed> fits = it -> fits(it.state()) && fits(it.record().kind());
    return all.stream().filter(fits).filter(it -> named(wording.unit(it))).toList();
  }

  /** The list as the page shows it. */
  QueueView view(List<Reviewed> all, Wording wording) {
    List<Reviewed> shown = of(all, wording);
    return new QueueView(
        states(wording),
        kinds(wording),
        unit,
        wording.say("review.count", String.valueOf(shown.size()), String.valueOf(all.size())),
        shown.stream().map(it -> row(it, wording, false)).toList());
  }

  static QueueView.Row row(Reviewed it, Wording wording, boolean here) {
    return new QueueView.Row(
        it.record().id().toString(),
        wording.unit(it),
        wording.kind(it.record().kind()),
        wording.period(it.record()),
        wording.minute(it.record().receivedAt()),
        it.state().name().toLowerCase(Locale.ROOT),
        wording.state(it.state()),
        here);
  }

  private boolean fits(ReviewState of) {
    boolean waits =
        of == ReviewState.RECEIVED || of == ReviewState.QUARANTINED || of == ReviewState.CONFLICT;
    boolean known = Arrays.stream(ReviewState.values()).anyMatch(it -> it.name().equals(state));
    return state.equals("waiting") ? waits : !known || of.name().equals(state);
  }

  private boolean fits(RecordKind of) {
    boolean known = Arrays.stream(RecordKind.values()).anyMatch(it -> it.name().equals(kind));
    return !known || of.name().equals(kind);
  }

  private boolean named(String name) {
    return name.toLowerCase(Locale.ROOT).contains(unit.toLowerCase(Locale.ROOT));
  }

  private List<QueueView.Option> states(Wording wording) {
    var first =
        Stream.of(
            new QueueView.Option(
                "waiting", wording.say("review.filter.state.waiting"), state.equals("waiting")),
            new QueueView.Option(
                "all", wording.say("review.filter.state.all"), state.equals("all")));
    var rest =
        Arrays.stream(ReviewState.values())
            .map(it -> new QueueView.Option(it.name(), wording.state(it), it.name().equals(state)));
    return Stream.concat(first, rest).toList();
  }

  private List<QueueView.Option> kinds(Wording wording) {
    var first =
        Stream.of(new QueueView.Option("", wording.say("review.filter.kind.all"), kind.isEmpty()));
    var rest =
        Stream.of(RecordKind.EVALUATION, RecordKind.TRAINER_NOTE)
            .map(it -> new QueueView.Option(it.name(), wording.kind(it), it.name().equals(kind)));
    return Stream.concat(first, rest).toList();
  }
}
