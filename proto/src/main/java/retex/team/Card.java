package retex.team;

import static retex.team.TeamRefusal.CARD_UNFIT;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import retex.contract.DeviceId;
import retex.contract.FieldRules;
import retex.contract.Seal;
import retex.refusal.RefusedException;

/**
 * A laptop as its colleagues know it: its public keys and its evaluator's name, under its own
 * signature. The fingerprint is for two people to compare. Immutable.
 */
public final class Card {

  private static final String DOMAIN = "retex.team.card.v1";
  private static final String TEXT = "retex-card-1:";
  // Crockford's base 32: without letters that look like digits
  private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int SHOWN = 16; // letters, 80 bits: no second laptop is made to fit

  private final retex.proto.team.v1.Card card;

  private Card(retex.proto.team.v1.Card card) {
    this.card = card;
  }

  /** The laptop's own card. */
  public static Card of(TeamKey key, String name) {
    var plain =
        retex.proto.team.v1.Card.newBuilder()
            .setSignKey(ByteString.copyFrom(key.signKey()))
            .setSealKey(ByteString.copyFrom(key.sealKey()))
            .setName(name)
            .build();
    return read(
        plain.toBuilder()
            .setSignature(ByteString.copyFrom(key.sign(DOMAIN, plain.toByteArray())))
            .build());
  }

  /** Reads the one-line form; anything else, or altered, is refused with {@code CARD_UNFIT}. */
  public static Card parse(String text) {
    String line = text.strip();
    if (!line.startsWith(TEXT)) {
      throw CARD_UNFIT.at("").asException();
    }
    try {
      return read(
          retex.proto.team.v1.Card.parseFrom(
              Base64.getUrlDecoder().decode(line.substring(TEXT.length()))));
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw CARD_UNFIT.at("").asException();
    }
  }

  static Card read(retex.proto.team.v1.Card card) {
    try {
      FieldRules.check(card);
    } catch (RefusedException e) {
      throw CARD_UNFIT.at("").asException();
    }
    byte[] plain = card.toBuilder().clearSignature().build().toByteArray();
    byte[] signature = card.getSignature().toByteArray();
    if (!TeamKey.verifies(card.getSignKey().toByteArray(), DOMAIN, plain, signature)) {
      throw CARD_UNFIT.at("signature").asException();
    }
    if (!Seal.fits(card.getSealKey().toByteArray())) {
      throw CARD_UNFIT.at("key").asException();
    }
    return new Card(card);
  }

  /** The one-line form, for a file or a message. */
  public String text() {
    return TEXT + Base64.getUrlEncoder().withoutPadding().encodeToString(card.toByteArray());
  }

  public DeviceId device() {
    return DeviceId.ofPublicKey(signKey());
  }

  public String name() {
    return card.getName();
  }

  /** Sixteen letters and digits over both keys, in fours; read out by one, compared by another. */
  public String fingerprint() {
    byte[] hash = TeamKey.sha256(ascii(DOMAIN), signKey(), sealKey());
    var shown = new StringBuilder();
    for (int i = 0; i < SHOWN; i++) {
      int bit = i * 5;
      int two = ((hash[bit / 8] & 0xff) << 8) | (hash[bit / 8 + 1] & 0xff);
      shown.append(i > 0 && i % 4 == 0 ? "-" : "");
      shown.append(LETTERS.charAt((two >> (11 - bit % 8)) & 31));
    }
    return shown.toString();
  }

  byte[] signKey() {
    return card.getSignKey().toByteArray();
  }

  byte[] sealKey() {
    return card.getSealKey().toByteArray();
  }

  retex.proto.team.v1.Card message() {
    return card;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Card that && card.equals(that.card);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(signKey());
  }

  /** Without the name. */
  @Override
  public String toString() {
    return "Card[" + HexFormat.of().formatHex(signKey(), 0, 4) + "]";
  }
}
