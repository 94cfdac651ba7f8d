package retex.server.person;

import static retex.server.person.PersonRefusal.PERSON_FILE_UNREADABLE;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import retex.contract.PersonCertificate;
import retex.server.console.ServerOptions;

/** Certificates of people who sign evaluations. */
@Command(
    name = "person",
    description = "Certify the keys of people who sign evaluations.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
public final class PersonCommand {

  @Command(
      name = "certify",
      description = {
        "Certify the key of a request file; compare its fingerprint with the person first.",
      },
      mixinStandardHelpOptions = true)
  int certify(
      @Mixin ServerOptions options,
      @Option(names = "--days", defaultValue = "365", description = "How long it is valid")
          int days,
      @Option(names = "--out", required = true, paramLabel = "FILE", description = "Certificate")
          Path out,
      @Parameters(paramLabel = "REQUEST") Path request) {
    try (ApplicationContext context = options.open()) {
      PersonCertificate made =
          context.getBean(People.class).certify(read(request), days, options.actor());
      try {
        Files.writeString(out, made.text() + "\n");
      } catch (IOException e) {
        throw PERSON_FILE_UNREADABLE.at("out").asException();
      }
      options
          .console(context)
          .line(options.words().say("person.certified", made.fingerprint(), made.to().toString()));
      return 0;
    }
  }

  @Command(
      name = "revoke",
      description = "Take back every certificate of a key, named by its fingerprint.",
      mixinStandardHelpOptions = true)
  int revoke(
      @Mixin ServerOptions options, @Parameters(paramLabel = "FINGERPRINT") String fingerprint) {
    try (ApplicationContext context = options.open()) {
      context.getBean(People.class).revoke(fingerprint, options.actor());
      options.console(context).line(options.words().say("person.revoked", fingerprint));
      return 0;
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw PERSON_FILE_UNREADABLE.at("request").asException();
    }
  }
}
