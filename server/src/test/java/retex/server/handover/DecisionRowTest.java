package retex.server.handover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DecisionRowTest {

  private static final String DEVICE = "a".repeat(32);

  @Test
  void a_refusal_of_before_versions_were_kept_stands_and_a_proposal_does_not() {
    assertThat(decision("REFUSED", "").on("v2").reason()).isEqualTo("Why not.");
    assertThat(decision("REFUSED", "").on("v2").state()).isEqualTo("REFUSED");
    assertThat(decision("PROPOSED", "").on("v2").state()).isEqualTo("WAITING");
  }

  @Test
  void what_was_decided_on_another_version_waits_anew() {
    assertThat(decision("REFUSED", "v1").on("v1").state()).isEqualTo("REFUSED");
    assertThat(decision("REFUSED", "v1").on("v2").state()).isEqualTo("WAITING");
    assertThat(decision("PROPOSED", "v1").on("v2").state()).isEqualTo("WAITING");
  }

  private static DecisionRow decision(String state, String seen) {
    return new DecisionRow(DEVICE, state, "rita", "Why not.", seen, 5);
  }
}
