package retex.agent.team;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import retex.agent.draft.Draft;
import retex.agent.entry.DraftFields;
import retex.agent.web.Dates;
import retex.agent.web.Words;
import retex.contract.DeviceId;
import retex.team.Card;
import retex.team.Contribution;
import retex.team.Place;
import retex.team.Plan;

/** Lays out one shared evaluation for its page and for the command line. */
@Singleton
final class ShareDrawing {

  private final DraftFields fields;
  private final Colleagues colleagues;
  private final MailDrawing mail;
  private final ShareNames names;

  ShareDrawing(DraftFields fields, Colleagues colleagues, MailDrawing mail, ShareNames names) {
    this.fields = fields;
    this.colleagues = colleagues;
    this.mail = mail;
    this.names = names;
  }

  /** A draft that can be shared out. */
  ShareView unshared(Draft draft, String why, Words words) {
    Map<String, String> head = fields.head(draft);
    boolean ready = !colleagues.name().isEmpty() && people(Optional.empty(), words).size() > 1;
    return new ShareView(
        "",
        draft.id(),
        names.unit(head, ""),
        new ShareView.Role(true, false, ready),
        why,
        "",
        "",
        people(Optional.empty(), words),
        areas(draft.instrument(), Map.of(), words),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  ShareView of(Shares.Shared shared, String why, Words words) {
    Plan plan = shared.plan();
    List<Place> places = shared.state().places();
    return new ShareView(
        shared.id().hex(),
        shared.draft().map(Draft::id).orElse(""),
        names.unit(plan.head(), ""),
        new ShareView.Role(shared.isChief(), true, true),
        why,
        mail.sent(shared.id().hex(), words),
        "",
        people(Optional.of(plan), words),
        areas(plan.instrument(), plan.areas(), words),
        members(shared, words),
        places.stream().filter(Place::isOpen).map(it -> place(plan, it, words)).toList(),
        places.stream()
            .filter(it -> it.isDisputed() && it.isDecided())
            .map(it -> place(plan, it, words))
            .toList(),
        places.stream().filter(it -> isStray(plan, it)).map(it -> place(plan, it, words)).toList());
  }

  /** Whether the form has no such question, as where a colleague has not followed to it yet. */
  private boolean isStray(Plan plan, Place place) {
    boolean isWhole = place.name().startsWith("file..") || place.name().startsWith("caption..");
    return !isWhole
        && !place.versions().isEmpty()
        && fields.area(plan.instrument(), place.name()).isEmpty();
  }

  /** Everybody who can be named for an area: this laptop, compared colleagues, who takes part. */
  private List<ShareView.Person> people(Optional<Plan> plan, Words words) {
    var people = new ArrayList<ShareView.Person>();
    DeviceId self = colleagues.key().device();
    String name = colleagues.name();
    people.add(
        new ShareView.Person(
            self.hex(), name.isEmpty() ? words.say("share.me") : words.say("share.me.of", name)));
    var cards = new ArrayList<Card>();
    plan.ifPresent(it -> cards.addAll(it.members()));
    colleagues.all().stream()
        .filter(Colleagues.Known::compared)
        .map(Colleagues.Known::card)
        .filter(it -> cards.stream().noneMatch(one -> one.device().equals(it.device())))
        .forEach(cards::add);
    cards.stream()
        .filter(it -> !it.device().equals(self))
        .forEach(it -> people.add(new ShareView.Person(it.device().hex(), it.name())));
    return people;
  }

  private List<ShareView.AreaLine> areas(
      String instrument, Map<String, DeviceId> planned, Words words) {
    var lines = new ArrayList<ShareView.AreaLine>();
    fields
        .areas(instrument, words)
        .forEach(
            (code, title) ->
                lines.add(
                    new ShareView.AreaLine(
                        code,
                        title,
                        Optional.ofNullable(planned.get(code)).map(DeviceId::hex).orElse(""))));
    return lines;
  }

  /** What of each member is known here. */
  private List<ShareView.MemberLine> members(Shares.Shared shared, Words words) {
    var lines = new ArrayList<ShareView.MemberLine>();
    for (Card member : shared.plan().members()) {
      Optional<Contribution> last = shared.state().of(member.device());
      long answers =
          last.map(
                  it ->
                      it.statements().entrySet().stream()
                          .filter(one -> !one.getValue().value().isEmpty())
                          .map(one -> Place.of(one.getKey()))
                          .distinct()
                          .count())
              .orElse(0L);
      long at =
          last.stream()
              .flatMap(it -> it.statements().values().stream())
              .mapToLong(it -> it.at())
              .max()
              .orElse(0);
      boolean isChief = member.device().equals(shared.id().chief());
      lines.add(
          new ShareView.MemberLine(
              isChief ? words.say("share.chief.of", member.name()) : member.name(),
              answers,
              at == 0 ? "–" : moment(at, words)));
    }
    return lines;
  }

  private ShareView.PlaceView place(Plan plan, Place place, Words words) {
    var versions = new ArrayList<ShareView.VersionView>();
    for (Place.Version it : place.versions()) {
      boolean isChosen =
          place.isDecided()
              && place.decision().filter(one -> one.fields().equals(it.fields())).isPresent();
      versions.add(
          new ShareView.VersionView(
              it.evaluator(),
              moment(it.at(), words),
              fields.said(plan.instrument(), it.fields(), words),
              isChosen));
    }
    return new ShareView.PlaceView(
        place.name(),
        fields.label(plan.instrument(), place.name(), words),
        Shares.seen(place),
        versions);
  }

  static String moment(long micros, Words words) {
    return Dates.beginningWithDay(" MMM yyyy HH:mm", words)
        .withZone(ZoneId.systemDefault())
        .format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }
}
