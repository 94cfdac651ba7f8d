package retex.team;

import com.google.protobuf.ByteString;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import retex.contract.DeviceId;
import retex.proto.team.v1.Field;
import retex.proto.team.v1.Share;

/**
 * The chief's plan of a shared evaluation: the form, what every laptop needs to begin ({@code
 * head}: field and text), who takes part, and who sees to which area. An area without a name here
 * is not shared.
 */
public record Plan(
    String instrument, Map<String, String> head, List<Card> members, Map<String, DeviceId> areas) {

  public Plan {
    head = Map.copyOf(head);
    members = members.stream().sorted(Comparator.comparing(it -> it.device().hex())).toList();
    areas = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(areas));
  }

  /** The card of a member. */
  public Optional<Card> member(DeviceId device) {
    return members.stream().filter(it -> it.device().equals(device)).findFirst();
  }

  static Plan read(retex.proto.team.v1.Plan message) {
    Map<String, String> head = new TreeMap<>();
    message.getHeadList().forEach(it -> head.put(it.getName(), it.getValue()));
    Map<String, DeviceId> areas = new LinkedHashMap<>();
    message
        .getAreasList()
        .forEach(it -> areas.put(it.getArea(), DeviceId.of(it.getDevice().toByteArray())));
    List<Card> members = message.getMembersList().stream().map(Card::read).toList();
    return new Plan(message.getInstrument(), head, members, areas);
  }

  retex.proto.team.v1.Plan message() {
    var message = retex.proto.team.v1.Plan.newBuilder().setInstrument(instrument);
    new TreeMap<>(head)
        .forEach((name, text) -> message.addHead(Field.newBuilder().setName(name).setValue(text)));
    members.forEach(it -> message.addMembers(it.message()));
    areas.forEach(
        (area, device) ->
            message.addAreas(
                Share.newBuilder().setArea(area).setDevice(ByteString.copyFrom(device.bytes()))));
    return message.build();
  }

  /** Without the head. */
  @Override
  public String toString() {
    return "Plan[" + instrument + ", " + members.size() + "]";
  }
}
