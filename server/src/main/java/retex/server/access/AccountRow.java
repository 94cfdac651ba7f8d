package retex.server.access;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.Arrays;
import java.util.stream.Collectors;

/** An account as stored; the password as an Argon2id hash with its parameters. */
@MappedEntity("account")
record AccountRow(
    @Id String name,
    String roles,
    String provider,
    String language,
    String salt,
    int passes,
    int lanes,
    int memoryKib,
    String password) {

  Account account() {
    return new Account(
        name,
        Arrays.stream(roles.split(",")).map(Role::valueOf).collect(Collectors.toSet()),
        provider,
        language);
  }

  /** Without the hash. */
  @Override
  public String toString() {
    return "AccountRow[" + roles + "]";
  }
}
