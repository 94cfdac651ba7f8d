package retex.agent.vault;

import static retex.agent.vault.VaultRefusal.USER_UNKNOWN;

import jakarta.inject.Singleton;
import java.util.List;

/** The users of this laptop: each has a key slot of their own. Answers the key of what was done. */
@Singleton
final class Users {

  private final Vault vault;

  Users(Vault vault) {
    this.vault = vault;
  }

  List<String> names() {
    return vault.slots().users();
  }

  /** The name of headquarters' key; empty before enrolment, when nobody could help. */
  String escrow() {
    return vault.slots().escrow().map(SlotFile.Escrow::key).orElse("");
  }

  String add(Asker asker, String own, String name, String passphrase, String again) {
    if (name.isBlank() || name.length() > 60) {
      throw USER_UNKNOWN.at("name").asException();
    }
    UnlockPage.refuseWeak(passphrase, again);
    vault.check(own.toCharArray(), asker);
    vault.countNew();
    vault.slots().add(own.toCharArray(), name.strip(), passphrase.toCharArray());
    return "users.added";
  }

  String remove(Asker asker, String own, String name) {
    vault.check(own.toCharArray(), asker);
    vault.slots().remove(own.toCharArray(), name);
    return "users.removed";
  }

  String change(Asker asker, String own, String passphrase, String again) {
    UnlockPage.refuseWeak(passphrase, again);
    vault.check(own.toCharArray(), asker);
    vault.countNew();
    vault.slots().change(own.toCharArray(), passphrase.toCharArray());
    return "users.changed";
  }
}
