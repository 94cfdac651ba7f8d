package retex.agent.team;

import static retex.agent.team.ShareRefusal.TEAM_DEVICE_UNKNOWN;
import static retex.agent.team.ShareRefusal.TEAM_FILE_UNREADABLE;
import static retex.agent.team.ShareRefusal.TEAM_PLACE_CHANGED;
import static retex.agent.team.ShareRefusal.TEAM_SHARE_UNKNOWN;

import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.annotation.Serdeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import retex.agent.console.Console;
import retex.agent.vault.LaptopOptions;
import retex.agent.web.Words;
import retex.contract.DeviceId;
import retex.team.Card;

/** The team from the command line: the same steps as its pages. */
@Command(
    name = "team",
    description = "Share the areas of one evaluation among several laptops.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
public final class TeamCommand {

  /** What is known of one laptop. */
  @Serdeable
  record DeviceReport(String device, String name, String fingerprint, boolean compared) {

    static DeviceReport of(Card card, boolean compared) {
      return new DeviceReport(card.device().hex(), card.name(), card.fingerprint(), compared);
    }
  }

  @Command(
      name = "card",
      description = "Show this laptop's fingerprint; give it a name; write its card to a file.",
      mixinStandardHelpOptions = true)
  int card(
      @Mixin LaptopOptions options,
      @Option(names = "--name", defaultValue = "", description = "The evaluator's name")
          String name,
      @Parameters(arity = "0..1", defaultValue = "", paramLabel = "FILE") String file) {
    try (ApplicationContext context = options.open()) {
      Colleagues colleagues = context.getBean(Colleagues.class);
      if (!name.isEmpty()) {
        colleagues.rename(name);
      }
      Card card = colleagues.card();
      if (!file.isEmpty()) {
        write(
            Path.of(file),
            (card.text() + "\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      }
      print(options, context, List.of(DeviceReport.of(card, true)));
      return 0;
    }
  }

  @Command(
      name = "add",
      description = {
        "Take a colleague's card. With --fingerprint, as read from the colleague's own screen,",
        "it counts as compared."
      },
      mixinStandardHelpOptions = true)
  int add(
      @Mixin LaptopOptions options,
      @Option(names = "--fingerprint", defaultValue = "", paramLabel = "XXXX-XXXX-XXXX-XXXX")
          String fingerprint,
      @Parameters(paramLabel = "FILE") Path file) {
    try (ApplicationContext context = options.open()) {
      Colleagues colleagues = context.getBean(Colleagues.class);
      Card card =
          colleagues.take(new String(read(file), java.nio.charset.StandardCharsets.US_ASCII));
      if (!fingerprint.isEmpty()) {
        colleagues.compared(card.device().hex(), fingerprint);
      }
      print(options, context, List.of(DeviceReport.of(card, !fingerprint.isEmpty())));
      return 0;
    }
  }

  @Command(
      name = "devices",
      description = "List the colleagues whose cards were taken.",
      mixinStandardHelpOptions = true)
  int devices(@Mixin LaptopOptions options) {
    try (ApplicationContext context = options.open()) {
      print(
          options,
          context,
          context.getBean(Colleagues.class).all().stream()
              .map(it -> DeviceReport.of(it.card(), it.compared()))
              .toList());
      return 0;
    }
  }

  @Command(
      name = "share",
      description = {
        "Share a draft out, or plan anew: --area A=DEVICE for each area;",
        "the word me stands for this laptop."
      },
      mixinStandardHelpOptions = true)
  int share(
      @Mixin LaptopOptions options,
      @Option(names = "--area", required = true, paramLabel = "AREA=DEVICE")
          Map<String, String> areas,
      @Parameters(paramLabel = "DRAFT") String draft) {
    try (ApplicationContext context = options.open()) {
      Colleagues colleagues = context.getBean(Colleagues.class);
      Map<String, DeviceId> planned = new LinkedHashMap<>();
      areas.forEach((area, who) -> planned.put(area, device(colleagues, who)));
      print(options, context, context.getBean(Shares.class).plan(draft, planned));
      return 0;
    }
  }

  @Command(
      name = "export",
      description = "Write the file for the team, sealed to its laptops.",
      mixinStandardHelpOptions = true)
  int export(
      @Mixin LaptopOptions options,
      @Parameters(index = "0", paramLabel = "DRAFT") String draft,
      @Parameters(index = "1", paramLabel = "FILE") Path file) {
    try (ApplicationContext context = options.open()) {
      Shares shares = context.getBean(Shares.class);
      byte[] sealed = shares.export(find(shares, draft).id().hex());
      write(file, sealed);
      options.console(context).line(options.words().say("team.exported", sealed.length));
      return 0;
    }
  }

  @Command(
      name = "send",
      description = "Send the same file by way of headquarters, with the next synchronisation.",
      mixinStandardHelpOptions = true)
  int send(@Mixin LaptopOptions options, @Parameters(paramLabel = "DRAFT") String draft) {
    try (ApplicationContext context = options.open()) {
      Shares shares = context.getBean(Shares.class);
      String share = find(shares, draft).id().hex();
      context.getBean(Mail.class).send(share);
      options
          .console(context)
          .line(context.getBean(MailDrawing.class).sent(share, options.words()));
      return 0;
    }
  }

  @Command(
      name = "came",
      description = {
        "List what came by way of headquarters, the newest first; with --again, take in what was",
        "refused."
      },
      mixinStandardHelpOptions = true)
  int came(
      @Mixin LaptopOptions options,
      @Option(names = "--again", description = "A card may have been compared since.")
          boolean again) {
    try (ApplicationContext context = options.open()) {
      if (again) {
        context.getBean(Mail.class).again();
      }
      List<MailDrawing.Arrival> arrivals =
          context.getBean(MailDrawing.class).arrivals(options.words());
      Console console = options.console(context);
      if (options.json()) {
        console.json(arrivals);
      } else {
        arrivals.forEach(
            it ->
                console.line(
                    options.words().say("team.came.line", it.at(), it.from(), it.became())));
      }
      return 0;
    }
  }

  @Command(
      name = "import",
      description = "Take a file of the team and merge it into the draft.",
      mixinStandardHelpOptions = true)
  int take(@Mixin LaptopOptions options, @Parameters(paramLabel = "FILE") Path file) {
    try (ApplicationContext context = options.open()) {
      print(options, context, context.getBean(Shares.class).take(read(file)));
      return 0;
    }
  }

  @Command(
      name = "show",
      description = "Show who does what, what came, and where evaluators differ.",
      mixinStandardHelpOptions = true)
  int show(@Mixin LaptopOptions options, @Parameters(paramLabel = "DRAFT") String draft) {
    try (ApplicationContext context = options.open()) {
      print(options, context, find(context.getBean(Shares.class), draft));
      return 0;
    }
  }

  @Command(
      name = "decide",
      description = "Decide, as the chief, for the answer of one evaluator (counted from 1).",
      mixinStandardHelpOptions = true)
  int decide(
      @Mixin LaptopOptions options,
      @Parameters(index = "0", paramLabel = "DRAFT") String draft,
      @Parameters(index = "1", paramLabel = "PLACE", description = "Such as answers.FP1")
          String place,
      @Parameters(index = "2", paramLabel = "NUMBER") int number) {
    try (ApplicationContext context = options.open()) {
      Shares shares = context.getBean(Shares.class);
      Shares.Shared shared = find(shares, draft);
      String seen =
          shared
              .state()
              .place(place)
              .map(Shares::seen)
              .orElseThrow(() -> TEAM_PLACE_CHANGED.at("").asException());
      print(options, context, shares.decide(shared.id().hex(), place, seen, number - 1));
      return 0;
    }
  }

  private static DeviceId device(Colleagues colleagues, String who) {
    if (who.equals("me")) {
      return colleagues.key().device();
    }
    return colleagues.all().stream()
        .map(it -> it.card().device())
        .filter(it -> it.hex().startsWith(who) && who.length() >= 8)
        .findFirst()
        .orElseThrow(() -> TEAM_DEVICE_UNKNOWN.at("").asException());
  }

  /** By the draft's id, or by the shared evaluation's. */
  private static Shares.Shared find(Shares shares, String id) {
    return shares
        .ofDraft(id)
        .or(() -> shares.all().stream().filter(it -> it.id().hex().equals(id)).findFirst())
        .orElseThrow(() -> TEAM_SHARE_UNKNOWN.at("").asException());
  }

  private static void print(
      LaptopOptions options, ApplicationContext context, List<DeviceReport> devices) {
    Console console = options.console(context);
    if (options.json()) {
      console.json(devices);
      return;
    }
    Words words = options.words();
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of(
            words.say("team.name"),
            words.say("team.fingerprint"),
            words.say("team.compared"),
            words.say("team.device")));
    for (DeviceReport it : devices) {
      rows.add(
          List.of(
              it.name(),
              it.fingerprint(),
              words.say(it.compared() ? "team.compared.yes" : "team.compared.no"),
              it.device()));
    }
    console.table(rows);
  }

  private static void print(
      LaptopOptions options, ApplicationContext context, Shares.Shared shared) {
    Console console = options.console(context);
    Words words = options.words();
    ShareView view = context.getBean(ShareDrawing.class).of(shared, "", words);
    if (options.json()) {
      console.json(view);
      return;
    }
    console.line(words.say("share.of", view.unit().isEmpty() ? "–" : view.unit(), view.draft()));
    view.members()
        .forEach(it -> console.line(words.say("share.member", it.name(), it.answers(), it.at())));
    console.line(words.say("share.open.count", view.open().size()));
    for (ShareView.PlaceView place : view.open()) {
      console.line(place.place() + "  " + place.label());
      for (int i = 0; i < place.versions().size(); i++) {
        ShareView.VersionView it = place.versions().get(i);
        String said = words.say("form.said", it.evaluator(), String.join("; ", it.lines()));
        console.line("  " + (i + 1) + "  " + said);
      }
    }
  }

  private static byte[] read(Path file) {
    try {
      if (Files.size(file) > retex.team.TeamFile.MOST_BYTES) {
        throw TEAM_FILE_UNREADABLE.at("").asException();
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw TEAM_FILE_UNREADABLE.at("").asException();
    }
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw TEAM_FILE_UNREADABLE.at("").asException();
    }
  }
}
