package retex.server.policy.engine;

import static retex.server.policy.engine.PolicyRefusal.POLICY_UNSAFE;

/**
 * Limits of figures over groups. {@code dominancePercent}: the most that one unit may give of a
 * figure's observations; {@code loneUnits}: how many units more a group needs where it holds its
 * state's only unit of its type in a mission; {@code possibleValues}: how many values must remain
 * possible for each unit. Refuses {@code POLICY_UNSAFE} below what states were promised.
 */
public record Limits(
    int units, int states, int dominancePercent, int loneUnits, int possibleValues) {

  private static final int FEWEST_UNITS = 3; // DOMAIN, "What a capacity provider may learn"
  private static final int FEWEST_STATES = 2;
  private static final int MOST = 20; // above it nothing would ever be told

  /** The loosest that any policy may set. */
  public static final Limits PROMISED = new Limits(FEWEST_UNITS, FEWEST_STATES, 50, 1, 2);

  public Limits {
    check(units >= FEWEST_UNITS && units <= MOST, "units");
    check(states >= FEWEST_STATES && states <= MOST, "states");
    check(dominancePercent >= 1 && dominancePercent <= 50, "dominance-percent");
    check(loneUnits >= 1 && loneUnits <= 2, "lone-unit-extra");
    check(possibleValues >= 2 && possibleValues <= 4, "possible-values");
  }

  /** The same for a detail that asks for more units. */
  public Limits atLeast(int more) {
    return new Limits(Math.max(units, more), states, dominancePercent, loneUnits, possibleValues);
  }

  private static void check(boolean holds, String where) {
    if (!holds) {
      throw POLICY_UNSAFE.at("statistics." + where).asException();
    }
  }
}
