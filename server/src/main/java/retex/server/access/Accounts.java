package retex.server.access;

import static retex.server.access.AccessRefusal.ACCOUNT_EXISTS;
import static retex.server.access.AccessRefusal.NAME_MALFORMED;
import static retex.server.access.AccessRefusal.PASSWORD_SHORT;
import static retex.server.access.AccessRefusal.PROVIDER_MISFIT;
import static retex.server.access.AccessRefusal.SIGN_IN_WRONG;
import static retex.server.access.AccessRefusal.TOO_MANY_TRIES;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import retex.server.audit.Audit;

/** The people who may sign in. Passwords are kept as Argon2id hashes. Safe for several threads. */
@Singleton
public final class Accounts {

  private static final int SHORTEST_PASSWORD = 8; // NIST SP 800-63B, section 5.1.1

  private final AccountRows rows;
  private final Audit audit;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final PasswordHash nobody = PasswordHash.ofNobody(random);
  private final Tries tries = new Tries();

  Accounts(
      AccountRows rows, Audit audit, TransactionOperations<Connection> transactions, Clock clock) {
    this.rows = rows;
    this.audit = audit;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Makes an account. A provider's account has that role alone and names its provider. */
  public void add(Account account, String password, String actor) {
    if (account.name().isBlank() || account.name().length() > 100) {
      throw NAME_MALFORMED.at("name").asException();
    }
    boolean isProvider = account.has(Role.PROVIDER);
    if (isProvider == account.provider().isBlank()
        || (isProvider && account.roles().size() > 1)
        || account.roles().isEmpty()) {
      throw PROVIDER_MISFIT.at("role").asException();
    }
    if (password.codePointCount(0, password.length()) < SHORTEST_PASSWORD) {
      throw PASSWORD_SHORT.at("password").asException();
    }
    var hash = PasswordHash.of(password, random);
    transactions.executeWrite(
        status -> {
          if (rows.existsById(account.name())) {
            throw ACCOUNT_EXISTS.at("name").asException();
          }
          rows.save(row(account, hash));
          audit.write(actor, "account.added", account.name(), Map.of("roles", words(account)));
          return account;
        });
  }

  /**
   * The account, when the password is its own; {@code from} is where the request comes from.
   * Refuses with {@code SIGN_IN_WRONG} whatever was wrong, after the same work, and with {@code
   * TOO_MANY_TRIES} after ten wrong tries of a name from there in five minutes.
   */
  public Account signIn(String name, String password, String from) {
    if (!tries.begin(name, from, clock.instant())) {
      throw TOO_MANY_TRIES.at("").asException();
    }
    Optional<AccountRow> row = rows.findById(name);
    boolean fits = row.map(Accounts::hash).orElse(nobody).fits(password) && row.isPresent();
    if (!fits) {
      throw SIGN_IN_WRONG.at("").asException();
    }
    tries.right(name, from);
    return row.get().account();
  }

  public Optional<Account> find(String name) {
    return rows.findById(name).map(AccountRow::account);
  }

  /** Every account, by name. */
  public List<Account> all() {
    return rows.listOrderByName().stream().map(AccountRow::account).toList();
  }

  private static PasswordHash hash(AccountRow row) {
    return new PasswordHash(row.salt(), row.passes(), row.lanes(), row.memoryKib(), row.password());
  }

  private static AccountRow row(Account account, PasswordHash hash) {
    String roles =
        account.roles().stream().map(Enum::name).sorted().collect(Collectors.joining(","));
    return new AccountRow(
        account.name(),
        roles,
        account.provider(),
        account.language(),
        hash.salt(),
        hash.passes(),
        hash.lanes(),
        hash.memoryKib(),
        hash.hash());
  }

  private static String words(Account account) {
    Set<Role> roles = account.roles();
    return roles.stream().map(Role::word).sorted().collect(Collectors.joining(","));
  }
}
