package retex.server.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import retex.contract.DeviceKey;
import retex.refusal.RefusedException;
import retex.server.SomeStore;
import retex.server.audit.Audit;
import retex.server.policy.engine.PolicyRefusal;

class PoliciesTest {

  private static final String ADMIN = "admin";

  @TempDir Path folder;
  private ApplicationContext context;
  private Policies policies;
  private PolicyKeys keys;

  @BeforeEach
  void open() {
    context = SomeStore.in(folder);
    policies = context.getBean(Policies.class);
    keys = context.getBean(PolicyKeys.class);
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void the_shipped_policy_is_in_force_from_the_first_start_and_only_once() {
    assertThat(policies.current().id()).isEqualTo("release-3");

    reopen();

    assertThat(policies.history()).hasSize(1);
  }

  @Test
  void a_signed_next_version_is_in_force_at_once_and_the_one_before_is_kept() {
    String next = next(4);

    policies.take(next, keys.sign(next), ADMIN);

    assertThat(policies.current().id()).isEqualTo("release-4");
    assertThat(policies.version(3).policy().limits().units()).isEqualTo(3);
    assertThat(policies.version(4).policy().limits().units()).isEqualTo(4);
    assertThat(actions()).contains("policy.taken");
  }

  @Test
  void what_another_process_put_in_force_is_seen() {
    assertThat(policies.current().version()).isEqualTo(3);
    String next = next(4);
    try (ApplicationContext command = SomeStore.in(folder)) {
      command.getBean(Policies.class).take(next, keys.sign(next), ADMIN);
    }

    assertThat(policies.current().version()).isEqualTo(4);
  }

  @Test
  void a_version_that_somebody_put_in_force_stays_when_the_program_starts_again() {
    String next = next(4);
    policies.take(next, keys.sign(next), ADMIN);

    reopen();

    assertThat(policies.current().version()).isEqualTo(4);
  }

  @Test
  void a_file_altered_after_it_was_signed_is_refused_and_noted() {
    var signature = keys.sign(next(4));

    refused(
        PolicyRefusal.POLICY_SIGNATURE_WRONG,
        () -> policies.take(next(4).replace("ask", "release"), signature, ADMIN));
    assertThat(policies.current().version()).isEqualTo(3);
    assertThat(actions()).contains("policy.refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ed25519", "ed25519 aa bb", "rsa aa bb", "ed25519 zz zz zz"})
  void what_is_no_signature_is_refused(String line) {
    refused(PolicyRefusal.POLICY_SIGNATURE_WRONG, () -> PolicyKeys.Signature.parse(line));
  }

  @Test
  void a_stranger_s_signature_is_refused_until_an_administrator_trusts_the_key()
      throws IOException {
    var key = DeviceKey.generate(new SecureRandom());
    Path file = folder.resolve("admin.key");
    Files.writeString(file, HexFormat.of().formatHex(key.privateKey()));
    var signature = PolicyKeys.signWith(file, next(4));
    refused(PolicyRefusal.POLICY_KEY_UNKNOWN, () -> policies.take(next(4), signature, ADMIN));

    Files.writeString(
        folder.resolve("keys/policy-trusted.txt"), HexFormat.of().formatHex(key.publicKey()));

    assertThat(policies.take(next(4), signature, ADMIN).policy().version()).isEqualTo(4);
  }

  @Test
  void a_version_that_is_not_newer_or_of_another_name_is_refused() {
    String same = next(3);
    String other = next(4).replace("policy: release", "policy: other");

    refused(PolicyRefusal.POLICY_NOT_NEWER, () -> policies.take(same, keys.sign(same), ADMIN));
    refused(PolicyRefusal.POLICY_NOT_NEWER, () -> policies.take(other, keys.sign(other), ADMIN));
  }

  @Test
  void a_signed_file_that_opens_too_much_is_refused() {
    String open = next(4).replace("units: 4", "units: 2");

    refused(PolicyRefusal.POLICY_UNSAFE, () -> policies.take(open, keys.sign(open), ADMIN));
  }

  @Test
  void an_unknown_version_is_refused() {
    refused(PolicyRefusal.POLICY_UNKNOWN, () -> policies.version(99));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "content = replace(content, 'ask', 'release')",
        "signature = substr(signature, 3) || substr(signature, 1, 2)",
        "public_key = '0000000000000000000000000000000000000000000000000000000000000000'"
      })
  void a_server_whose_stored_policy_was_altered_does_not_start(String change) throws SQLException {
    context.close();
    try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + folder + "/retex.db");
        var statement = raw.createStatement()) {
      statement.execute("drop trigger policy_version_is_never_changed");
      statement.execute("update policy_version set " + change);
    }

    assertThatThrownBy(() -> SomeStore.in(folder)).hasStackTraceContaining("POLICY_");
    context = SomeStore.in(folder.resolve("other"));
  }

  @Test
  void an_older_version_without_a_later_floor_is_used_with_it_and_taken_no_more() {
    String old = next(4).replace("lone-unit-extra: 1", "lone-unit-extra: 0");
    var signature = keys.sign(old);
    refused(PolicyRefusal.POLICY_UNSAFE, () -> policies.take(old, signature, ADMIN));
    context
        .getBean(PolicyRows.class)
        .save(
            new PolicyRow(
                2, "release", 4, old, signature.publicKey(), signature.value(), ADMIN, 0));

    reopen();

    assertThat(policies.current().id()).isEqualTo("release-4");
    assertThat(policies.current().limits().loneUnits()).isEqualTo(1);
    assertThat(policies.version(4).content()).contains("lone-unit-extra: 0");
  }

  @Test
  void the_server_s_key_is_its_owner_s_alone() throws IOException {
    assertThat(Files.getPosixFilePermissions(folder.resolve("keys/policy.key"))).hasSize(2);
  }

  private String next(int version) {
    return policies
        .version(3)
        .content()
        .replace("version: 3", "version: " + version)
        .replace("units: 3 ", "units: 4 ");
  }

  private void reopen() {
    context.close();
    open();
  }

  private java.util.List<String> actions() {
    return context.getBean(Audit.class).latest(20).stream().map(it -> it.action()).toList();
  }

  private static void refused(PolicyRefusal code, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            RefusedException.class, it -> assertThat(it.refusal().code()).isEqualTo(code));
  }
}
