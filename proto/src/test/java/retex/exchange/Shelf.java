package retex.exchange;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import retex.contract.DeviceId;
import retex.contract.RecordId;
import retex.proto.sync.v1.InstrumentFile;
import retex.proto.sync.v1.Letter;
import retex.proto.sync.v1.PreviousEvaluation;
import retex.proto.sync.v1.ReferenceKind;
import retex.proto.sync.v1.Unit;

/** What headquarters' disk has for laptops: reference data, who may hold what, letters, cursors. */
final class Shelf {

  static final String FORM = "infantry-battalion@1";

  final Map<String, String> forms = new TreeMap<>();
  final Map<String, Placed> units = new TreeMap<>();
  final Map<String, RecordId> accepted = new TreeMap<>();
  final Map<DeviceId, Scope> scopes = new HashMap<>();
  final Map<DeviceId, List<Letter>> letters = new HashMap<>();
  final Map<String, String> cursors = new HashMap<>();
  long version;

  Shelf copy() {
    var copy = new Shelf();
    copy.forms.putAll(forms);
    copy.units.putAll(units);
    copy.accepted.putAll(accepted);
    copy.scopes.putAll(scopes);
    letters.forEach((device, box) -> copy.letters.put(device, new ArrayList<>(box)));
    copy.cursors.putAll(cursors);
    copy.version = version;
    return copy;
  }

  List<Letter> box(DeviceId device) {
    return letters.computeIfAbsent(device, it -> new ArrayList<>());
  }

  /** What a laptop may hold of a kind, by key. */
  Map<String, Message> allowed(ReferenceKind kind, DeviceId device) {
    Scope scope = scopes.getOrDefault(device, Scope.NONE);
    var pieces = new TreeMap<String, Message>();
    switch (kind) {
      case REFERENCE_KIND_INSTRUMENT ->
          forms.forEach(
              (ref, text) ->
                  pieces.put(
                      ref, InstrumentFile.newBuilder().setReference(ref).setText(text).build()));
      case REFERENCE_KIND_UNIT ->
          units.forEach(
              (code, unit) -> {
                if (unit.mission().isEmpty() || unit.mission().equals(scope.mission())) {
                  pieces.put(code, unit.message(code));
                }
              });
      case REFERENCE_KIND_PREVIOUS ->
          accepted.forEach(
              (code, record) -> {
                Placed unit = units.get(code);
                boolean isOurs = unit != null && unit.mission().equals(scope.mission());
                if (isOurs && !scope.mission().isEmpty()) {
                  pieces.put(key(code), previous(code, record, scope.isTrainer()));
                }
              });
      case REFERENCE_KIND_REVISION, REFERENCE_KIND_UNSPECIFIED, UNRECOGNIZED -> {}
    }
    return pieces;
  }

  static String key(String unit) {
    return unit + " " + FORM.substring(0, FORM.indexOf('@'));
  }

  private static PreviousEvaluation previous(String unit, RecordId record, boolean withoutWords) {
    return PreviousEvaluation.newBuilder()
        .setUnit(unit)
        .setInstrument(FORM)
        .setToDay(20_000)
        .setRecordId(ByteString.copyFrom(record.bytes()))
        .setWithoutWords(withoutWords)
        .build();
  }

  /** A unit's mission, empty where it has none, and how often it was changed. */
  record Placed(String mission, int changes) {

    Unit message(String code) {
      return Unit.newBuilder()
          .setCode(code)
          .setType("infantry-battalion")
          .setMission(mission)
          .addNames("Name " + changes)
          .build();
    }
  }

  /** Whose laptop it is. */
  record Scope(String mission, boolean isTrainer) {
    static final Scope NONE = new Scope("", false);
  }
}
