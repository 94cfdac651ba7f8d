package retex.agent.signoff;

import static retex.agent.signoff.SigningRefusal.SIGN_FILE_UNREADABLE;
import static retex.agent.signoff.SigningRefusal.SIGN_REVISION_MISSING;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import retex.agent.console.Console;
import retex.agent.record.Log;
import retex.agent.vault.Asker;
import retex.agent.vault.LaptopOptions;
import retex.agent.vault.PersonalKeys;
import retex.agent.web.Words;
import retex.contract.PersonCertificate;
import retex.contract.PersonRequest;
import retex.contract.PersonRole;
import retex.contract.RecordId;
import retex.contract.RevisionId;

/** Signing from the command line; who signs is whose passphrase RETEX_PASSPHRASE is. */
@Command(
    name = "sign",
    description = "Sign evaluations with a person's own, certified key.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
public final class SignCommand {

  @Command(
      name = "key",
      description = "Make a signing key in your key slot; write the request to certify it.",
      mixinStandardHelpOptions = true)
  int key(
      @Mixin LaptopOptions options,
      @Option(names = "--name", required = true, description = "Name and rank") String name,
      @Option(
              names = "--role",
              required = true,
              description = "chief_evaluator, force_commander or police_commissioner")
          String role,
      @Parameters(paramLabel = "FILE") Path file) {
    try (ApplicationContext context = options.open()) {
      PersonRequest request =
          context
              .getBean(PersonalKeys.class)
              .make(
                  passphrase(),
                  Asker.OWNER,
                  name,
                  PersonRole.valueOf(role.toUpperCase(java.util.Locale.ROOT).replace('-', '_')));
      try {
        Files.writeString(file, request.text() + "\n");
      } catch (IOException e) {
        throw SIGN_FILE_UNREADABLE.at("").asException();
      }
      options
          .console(context)
          .line(options.words().say("signoff.requested", request.fingerprint()));
      return 0;
    }
  }

  @Command(
      name = "certificate",
      description = "Take the certificate that headquarters gave for a key of this laptop.",
      mixinStandardHelpOptions = true)
  int certificate(@Mixin LaptopOptions options, @Parameters(paramLabel = "FILE") Path file) {
    try (ApplicationContext context = options.open()) {
      String text;
      try {
        text = Files.readString(file);
      } catch (IOException e) {
        throw SIGN_FILE_UNREADABLE.at("").asException();
      }
      PersonCertificate taken = context.getBean(PersonalKeys.class).certified(text);
      options
          .console(context)
          .line(options.words().say("signoff.certified", taken.fingerprint(), taken.to()));
      return 0;
    }
  }

  @Command(
      name = "record",
      description = "Sign an evaluation of this laptop.",
      mixinStandardHelpOptions = true)
  int record(
      @Mixin LaptopOptions options,
      @Option(
              names = "--revision",
              defaultValue = "",
              description = "The revision that was read, as show prints it")
          String read,
      @Parameters(paramLabel = "RECORD") String id) {
    try (ApplicationContext context = options.open()) {
      Signings signings = context.getBean(Signings.class);
      RecordId record = RecordId.parse(id);
      if (read.isEmpty()) {
        RevisionId now = context.getBean(Log.class).find(record).revision();
        throw SIGN_REVISION_MISSING.at(now.hex()).asException();
      }
      signings.sign(record, RevisionId.parse(read), passphrase());
      Console console = options.console(context);
      Words words = options.words();
      signings.of(record).forEach(it -> console.line(SigningWords.say(it, words)));
      return 0;
    }
  }

  private static char[] passphrase() {
    return System.getenv().getOrDefault("RETEX_PASSPHRASE", "").toCharArray();
  }
}
