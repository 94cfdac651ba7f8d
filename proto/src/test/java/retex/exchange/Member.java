package retex.exchange;

import retex.contract.DeviceId;
import retex.contract.DeviceKey;
import retex.relay.Asking;

/** One laptop of a team. */
final class Member implements Asking {

  final DeviceKey key;
  Bag bag = new Bag();
  Bag backup = new Bag();
  private boolean isAsked; // since its program began

  Member(DeviceKey key) {
    this.key = key;
  }

  DeviceId device() {
    return key.device();
  }

  void restart() {
    isAsked = false;
  }

  void restore() {
    restart();
    bag = backup.copy();
  }

  @Override
  public boolean isDue() {
    return !isAsked;
  }

  @Override
  public void asked() {
    isAsked = true;
  }
}
