package retex.server.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retex.refusal.RefusedException;
import retex.server.SomeStore;
import retex.server.ingest.SomeDevices;
import retex.server.record.SomeEntries;

class EnrolmentTest {

  private static final DeviceScope FIRST = new DeviceScope("M-1", DeviceRole.TRAINER);
  private static final DeviceScope SECOND = new DeviceScope("M-2", DeviceRole.EVALUATOR);

  @Test
  void no_token_looks_like_an_option_of_a_command(@TempDir Path folder) {
    try (ApplicationContext server = SomeStore.in(folder)) {
      Enrolment enrolment = server.getBean(Enrolment.class);
      for (int i = 0; i < 400; i++) {
        assertThat(enrolment.issueToken("ada")).doesNotStartWith("-");
      }
    }
  }

  @Test
  void tokens_of_before_end_with_the_authorities_that_are_ended(@TempDir Path folder) {
    try (ApplicationContext server = SomeStore.in(folder)) {
      Enrolment enrolment = server.getBean(Enrolment.class);
      String before = enrolment.issueToken("ada");
      enrolment.rotateAuthority("ada");
      SomeDevices.enrol(server, new SomeEntries().key(), before);
      String unspent = enrolment.issueToken("ada");

      enrolment.replaceAuthority("ada");

      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> SomeDevices.enrol(server, new SomeEntries().key(), unspent))
          .matches(e -> e.refusal().code() == DeviceRefusal.TOKEN_INVALID);
      SomeDevices.enrol(server, new SomeEntries().key(), enrolment.issueToken("ada"));
    }
  }

  @Test
  void a_token_shown_again_does_not_bring_back_a_scope(@TempDir Path folder) {
    var laptop = new SomeEntries();
    try (ApplicationContext server = SomeStore.in(folder)) {
      DeviceScopes scopes = server.getBean(DeviceScopes.class);
      String token = server.getBean(Enrolment.class).issueToken("ada", FIRST);
      SomeDevices.enrol(server, laptop.key(), token);
      assertThat(scopes.of(laptop.device())).contains(FIRST);

      scopes.give(laptop.device(), SECOND, "ada");
      SomeDevices.enrol(server, laptop.key(), token);
      assertThat(scopes.of(laptop.device())).contains(SECOND);
      scopes.take(laptop.device(), "ada");
      SomeDevices.enrol(server, laptop.key(), token);
      assertThat(scopes.of(laptop.device())).isEmpty();
    }
  }
}
