package retex.agent.signoff;

import java.time.ZoneOffset;
import retex.agent.web.Dates;
import retex.agent.web.Words;
import retex.contract.PersonRole;

/** Sign-offs and keys in a reader's words. */
public final class SigningWords {

  private SigningWords() {}

  /** One sentence: who signed, in what office, when, and of which revision. */
  public static String say(Signings.Signed it, Words words) {
    return words.say(
        it.isCurrent() ? "signoff.signed" : "signoff.signed.former",
        it.signOff().certificate().name(),
        role(it.signOff().certificate().role(), words),
        Dates.beginningWithDay(" MMMM yyyy HH:mm", words)
            .withZone(ZoneOffset.UTC)
            .format(it.signOff().at()),
        it.signOff().revision().hex().substring(0, 12));
  }

  static String role(PersonRole role, Words words) {
    return words.say("signoff.role." + role.name());
  }
}
