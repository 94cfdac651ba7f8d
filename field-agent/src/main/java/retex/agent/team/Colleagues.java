package retex.agent.team;

import static retex.agent.team.ShareRefusal.TEAM_CARD_OWN;
import static retex.agent.team.ShareRefusal.TEAM_DEVICE_UNKNOWN;
import static retex.agent.team.ShareRefusal.TEAM_NAME_MISSING;
import static retex.agent.team.ShareRefusal.TEAM_NOT_COMPARED;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import retex.agent.vault.Identity;
import retex.contract.DeviceId;
import retex.team.Card;
import retex.team.TeamKey;

/**
 * This laptop's card and those of its colleagues. A card is of use only after two people compared
 * its fingerprint on both screens; a card that changed must be compared again.
 */
@Singleton
final class Colleagues {

  private final SelfRows self;
  private final DeviceRows devices;
  private final Identity identity;

  Colleagues(SelfRows self, DeviceRows devices, Identity identity) {
    this.self = self;
    this.devices = devices;
    this.identity = identity;
  }

  /** A colleague, and whether the fingerprint was compared. */
  record Known(Card card, boolean compared) {}

  TeamKey key() {
    return TeamKey.of(identity.key());
  }

  /** The evaluator's name as colleagues read it; empty before it was given. */
  String name() {
    return self.findById(1).map(SelfRow::name).orElse("");
  }

  void rename(String name) {
    if (name.isBlank() || name.strip().length() > 100) {
      throw TEAM_NAME_MISSING.at("name").asException();
    }
    self.deleteById(1);
    self.save(new SelfRow(1, name.strip()));
  }

  /** This laptop's own card; refused as long as nobody gave a name. */
  Card card() {
    if (name().isEmpty()) {
      throw TEAM_NAME_MISSING.at("name").asException();
    }
    return Card.of(key(), name());
  }

  List<Known> all() {
    return devices.listOrderByDevice().stream()
        .map(row -> new Known(Card.parse(row.card()), row.compared() == 1))
        .toList();
  }

  /** Takes a card; the same card again changes nothing. */
  Card take(String text) {
    Card card = Card.parse(text);
    String device = card.device().hex();
    if (card.device().equals(key().device())) {
      throw TEAM_CARD_OWN.at("").asException();
    }
    Optional<DeviceRow> before = devices.findById(device);
    boolean isSame =
        before.isPresent()
            && Card.parse(before.get().card()).fingerprint().equals(card.fingerprint());
    int compared = isSame ? before.get().compared() : 0;
    devices.deleteById(device);
    devices.save(new DeviceRow(device, card.text(), compared));
    return card;
  }

  /** Two people compared it: {@code fingerprint} is what the other screen shows. */
  void compared(String device, String fingerprint) {
    DeviceRow row =
        devices.findById(device).orElseThrow(() -> TEAM_DEVICE_UNKNOWN.at("").asException());
    String shown = Card.parse(row.card()).fingerprint();
    if (!letters(shown).equals(letters(fingerprint))) {
      throw TEAM_NOT_COMPARED.at("fingerprint").asException();
    }
    devices.update(new DeviceRow(device, row.card(), 1));
  }

  void forget(String device) {
    devices.deleteById(device);
  }

  /** The card of a colleague whose fingerprint was compared. */
  Card trusted(DeviceId device) {
    Known known =
        all().stream()
            .filter(it -> it.card().device().equals(device))
            .findFirst()
            .orElseThrow(() -> TEAM_DEVICE_UNKNOWN.at("").asException());
    if (!known.compared()) {
      throw TEAM_NOT_COMPARED.at("").asException();
    }
    return known.card();
  }

  boolean isTrusted(DeviceId device) {
    return all().stream().anyMatch(it -> it.compared() && it.card().device().equals(device));
  }

  private static String letters(String fingerprint) {
    return fingerprint.toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", "");
  }
}
