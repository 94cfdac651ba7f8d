package retex.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import retex.contract.SignOffRefusal;
import retex.proto.sync.v1.SyncRefusal;

class SyncCodesTest {

  @Test
  void every_fault_of_content_has_a_code_of_its_own_that_stops_no_log() {
    var codes = Arrays.stream(ContentFault.values()).map(SyncCodes::of).toList();

    assertThat(codes).doesNotHaveDuplicates();
    assertThat(codes).allMatch(code -> code.getNumber() >= 20);
  }

  @Test
  void a_fault_and_its_code_have_the_same_name_so_that_a_letter_and_the_wire_agree() {
    assertThat(ContentFault.values())
        .allMatch(fault -> SyncCodes.of(fault).name().equals("SYNC_REFUSAL_" + fault.name()));
  }

  @Test
  void the_contract_names_no_fault_that_headquarters_cannot_find() {
    Stream<String> named =
        Arrays.stream(SyncRefusal.values())
            .filter(it -> it != SyncRefusal.UNRECOGNIZED && it.getNumber() >= 20)
            .map(it -> it.name().substring("SYNC_REFUSAL_".length()));

    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ContentFault.values()).map(Enum::name).toList());
  }

  @Test
  void each_sign_off_that_does_not_count_keeps_its_own_name() {
    assertThat(
            Arrays.stream(SignOffRefusal.values()).filter(it -> it.name().startsWith("SIGN_OFF_")))
        .hasSize(5)
        .allMatch(it -> ContentFault.of(it).name().equals(it.name()));
  }
}
