package retex.server.bundle;

import io.micronaut.serde.annotation.Serdeable;
import java.nio.file.Files;
import java.nio.file.Path;
import retex.contract.DeviceId;

/** The file of an answer, by its laptop's name. */
final class HeadquartersAnswer {

  private HeadquartersAnswer() {}

  /** Into {@code to}, or under the laptop's name where that is a folder. */
  static Written write(Bundles bundles, DeviceId device, Path to, String actor) {
    Path target = Files.isDirectory(to) ? to.resolve(name(device)) : to;
    bundles.answer(device, target, actor);
    return new Written(device.hex(), target.toString());
  }

  static String name(DeviceId device) {
    return "retex-answer-" + device.hex().substring(0, 8) + ".bundle";
  }

  /** An answer that was written. */
  @Serdeable
  record Written(String device, String file) {}
}
