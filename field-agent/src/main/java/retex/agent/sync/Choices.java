package retex.agent.sync;

import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Property;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import retex.agent.vault.Vault;

/**
 * What holds of a laptop's manners: what its configuration says, and else what a person chose on
 * the page, kept in the encrypted store. Safe for use by several threads; may be asked while the
 * laptop is locked.
 */
@Singleton
final class Choices {

  private static final Logger LOG = LoggerFactory.getLogger(Choices.class);
  private static final Set<String> YES = Set.of("true", "yes", "on", "y", "1");
  private static final Set<String> NO = Set.of("false", "no", "off", "n", "0");

  private final Choice configured;
  private final Fixed fixed;
  private final BeanProvider<MannersRows> rows;
  private final BeanProvider<TransactionOperations<Connection>> transactions;
  private final Vault vault;
  private volatile Optional<Choice> chosen = Optional.empty();

  /** Empty texts: the configuration leaves it to a person. */
  Choices(
      @Property(name = "retex.sync.hours", defaultValue = "") String hours,
      @Property(name = "retex.sync.metered", defaultValue = "") String metered,
      @Property(name = "retex.proxy", defaultValue = "") String proxy,
      BeanProvider<MannersRows> rows, // there once the laptop is open
      BeanProvider<TransactionOperations<Connection>> transactions,
      Vault vault) {
    this.configured = new Choice(hours, isMetered(metered), proxy);
    this.fixed = new Fixed(!hours.isBlank(), !metered.isBlank(), !proxy.isBlank());
    this.rows = rows;
    this.transactions = transactions;
    this.vault = vault;
  }

  /** A word that is neither a yes nor a no counts as a yes, which costs nobody money. */
  private static boolean isMetered(String said) {
    String word = said.strip().toLowerCase(Locale.ROOT);
    boolean isNo = word.isEmpty() || NO.contains(word);
    if (!isNo && !YES.contains(word)) {
      LOG.warn("sync.metered_unclear counts_as=true");
    }
    return !isNo;
  }

  /** What the configuration says, so that nobody can choose it. */
  record Fixed(boolean hours, boolean metered, boolean proxy) {}

  Fixed fixed() {
    return fixed;
  }

  /** What holds now. */
  Choice now() {
    return over(configured, chosen());
  }

  /** What the configuration says is left as it was chosen before. */
  void choose(Choice typed) {
    Choice it = over(chosen(), typed);
    transactions
        .get()
        .executeWrite(
            status -> {
              rows.get().deleteById(1);
              return rows.get().save(new MannersRow(1, it.hours(), it.metered(), it.proxy()));
            });
    chosen = Optional.of(it);
  }

  private Choice over(Choice whereFixed, Choice free) {
    return new Choice(
        (fixed.hours() ? whereFixed : free).hours(),
        (fixed.metered() ? whereFixed : free).metered(),
        (fixed.proxy() ? whereFixed : free).proxy());
  }

  private Choice chosen() {
    if (chosen.isEmpty() && vault.isOpen()) {
      chosen =
          Optional.of(
              transactions
                  .get()
                  .executeRead(status -> rows.get().findById(1))
                  .map(it -> new Choice(it.hours(), it.metered(), it.proxy()))
                  .orElse(Choice.NONE));
    }
    return chosen.orElse(Choice.NONE);
  }
}
