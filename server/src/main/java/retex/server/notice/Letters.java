package retex.server.notice;

import jakarta.inject.Singleton;
import java.util.List;
import retex.contract.DeviceId;
import retex.contract.Micros;

/**
 * The letters of every device, append-only. Safe for use by several threads; posting joins the
 * caller's transaction, so a letter and what it tells of come to be together.
 */
@Singleton
public final class Letters {

  private final LetterRows rows;

  Letters(LetterRows rows) {
    this.rows = rows;
  }

  /** Puts a letter into a device's box, after all that are there. */
  public void post(DeviceId device, Letter letter) {
    rows.post(
        device.hex(),
        letter.kind().name(),
        letter.record().toString(),
        letter.revision().hex(),
        letter.remark(),
        Micros.of(letter.at()));
  }

  /** The next letters of a device after number {@code cursor} (0 for all), in order. */
  public List<NumberedLetter> after(DeviceId device, long cursor, int atMost) {
    return rows.after(device.hex(), cursor, atMost).stream().map(LetterRow::numbered).toList();
  }
}
