package retex.agent.team;

import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import retex.agent.sync.SyncRefused;
import retex.agent.web.Words;
import retex.contract.DeviceId;
import retex.refusal.RefusalCode;
import retex.team.Card;

/** Says of files of teams by way of headquarters what went, what came, and from whom. */
@Singleton
public final class MailDrawing {

  private final Mail mail;
  private final Shares shares;
  private final Colleagues colleagues;

  MailDrawing(Mail mail, Shares shares, Colleagues colleagues) {
    this.mail = mail;
    this.shares = shares;
    this.colleagues = colleagues;
  }

  /**
   * A file that came: from whom and when, the shared evaluation that it was taken into, empty where
   * it was not, and what became of it in words.
   */
  @Serdeable
  public record Arrival(String from, String at, String share, String became, boolean waits) {}

  /** Where the newest file of a shared evaluation is; empty where none was to go. */
  String sent(String share, Words words) {
    return mail.sent(share).map(it -> sent(it, words)).orElse("");
  }

  private String sent(OutgoingRow it, Words words) {
    String at = ShareDrawing.moment(it.at(), words);
    if (it.state().equals("refused")) {
      return words.say(SyncRefused.valueOf(it.code()).at(""));
    }
    if (it.leftOut().isEmpty()) {
      return words.say("share.sent." + it.state(), at);
    }
    String names =
        Mail.devices(it.leftOut()).map(this::name).sorted().collect(Collectors.joining(", "));
    return words.say("share.sent.but", at, names);
  }

  /** What came, the newest first. */
  List<Arrival> arrivals(Words words) {
    return mail.came().stream().map(it -> arrival(it, words)).toList();
  }

  private Arrival arrival(IncomingRow it, Words words) {
    return new Arrival(
        name(DeviceId.parse(it.sender())),
        ShareDrawing.moment(it.at(), words),
        it.share(),
        became(it, words),
        it.state().equals("refused"));
  }

  /** Why it was refused, by whichever step of taking it in; else how far it has come. */
  private static String became(IncomingRow it, Words words) {
    if (!it.state().equals("refused")) {
      return words.say("team.came." + it.state());
    }
    RefusalCode why = it::code;
    return words.say(why.at(""));
  }

  /** As its card says, or a team's plan; else the beginning of its id. */
  private String name(DeviceId device) {
    return Stream.concat(
            colleagues.all().stream().map(Colleagues.Known::card),
            shares.all().stream().flatMap(it -> it.plan().members().stream()))
        .filter(it -> it.device().equals(device))
        .map(Card::name)
        .findFirst()
        .orElseGet(() -> device.hex().substring(0, 8));
  }
}
