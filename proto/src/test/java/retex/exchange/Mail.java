package retex.exchange;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import retex.bundle.IntakeStore;
import retex.contract.DeviceId;

/** What a disk has of bundles: a laptop its counts, headquarters what waits and who spoke last. */
final class Mail {

  final Map<String, byte[]> waiting = new LinkedHashMap<>();
  final Map<DeviceId, byte[]> greetings = new HashMap<>();
  final Map<DeviceId, Long> answered = new HashMap<>();
  final Map<DeviceId, IntakeStore.Stopped> stops = new HashMap<>();
  final Map<String, byte[]> coming = new HashMap<>(); // of couriers
  final Set<String> unforced = new LinkedHashSet<>(); // of these, what a crash may spoil
  final Map<String, DeviceId> carried = new HashMap<>();
  long made;
  long heard;
  int epoch;
  long exported;

  Mail copy() {
    var copy = new Mail();
    copy.waiting.putAll(waiting);
    copy.greetings.putAll(greetings);
    copy.answered.putAll(answered);
    copy.stops.putAll(stops);
    copy.coming.putAll(coming);
    copy.unforced.addAll(unforced);
    copy.carried.putAll(carried);
    copy.made = made;
    copy.heard = heard;
    copy.epoch = epoch;
    copy.exported = exported;
    return copy;
  }

  /** The next serial, as the laptop's table makes it. */
  void make(long least) {
    made = Math.max(Math.max(made, heard) + 1, least);
  }
}
