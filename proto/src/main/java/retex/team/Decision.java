package retex.team;

import com.google.protobuf.ByteString;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import retex.contract.DeviceId;
import retex.proto.team.v1.Field;
import retex.proto.team.v1.Seen;

/**
 * What the chief settled for one place: the fields that hold (others of the place are empty), and
 * up to which contribution of each laptop the answers were seen. A later answer asks anew.
 */
public record Decision(Map<String, String> fields, Map<String, Long> seen) {

  public Decision {
    fields = Map.copyOf(fields);
    seen = Map.copyOf(seen);
  }

  boolean covers(Place.Version version) {
    return covers(version.device(), version.since());
  }

  boolean covers(DeviceId device, long since) {
    return since <= seen.getOrDefault(device.hex(), 0L);
  }

  /** The same as a question: nothing was seen of what stands there, so it is to be decided. */
  Decision askedAnew() {
    return new Decision(fields, Map.of());
  }

  boolean isAsked() {
    return seen.isEmpty();
  }

  static Decision read(retex.proto.team.v1.Decision it) {
    SortedMap<String, String> fields = new TreeMap<>();
    it.getFieldsList().forEach(field -> fields.put(field.getName(), field.getValue()));
    SortedMap<String, Long> seen = new TreeMap<>();
    it.getSeenList()
        .forEach(
            one -> seen.put(DeviceId.of(one.getDevice().toByteArray()).hex(), one.getCounter()));
    return new Decision(fields, seen);
  }

  retex.proto.team.v1.Decision message(String place) {
    var message = retex.proto.team.v1.Decision.newBuilder().setPlace(place);
    new TreeMap<>(fields)
        .forEach(
            (name, text) -> message.addFields(Field.newBuilder().setName(name).setValue(text)));
    new TreeMap<>(seen)
        .forEach(
            (device, counter) ->
                message.addSeen(
                    Seen.newBuilder()
                        .setDevice(ByteString.copyFrom(DeviceId.parse(device).bytes()))
                        .setCounter(counter)));
    return message.build();
  }

  /** Without the fields. */
  @Override
  public String toString() {
    return "Decision[" + seen.size() + "]";
  }
}
